/** Commands that run until they are told to stop. */
import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { after } from 'mocha';

const cli = process.env.FARTHING_CLI ?? fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
export const runtimeProgram = fileURLToPath(new URL('../../../dist/runtime.js', import.meta.url));

export interface LongRunning {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** The next line of its output; rejects when it ends instead. */
  line(): Promise<string>;
  output(): string;
  errors(): string;
  /** Resolves with its exit code. */
  readonly exited: Promise<number | null>;
}

const running = new Set<LongRunning['child']>();
after(async () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface LongRunningOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Absent: the command line. */
  readonly program?: string;
}

export function start(args: readonly string[], { cwd, env, program = cli }: LongRunningOptions): LongRunning {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  child.stderr.on('data', chunk => {
    errors += chunk;
  });
  const exited = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    child,
    line: async () => {
      const { value, done } = await lines.next();
      assert.ok(!done, `it ended, saying ${output}${errors}`);
      return value as string;
    },
    output: () => output,
    errors: () => errors,
    exited,
  };
}
