/** The thread that keeps house, started when there is something to do. */
import { Worker } from 'node:worker_threads';

export interface HousekeepingRequest {
  readonly kind: 'checkpoint' | 'verify';
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** So many commits are some ten megabytes of log. */
const COMMITS_A_CHECKPOINT = 1_000;
/** Megabytes; it needs two. */
const HEAP = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 };

export class Housekeeping {
  readonly #file: string;
  readonly #note: (note: string) => void;
  #thread: Worker | undefined;
  /** Who waits for the thread's answer to its one request. */
  #answer: ((answer: boolean) => void) | undefined;
  #pending: Promise<boolean> = Promise.resolve(false);
  #commits = 0;

  constructor(file: string, note: (note: string) => void) {
    this.#file = file;
    this.#note = note;
  }

  /** To be told of every commit. */
  committed(): void {
    if (++this.#commits < COMMITS_A_CHECKPOINT || this.#answer) return;
    this.#commits = 0;
    void this.#ask({ kind: 'checkpoint', now: 0 });
  }

  /** Whether a counter of the current windows differs from the ledger. */
  differs(now: number): Promise<boolean> {
    return this.#ask({ kind: 'verify', now });
  }

  async close(): Promise<void> {
    await this.#pending;
    await this.#thread?.terminate();
  }

  /** One request at a time. False also when the thread fails, which is noted: the store works without it, and its log grows. */
  #ask(request: HousekeepingRequest): Promise<boolean> {
    this.#pending = this.#pending.then(
      () =>
        new Promise(resolve => {
          this.#answer = resolve;
          this.#thread ??= this.#start();
          // The process may end while the thread idles, but not while somebody waits for it.
          this.#thread.ref();
          this.#thread.postMessage(request);
        }),
    );
    return this.#pending;
  }

  #start(): Worker {
    const program = new URL(import.meta.url.endsWith('.ts') ? './housekeepingThread.ts' : './housekeepingThread.js', import.meta.url);
    const thread = new Worker(program, { workerData: this.#file, resourceLimits: HEAP });
    thread.on('message', (answer: boolean) => this.#done(answer));
    thread.on('error', (error: Error) => this.#note(`the ledger's log was not folded back: ${error.message}`));
    thread.on('exit', () => {
      this.#thread = undefined;
      this.#done(false);
    });
    return thread;
  }

  #done(answer: boolean): void {
    this.#thread?.unref();
    this.#answer?.(answer);
    this.#answer = undefined;
  }
}
