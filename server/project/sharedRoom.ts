/**
 * How much of a project is kept open from one batch of files to the next. Little, because what is open takes some forty bytes a letter; more
 * where batches turn out to open the same files again, which would else be read and executed once for every batch.
 */
const LETTERS_AT_FIRST = 300_000;
const MOST_LETTERS = 24_000_000;
const GROWTH = 4;

export class SharedRoom {
  #letters = LETTERS_AT_FIRST;
  /** Files let go of once. */
  readonly #gone = new Set<string>();

  /** Whether files of these lengths may stay open; if not they are let go of. */
  holds(open: ReadonlyMap<string, number>): boolean {
    let letters = 0;
    let again = 0;
    for (const [path, length] of open) {
      letters += length;
      if (this.#gone.has(path)) again += length;
    }
    if (letters >= this.#letters && again * 2 > letters) this.#letters = Math.min(letters * GROWTH, MOST_LETTERS);
    if (letters < this.#letters) return true;
    for (const path of open.keys()) this.#gone.add(path);
    return false;
  }
}
