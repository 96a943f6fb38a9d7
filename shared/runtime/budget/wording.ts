/** Budgets as people read them. */
import type { BudgetState } from './budget.ts';

export const WINDOW_WORDS = { day: 'a day', week: 'a week', month: 'a month', total: 'for good' } as const;

/** `user ada, a day`; `all calls, for good`; `team search, a month, shared by the team`. Those who say no user (team, ...) share a limit. */
export function coverOf({ budget: { scope, window, shared }, owner }: Pick<BudgetState, 'budget' | 'owner'>): string {
  return `${whom(scope, owner)}, ${WINDOW_WORDS[window]}${shared ? ', shared by the team' : ''}`;
}

function whom(scope: BudgetState['budget']['scope'], owner: string): string {
  if (scope === 'all') return 'all calls';
  return owner === '' ? `calls without a ${scope}` : `${scope} ${owner}`;
}

/** `2026-11-25 00:00`, as the user's clock shows it. */
export function localMinute(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
}
