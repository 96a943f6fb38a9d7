/** What must be the same in two questions, whatever their vectors say. */
import { type Guard, sameList } from './guard.ts';
import { names } from './names.ts';
import { order } from './order.ts';
import { person } from './person.ts';
import { polarity } from './polarity.ts';
import { questionKind } from './questionKind.ts';
import type { Reading } from './reading.ts';
import { tense } from './tense.ts';
import { wording } from './wording.ts';

const numbers: Guard = { name: 'a number', objects: (one, other) => !sameList([...one.numbers].sort(), [...other.numbers].sort()) };
const quoted: Guard = { name: 'a quoted text or code', objects: (one, other) => !sameList(one.quoted, other.quoted) };

/** Hold always. */
export const GUARDS: readonly Guard[] = [numbers, quoted, names, polarity, order];
/** Hold as well where only one pair of questions speaks for an answer. */
export const STRICT_GUARDS: readonly Guard[] = [...GUARDS, questionKind, person, tense, wording];

/** The name of the first guard that objects. */
export function objection(guards: readonly Guard[], one: Reading, other: Reading): string | undefined {
  if (one.text === other.text) return undefined;
  return guards.find(guard => guard.objects(one, other))?.name;
}
