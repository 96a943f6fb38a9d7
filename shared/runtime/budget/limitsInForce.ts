/** Every limit with what is spent and held of it now. */
import type { Store } from '../store/store.ts';
import type { Budget, BudgetState, RequestLimits } from './budget.ts';
import { limitsTheSame } from './limits.ts';

export interface BudgetInForce {
  readonly budget: Budget;
  /** One for the owner it names, or one for each that has spent in the window; of a limit that nobody has touched there are none. */
  readonly states: readonly BudgetState[];
}

export interface LimitsInForce {
  readonly budgets: readonly BudgetInForce[];
  readonly request: RequestLimits;
}

export async function limitsInForce(store: Pick<Store, 'budgets' | 'states' | 'requestLimits'>, at: number): Promise<LimitsInForce> {
  const [budgets, states] = await Promise.all([store.budgets(), store.states(at)]);
  return {
    budgets: budgets.map(budget => ({ budget, states: states.filter(state => isSameLimit(state.budget, budget)) })),
    request: store.requestLimits(),
  };
}

/** One limit, whatever its amounts. */
export const isSameLimit = (a: Budget, b: Budget): boolean => limitsTheSame(a, b) && a.shared === b.shared;
