import { homeOf } from '../../../shared/runtime/process/home.ts';
import { type RuntimeStatus, runtimeStatus } from '../../../shared/runtime/process/runningRuntime.ts';
import { complain } from '../complain.ts';
import { CLEAN, FINDINGS } from '../exitCodes.ts';
import { exportLines, type Shell } from '../shells.ts';
import { showBudgets } from './budget.ts';

export interface StatusFlags {
  readonly home?: string;
  readonly json?: boolean;
  readonly env?: Shell;
}

/** Exit code 1 when nothing runs, so that a script can tell. */
export async function status(flags: StatusFlags): Promise<number> {
  const home = homeOf(flags.home);
  const running = await runtimeStatus(home);
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ version: 1, running: running !== undefined, home: home.folder, ...running })}\n`);
    return running ? CLEAN : FINDINGS;
  }
  if (!running) {
    complain(`no runtime is running in ${home.folder}; "farthing proxy" starts one`);
    return FINDINGS;
  }
  if (flags.env !== undefined) {
    process.stdout.write(`${exportLines(flags.env, running.url).join('\n')}\n`);
    return CLEAN;
  }
  process.stdout.write(`${sentence(running)}\n`);
  return showBudgets({ home: flags.home });
}

function sentence({ url, pid, farthing, startedAt, inFlight }: RuntimeStatus): string {
  const calls = inFlight === 0 ? 'no call under way' : `${inFlight} ${inFlight === 1 ? 'call' : 'calls'} under way`;
  return `Farthing ${farthing} listens at ${url} (pid ${pid}), since ${localTime(startedAt)}; ${calls}.`;
}

const localTime = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant));
