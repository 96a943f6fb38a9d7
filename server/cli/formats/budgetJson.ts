/** `farthing budget --json`. */
import { NO_MONEY, toDollars } from '../../../shared/money/nanoDollars.ts';
import type { Budget, BudgetState } from '../../../shared/runtime/budget/budget.ts';
import type { BudgetInForce, LimitsInForce } from '../../../shared/runtime/budget/limitsInForce.ts';

export function budgetJson({ budgets, request }: LimitsInForce, timeZone: string): object {
  const { money, inputTokens, outputTokens } = request;
  return {
    version: 1,
    timeZone,
    budgets: budgets.flatMap(rows),
    request: { ...(money === undefined ? {} : { usd: toDollars(money) }), inputTokens, outputTokens },
  };
}

/** One row for each owner that has spent; of a limit that nobody has touched one row without an owner, unless it names one. */
function rows({ budget, states }: BudgetInForce): object[] {
  return states.length === 0 ? [row(budget, undefined)] : states.map(state => row(budget, state));
}

const NOTHING = { money: NO_MONEY, tokens: 0 };

function row({ scope, owner, window, ...limits }: Budget, state: BudgetState | undefined): object {
  const { money, tokens, raised } = state?.budget ?? limits;
  const spent = state?.spent ?? NOTHING;
  const held = state?.held ?? NOTHING;
  return {
    scope,
    window,
    /** Whose limit it is; null: each has one of their own. */
    limitOwner: owner ?? null,
    /** Whose spending this row shows. */
    owner: state?.owner ?? owner ?? null,
    ...(money === undefined
      ? {}
      : {
          usd: toDollars(money),
          spentUsd: toDollars(spent.money),
          heldUsd: toDollars(held.money),
          spentNanos: spent.money,
          heldNanos: held.money,
        }),
    ...(tokens === undefined ? {} : { tokens, spentTokens: spent.tokens, heldTokens: held.tokens }),
    ...(raised ? { raised } : {}),
    ...(state === undefined ? {} : { from: new Date(state.from).toISOString() }),
    ...(state?.until === undefined ? {} : { until: new Date(state.until).toISOString() }),
  };
}
