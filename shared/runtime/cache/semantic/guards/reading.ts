/** What guards compare of a question: read once, of each text. */
import { withoutOpening } from './benignWords.ts';
import { numbersIn } from './numbers.ts';
import { partsOf } from './quotedParts.ts';
import { stemOf, wordsOf } from './words.ts';

export interface Reading {
  /** As it was written. */
  readonly text: string;
  /** Without quotes and code, and without what only opens a question; in order. */
  readonly words: readonly string[];
  readonly stems: readonly string[];
  /** Numbers with their units, in order. */
  readonly numbers: readonly string[];
  /** Quoted texts and code, letter by letter. */
  readonly quoted: readonly string[];
}

export function read(text: string): Reading {
  const { prose, quoted } = partsOf(text);
  const words = withoutOpening(wordsOf(prose));
  return { text, words, stems: words.map(stemOf), numbers: numbersIn(words), quoted };
}
