import { type Home, homeOf } from '../../../shared/runtime/process/home.ts';
import { takeLease } from '../../../shared/runtime/process/lease.ts';
import { askToStop, findRuntime } from '../../../shared/runtime/process/runningRuntime.ts';
import { complain } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';

export interface StopFlags {
  readonly home?: string;
  readonly json?: boolean;
}

/** Longer than a runtime waits for the streams in flight. */
const PATIENCE_MS = 20_000;
const STEP_MS = 50;

/** Returns when the runtime has gone. */
export async function stop({ home, json }: StopFlags): Promise<number> {
  const place = homeOf(home);
  const running = await findRuntime(place);
  if (!running) {
    process.stdout.write(json ? '{"stopped":false}\n' : 'No runtime is running.\n');
    return CLEAN;
  }
  await askToStop(running);
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause()) {
    if (!hasGone(place)) continue;
    process.stdout.write(json ? `${JSON.stringify({ stopped: true, pid: running.pid })}\n` : `Stopped (pid ${running.pid}).\n`);
    return CLEAN;
  }
  complain(`the runtime (pid ${running.pid}) was asked to stop and still runs`);
  return FAILED;
}

/** A process that has let go of its home has settled all it had, and is as good as gone. */
function hasGone(home: Home): boolean {
  const lease = takeLease(home);
  lease?.release();
  return lease !== undefined;
}

const pause = () => new Promise(resolve => setTimeout(resolve, STEP_MS));
