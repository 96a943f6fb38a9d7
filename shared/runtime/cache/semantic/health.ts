/** Whether what was verified of a route's answers still permits it to answer. */
import { wilson } from './interval.ts';

export interface Checks {
  /** Would-be answers that were compared with what the upstream said, or that their user called wrong. */
  readonly checked: number;
  readonly wrong: number;
}

/** From so many on, the share itself decides; of fewer, only what cannot well be chance. */
const ENOUGH = 50;
const FEWEST_WRONG = 2;

export function isPast(limit: number, { checked, wrong }: Checks): boolean {
  if (checked >= ENOUGH) return wrong / checked > limit;
  return wrong >= FEWEST_WRONG && wilson(wrong, checked).low > limit;
}
