/** Limits and alerts as the panel shows them. */
import type { SpendAlert, SpendBudget, SpendLimit } from '../../protocol/spend.ts';
import type { Alert, BudgetState } from '../budget/budget.ts';
import { coverOf } from '../budget/wording.ts';
import { alertSentence } from '../process/alerts.ts';

export function spendBudget(state: BudgetState): SpendBudget {
  const { budget, owner, from, until } = state;
  const limitOf = (unit: Alert['unit']): { [Unit in Alert['unit']]?: SpendLimit } => {
    const limit = budget[unit];
    return limit === undefined ? {} : { [unit]: { limit, spent: state.spent[unit], held: state.held[unit] } };
  };
  return {
    scope: budget.scope,
    owner,
    window: budget.window,
    from,
    ...(until !== undefined && { until }),
    cover: coverOf(state),
    ...limitOf('money'),
    ...limitOf('tokens'),
  };
}

/** `at` is when it was told. */
export function spendAlert(alert: Alert, at: number, timeZone: string): SpendAlert {
  const { percent, unit, state } = alert;
  const { budget, owner, from } = state;
  const id = [budget.scope, budget.window, owner, from, unit, budget[unit], percent].join('/');
  return { id, at, percent, unit, budget: spendBudget(state), message: alertSentence(alert, timeZone) };
}
