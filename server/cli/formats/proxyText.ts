/** What `farthing proxy` says to people. */
import type { RuntimeLock } from '../../../shared/runtime/process/lock.ts';
import type { Running } from '../../../shared/runtime/process/serve.ts';
import { evaluation, exportLines, SHELLS, shellOf } from '../shells.ts';
import type { Terminal } from '../terminal.ts';
import { budgetTable } from './budgetTable.ts';

export function proxyStarted({ lock, limits, timeZone }: Running, home: string | undefined, terminal: Terminal): string {
  const { bold } = terminal.colours;
  return [
    `${bold(`Farthing listens at ${lock.url}`)} (pid ${lock.pid}). Calls that go through it are metered. Ctrl+C stops it.`,
    '',
    ...pointers(lock.url, home, terminal),
    '',
    budgetTable(limits, timeZone, terminal),
  ].join('\n');
}

interface Joining {
  /** A port that was asked for and is not the running one's. */
  readonly asked: number | undefined;
  readonly version: string;
  /** Named on the command line. */
  readonly home: string | undefined;
  readonly terminal: Terminal;
}

export function proxyJoined(lock: RuntimeLock, { asked, version, home, terminal }: Joining): string {
  const { bold } = terminal.colours;
  return [
    `${bold(`Farthing listens already at ${lock.url}`)} (pid ${lock.pid}), for all shells and windows.`,
    ...(asked === undefined ? [] : [`It does not listen on port ${asked}: there is one runtime for each home folder.`]),
    ...(lock.version === version
      ? []
      : [`It is version ${lock.version}, this is ${version}: "farthing stop", then "farthing proxy" again, to change over.`]),
    '',
    ...pointers(lock.url, home, terminal),
    '',
  ].join('\n');
}

/** The lines to paste for the shell at hand, and how the others get theirs. */
function pointers(url: string, home: string | undefined, { colours }: Terminal): string[] {
  const shell = shellOf(process.env);
  const others = SHELLS.filter(one => one !== shell);
  return [
    `Point your SDKs at it (${shell === 'bash' ? 'bash, zsh' : shell}):`,
    ...exportLines(shell, url).map(line => `  ${line}`),
    ...[shell, ...others].map(one => colours.dim(`  ${one === shell ? 'or' : one}: ${evaluation(one, home)}`)),
  ];
}
