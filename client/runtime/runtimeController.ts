/** The runtime that meters calls, started or joined from the editor. It outlives the window: other windows and shells share it. */
import { spawn } from 'node:child_process';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { readLock } from '../../shared/runtime/process/lock.ts';
import { askToStop, findRuntime, type RuntimeStatus, runtimeStatus } from '../../shared/runtime/process/runningRuntime.ts';

export type Started =
  | { readonly url: string; readonly joined: boolean }
  /** A sentence. */
  | { readonly problem: string };

/** The folder of the runtime; `FARTHING_HOME` or where the platform keeps state. */
const home = () => homeOf(undefined);

/** Joins the runtime that runs, or starts one in `folder`; at this port, or the default one, or any free one when that is another program's. */
export async function startRuntime(program: string, folder: string, port?: number): Promise<Started> {
  const running = await findRuntime(home());
  if (running) return { url: running.url, joined: true };
  const first = await launch(program, folder, port === undefined ? [] : ['--port', `${port}`]);
  return 'problem' in first && /^port \d+ is used/.test(first.problem) ? launch(program, folder, ['--port', '0']) : first;
}

/** Undefined: none was running. Resolves when it was asked; it lets calls under way end. */
export async function stopRuntime(): Promise<string | undefined> {
  const running = await findRuntime(home());
  if (!running) return undefined;
  await askToStop(running);
  return running.url;
}

/** The port of a runtime that died without a word; undefined where none did. */
export function portOfDeadRuntime(): number | undefined {
  const lock = readLock(home());
  return lock && !isAlive(lock.pid) ? Number(new URL(lock.url).port) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function statusOfRuntime(): Promise<RuntimeStatus | undefined> {
  return runtimeStatus(home());
}

/** Megabytes of the youngest generation: half the memory of the default, at the same CPU time a request. */
const HEAP = ['--max-semi-space-size=8'];

function launch(program: string, folder: string, args: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, [...HEAP, program, ...args], {
    cwd: folder,
    // A group of its own: it goes on when the window closes.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    // Desktop VS Code's own program is Electron, which is then plain Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  return new Promise(resolve => {
    let [said, complained] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (!said.includes('\n')) return;
      const { url, joined = false } = JSON.parse(said) as { url: string; joined?: boolean };
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      resolve({ url, joined });
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complained += chunk;
    });
    child.once('error', error => resolve({ problem: error.message }));
    child.once('close', code => resolve({ problem: complained.trim().replace(/^farthing: /, '') || `the runtime ended with ${code}` }));
  });
}
