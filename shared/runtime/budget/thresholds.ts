/** When a limit is worth a word before it is reached. */

import { UNITS } from './admission.ts';
import type { Alert, BudgetState } from './budget.ts';

const PERCENTS = [70, 90, 100] as const;

/** All thresholds that are reached, told before or not. */
export function reachedThresholds(state: BudgetState): readonly Alert[] {
  return UNITS.flatMap(unit => {
    const limit = state.budget[unit];
    // Most calls are far from any threshold.
    if (limit === undefined || state.spent[unit] < limit / 2) return [];
    // Whole numbers throughout: 70 % of a limit is reached to the nano-dollar. Of a limit of nothing, nothing is reached before something is spent.
    const spent = BigInt(state.spent[unit]) * 100n;
    if (spent === 0n) return [];
    return PERCENTS.filter(percent => spent >= BigInt(limit) * BigInt(percent)).map(percent => ({ percent, unit, state }));
  });
}
