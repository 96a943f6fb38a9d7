import { spawn } from 'node:child_process';
import { homeOf } from '../../../shared/runtime/process/home.ts';
import { askForDashboardCode, findRuntime } from '../../../shared/runtime/process/runningRuntime.ts';
import { complain } from '../complain.ts';
import { CLEAN, FINDINGS } from '../exitCodes.ts';

export interface DashboardFlags {
  readonly home?: string;
  readonly json?: boolean;
  /** False: only say where it is. */
  readonly open?: boolean;
}

/** Exit code 1 when nothing runs. The address is good once, for two minutes (docs/adr/011). */
export async function dashboard(flags: DashboardFlags): Promise<number> {
  const home = homeOf(flags.home);
  const running = await findRuntime(home);
  const code = running && (await askForDashboardCode(running));
  if (code === undefined) {
    complain(`no runtime is running in ${home.folder}; "farthing proxy" starts one`);
    return FINDINGS;
  }
  const url = `${running?.url}/_farthing/dashboard#code=${code}`;
  process.stdout.write(flags.json ? `${JSON.stringify({ url })}\n` : `${url}\nGood once, for two minutes.\n`);
  if (flags.open ?? process.stdout.isTTY) openInBrowser(url);
  return CLEAN;
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [program: string, ...args: string[]]>>> = {
  darwin: ['open'],
  // No shell in between, which would read the address.
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
};

/** Where there is no browser to open, the address that was printed has to do. */
function openInBrowser(url: string): void {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  spawn(program, [...args, url], { detached: true, stdio: 'ignore' })
    .on('error', () => complain('no browser could be opened; open the address yourself'))
    .unref();
}
