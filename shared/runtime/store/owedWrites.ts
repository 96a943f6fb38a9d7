/** Writes that the store could not take: tried again until it can, as long as the process lives. */
import { StoreUnavailable } from './store.ts';

/** Milliseconds between tries. */
const ROUND = 500;
/** With more than this many the disk has been full for long; the rest is left to the holds, which charge the worst case. */
const MOST = 20_000;

export class OwedWrites {
  readonly #owed: (() => Promise<unknown>)[] = [];
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** `failed`: a write that can never be made, or is one too many. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Makes the write; when the store is not available the error is the caller's, and the write is owed. */
  async write<T>(write: () => Promise<T>, late: (value: T) => void): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (error instanceof StoreUnavailable) this.#add(() => write().then(late), error);
      throw error;
    }
  }

  /** Tries each once. Those that fail for the store's sake stay. */
  async pay(): Promise<void> {
    const owed = this.#owed.splice(0);
    const outcomes = await Promise.allSettled(owed.map(write => write()));
    outcomes.forEach((outcome, index) => {
      if (outcome.status === 'fulfilled') return;
      if (outcome.reason instanceof StoreUnavailable) this.#owed.push(owed[index] as () => Promise<unknown>);
      else this.#failed(outcome.reason);
    });
    if (this.#owed.length > 0) this.#schedule();
  }

  /** What is still owed is given up. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    if (this.#owed.length > 0) this.#failed(new StoreUnavailable(`${this.#owed.length} rows were never written`));
  }

  #add(write: () => Promise<unknown>, reason: StoreUnavailable): void {
    if (this.#owed.length < MOST) this.#owed.push(write);
    else this.#failed(new StoreUnavailable('too many rows wait to be written: one is left out', { cause: reason }));
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.pay();
    }, ROUND).unref();
  }
}
