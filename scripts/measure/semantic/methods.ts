/** Ways of deciding whether a cached answer is given, from the plainest to ours. */
import { GUARDS, objection } from '../../../shared/runtime/cache/semantic/guards/index.ts';
import { decide } from '../../../shared/runtime/cache/semantic/policy.ts';
import { AGREEMENT, type Agreement } from '../../../shared/runtime/cache/semantic/thresholds.ts';
import type { Looked } from './looked.ts';

/** The answer that is given; undefined: none. */
export type Method = (looked: Looked) => string | undefined;

const byText =
  (form: (text: string) => string): Method =>
  ({ question, neighbours }) =>
    neighbours.find(neighbour => form(neighbour.question.text) === form(question.text))?.answer;

export const exact = byText(text => text);
export const normalised = byText(text => text.trim().toLowerCase().replaceAll(/\s+/g, ' '));

/** The source article's rule at 0.95. */
export const cosineAbove =
  (threshold: number): Method =>
  ({ neighbours, similarities }) =>
    (similarities[0] ?? 0) >= threshold ? neighbours[0]?.answer : undefined;

export const guardedAbove =
  (threshold: number): Method =>
  ({ question, neighbours, similarities }) =>
    neighbours.find(
      (neighbour, at) => (similarities[at] ?? 0) >= threshold && objection(GUARDS, question, neighbour.question) === undefined,
    )?.answer;

export const agreeing =
  (agreement: Agreement = AGREEMENT): Method =>
  ({ question, neighbours, surroundings }) => {
    const decision = decide(question, neighbours, surroundings, agreement);
    return decision.answer ? neighbours[decision.neighbour]?.answer : undefined;
  };
