/** A limit that is higher for the rest of one window: whoever needs more today says so, and tomorrow it is as it was. */
import type { Budget, Raise } from './budget.ts';

/** The budget with the raise in place of an earlier one of the same owner; raises of windows that are over go. */
export function withRaise(budget: Budget, raise: Raise): Budget {
  const others = (budget.raises ?? []).filter(({ owner, from }) => from >= raise.from && !(owner === raise.owner && from === raise.from));
  return { ...budget, raises: [...others, raise] };
}

/** The budget as it was set, whatever it was raised to. */
export function withoutRaises({ raises: _, ...budget }: Budget): Budget {
  return budget;
}

/** The limit as it holds for an owner in the window that begins at `from`. */
export function limitInWindow(budget: Budget, owner: string, from: number): Budget {
  const raise = budget.raises?.find(one => one.owner === owner && one.from === from);
  if (!raise) return budget.raises ? withoutRaises(budget) : budget;
  const { money, tokens } = budget;
  return {
    ...withoutRaises(budget),
    ...(money === undefined ? {} : { money: raise.money ?? money }),
    ...(tokens === undefined ? {} : { tokens: raise.tokens ?? tokens }),
    raised: true,
  };
}
