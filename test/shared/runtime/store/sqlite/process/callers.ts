/** Real processes that share a ledger. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { after, afterEach } from 'mocha';
import type { Alert } from '../../../../../../shared/runtime/budget/budget.ts';
import type { AdmissionAnswer } from '../../../../../../shared/runtime/store/store.ts';
import { temporaryTree } from '../../../../../temporaryTree.ts';

export interface Order {
  readonly id: string;
  readonly user: string;
  readonly startedAt: number;
  /** Nano-dollars, and as many tokens. */
  readonly hold: number;
  readonly cost: number;
}

export type CallerRequest =
  | { readonly do: 'call'; readonly orders: readonly Order[]; readonly settles: boolean }
  | { readonly do: 'call-forever'; readonly order: Order }
  | { readonly do: 'close' };

export interface CallOutcome {
  readonly id: string;
  readonly answer: AdmissionAnswer;
  readonly alerts?: readonly Alert[];
}

let program: string | undefined;
/** What one process has compiled the next need not. */
const compiled = temporaryTree({});

/** One file of JavaScript, so that hundreds of processes start quickly. */
function callerProgram(): string {
  if (program === undefined) {
    program = join(temporaryTree({}), 'caller.mjs');
    buildSync({
      entryPoints: [join(import.meta.dirname, 'callerProcess.ts')],
      outfile: program,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'node',
    });
  }
  return program;
}

const running = new Set<ChildProcess>();
const killAll = () => {
  for (const child of running) child.kill('SIGKILL');
};
afterEach(killAll);
after(killAll);

export class Caller {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Resolves when it has opened the ledger. What it was answered is appended to `log`. */
  static async start(ledger: string, log = ''): Promise<Caller> {
    const child = fork(callerProgram(), [ledger, log], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const caller = new Caller(child);
    await caller.#answer();
    return caller;
  }

  /** All at once. */
  call(orders: readonly Order[], settles: boolean): Promise<readonly CallOutcome[]> {
    return this.#ask({ do: 'call', orders, settles });
  }

  /** Resolves when the first calls are done; it goes on until it is killed. */
  async callForever(order: Order): Promise<void> {
    await this.#ask({ do: 'call-forever', order });
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.send({ do: 'close' });
    await ended;
  }

  /** Stops it where it is, as a debugger or a closed laptop does. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  /** kill -9 */
  async kill(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  #ask(request: CallerRequest): Promise<readonly CallOutcome[]> {
    const answer = this.#answer();
    this.#child.send(request);
    return answer;
  }

  #answer(): Promise<readonly CallOutcome[]> {
    return new Promise((resolve, reject) => {
      const died = () => reject(new Error('the process ended before it answered'));
      this.#child.once('exit', died);
      this.#child.once('message', answer => {
        this.#child.off('exit', died);
        resolve(answer as readonly CallOutcome[]);
      });
    });
  }
}
