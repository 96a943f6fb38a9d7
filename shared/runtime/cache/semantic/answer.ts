/** Answers in a form in which they can be compared. */
import { canonicalOf } from '../canonicalBody.ts';
import { wordsOf } from './guards/words.ts';

/**
 * `key`: two answers with the same are the same. `text`: an answer of words, which is never said twice in the same way; its key then only finds
 * those that are, letter by letter.
 */
export interface Answer {
  readonly kind: 'json' | 'label' | 'text';
  readonly key: string;
}

/** Words of a label or a short answer. */
const SHORT_WORDS = 8;

export function answerOf(text: string): Answer {
  const plain = text.trim().replace(/^```(?:json)?\s*|\s*```$/g, '');
  const json = jsonOf(plain);
  if (json !== undefined) return { kind: 'json', key: json };
  const words = wordsOf(plain);
  if (words.length <= SHORT_WORDS && !plain.includes('\n')) return { kind: 'label', key: keyOfLabel(plain) };
  return { kind: 'text', key: plain.replaceAll(/\s+/g, ' ') };
}

/** Only objects and lists: a number or a word alone is a label. */
function jsonOf(text: string): string | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return canonicalOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Letters and white space may be written otherwise, and a final stop be left out; signs may not: `-1`, `C++`. */
const keyOfLabel = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/[.!]$/, '');
