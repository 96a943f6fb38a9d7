/** How each shell is told where the SDKs shall send their requests. */
import { BASE_URLS } from '../../shared/protocol/sdkVariables.ts';

export const SHELLS = ['bash', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

const ASSIGNMENT: Readonly<Record<Shell, (name: string, value: string) => string>> = {
  bash: (name, value) => `export ${name}=${value}`,
  fish: (name, value) => `set -gx ${name} ${value}`,
  powershell: (name, value) => `$env:${name} = '${value}'`,
};

export function exportLines(shell: Shell, url: string): readonly string[] {
  return Object.entries(BASE_URLS).map(([name, path]) => ASSIGNMENT[shell](name, `${url}${path}`));
}

/** What evaluates the lines without pasting them. `home`: named on the command line, so that the other command needs it too. */
export function evaluation(shell: Shell, home: string | undefined): string {
  const command = `farthing status${home === undefined ? '' : ` --home ${quoted(home, shell)}`} --env ${shell}`;
  return EVALUATION[shell](command);
}

const EVALUATION: Readonly<Record<Shell, (command: string) => string>> = {
  bash: command => `eval "$(${command})"`,
  fish: command => `${command} | source`,
  powershell: command => `${command} | Out-String | Invoke-Expression`,
};

function quoted(path: string, shell: Shell): string {
  return `'${path.replaceAll("'", shell === 'powershell' ? "''" : "'\\''")}'`;
}

/** The shell that the command was started from, as far as the environment tells; bash and zsh are written alike. */
export function shellOf({ SHELL }: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): Shell {
  if (SHELL?.endsWith('/fish')) return 'fish';
  return platform === 'win32' || SHELL?.endsWith('/pwsh') ? 'powershell' : 'bash';
}
