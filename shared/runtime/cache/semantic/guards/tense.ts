import type { Guard } from './guard.ts';
import type { Reading } from './reading.ts';

const TENSES: readonly ReadonlySet<string>[] = [
  new Set(['was', 'were', 'did', 'had']),
  new Set(['will', 'shall', 'going', 'gonna']),
  new Set(['must', 'should', 'ought']),
  new Set(['may', 'might']),
];

const tensesOf = ({ words }: Reading): string => TENSES.map(tense => words.some(word => tense.has(word))).join();

export const tense: Guard = { name: 'a tense', objects: (one, other) => tensesOf(one) !== tensesOf(other) };
