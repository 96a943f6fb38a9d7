import { BENIGN } from './benignWords.ts';
import type { Guard } from './guard.ts';
import type { Reading } from './reading.ts';

/** What stands before them and behind them cannot be exchanged. */
const DIRECTIONS = new Set('from to into onto than before after over under against via through versus vs by off for as'.split(' '));

export const order: Guard = {
  name: 'an order',
  objects: (one, other) => turned(one, other) || turned(other, one),
};

/** Whether the words around a direction in the one stand the other way round in the other. */
function turned({ words, stems }: Reading, other: Reading): boolean {
  return words.some((word, at) => {
    if (!DIRECTIONS.has(word)) return false;
    const before = contentAt(words, stems, at, -1);
    const behind = contentAt(words, stems, at, 1);
    if (before === undefined || behind === undefined || before === behind) return false;
    const first = other.stems.indexOf(before);
    const last = other.stems.lastIndexOf(before);
    const second = other.stems.indexOf(behind);
    return first >= 0 && second >= 0 && second < first && first === last;
  });
}

/** The nearest word that says something, in a direction. */
function contentAt(words: readonly string[], stems: readonly string[], from: number, step: 1 | -1): string | undefined {
  for (let at = from + step; at >= 0 && at < words.length; at += step) {
    const word = words[at] as string;
    if (!BENIGN.has(word) && !DIRECTIONS.has(word)) return stems[at];
  }
  return undefined;
}
