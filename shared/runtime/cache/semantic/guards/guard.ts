import type { Reading } from './reading.ts';

/** Something that makes two questions different however near their vectors lie. */
export interface Guard {
  /** What differs, as the ledger and the reply's explanation say it. */
  readonly name: string;
  objects(one: Reading, other: Reading): boolean;
}

export const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index]);

/** Whether both have the same of these words, in any order and number. */
export function sameOf(words: ReadonlySet<string>, one: Reading, other: Reading): boolean {
  const ofOne = new Set(one.words.filter(word => words.has(word)));
  const ofOther = new Set(other.words.filter(word => words.has(word)));
  return ofOne.size === ofOther.size && [...ofOne].every(word => ofOther.has(word));
}
