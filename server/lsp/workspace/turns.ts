/** When to run: soon after the last change, not in the middle of typing, and never twice at a time. */

/** Milliseconds without another change. */
const QUIET = 1;
/** Milliseconds after the first change, however many follow. */
const LATEST = 10;
/** The same for changes on disk, which come in floods. */
const DISK_QUIET = 40;
const DISK_LATEST = 400;

export class Turns {
  readonly #run: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #firstChange: number | undefined;
  #running = false;
  #again = false;

  /** `run` is never called while it runs. */
  constructor(run: () => Promise<void>) {
    this.#run = run;
  }

  /** Whether changes wait that the run which goes on has not seen. */
  get isWanted(): boolean {
    return this.#timer !== undefined || this.#again;
  }

  soon(where: 'editor' | 'disk'): void {
    const [quiet, latest] = where === 'editor' ? [QUIET, LATEST] : [DISK_QUIET, DISK_LATEST];
    const now = performance.now();
    this.#firstChange ??= now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), Math.max(0, Math.min(quiet, this.#firstChange + latest - now)));
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#firstChange = undefined;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    this.#again = false;
    void this.#run().finally(() => {
      this.#running = false;
      if (this.#again) this.now();
    });
  }

  /** Somebody waits: what is planned happens now. */
  hurry(): void {
    if (this.#timer !== undefined) this.now();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = false;
  }
}
