/** Whether two answers say the same. */
import { answerOf } from './answer.ts';
import { nearnessOf, type Scale } from './calibration/scale.ts';
import { GUARDS, objection } from './guards/index.ts';
import { read } from './guards/reading.ts';
import { cosine, type Quantised } from './scan/quantised.ts';

/**
 * Labels, short answers and JSON are the same when they are equal but for what says nothing; known without their vectors. `undefined`: answers in words,
 * which vectors have to tell.
 */
export function alikeByText(one: string, other: string): boolean | undefined {
  const first = answerOf(one);
  const second = answerOf(other);
  if (first.key === second.key) return true;
  return first.kind === 'text' && second.kind === 'text' ? undefined : false;
}

/** Answers to one question lie nearer to each other than paraphrases of it. */
const NEAR = 1.1;

/** The same numbers, names and polarity, and vectors that lie near each other. An estimate: a wrong detail of a long answer escapes it. */
export function alikeByMeaning(one: string, other: string, vectors: readonly [Quantised, Quantised], scale: Scale): boolean {
  return nearnessOf(cosine(...vectors), scale) >= NEAR && objection(GUARDS, read(one), read(other)) === undefined;
}
