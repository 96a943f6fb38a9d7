/** Whether a call fits into the limits that cover it. */
import type { Hold } from '../ledger/attempt.ts';
import type { BudgetState } from './budget.ts';

export type Unit = 'money' | 'tokens';

export const UNITS = ['money', 'tokens'] as const;

export type Obstacle =
  /** The limit with the least room for what is asked. */
  { readonly because: BudgetState; readonly unit: Unit } | { readonly unpriceable: BudgetState; readonly unit: Unit };

/**
 * Undefined: it fits into all of them, whatever the others hold turns out to cost. What asks for nothing always fits: it cannot make an overspent
 * limit worse.
 */
export function obstacleTo(hold: Hold | undefined, limits: readonly BudgetState[], unknownPrice: 'refuse' | 'allow'): Obstacle | undefined {
  let tightest: Obstacle | undefined;
  let leastRoom = Number.POSITIVE_INFINITY;
  for (const state of limits) {
    for (const unit of UNITS) {
      const limit = state.budget[unit];
      if (limit === undefined) continue;
      const asked = hold?.[unit];
      if (asked === undefined) {
        if (unknownPrice === 'refuse') return { unpriceable: state, unit };
        continue;
      }
      const left = limit - state.spent[unit] - state.held[unit];
      if (asked > 0 && asked > left && left / asked < leastRoom) {
        leastRoom = left / asked;
        tightest = { because: state, unit };
      }
    }
  }
  return tightest;
}
