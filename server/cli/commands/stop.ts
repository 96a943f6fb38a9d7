import { homeOf } from '../../../shared/runtime/process/home.ts';
import { control, findRuntime } from '../../../shared/runtime/process/runningRuntime.ts';
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
  await control(running, 'stop', { method: 'POST' });
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause()) {
    if (isAlive(running.pid)) continue;
    process.stdout.write(json ? `${JSON.stringify({ stopped: true, pid: running.pid })}\n` : `Stopped (pid ${running.pid}).\n`);
    return CLEAN;
  }
  complain(`the runtime (pid ${running.pid}) was asked to stop and still runs`);
  return FAILED;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const pause = () => new Promise(resolve => setTimeout(resolve, STEP_MS));
