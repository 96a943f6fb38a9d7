/** Arithmetic of what was spent: whole numbers, and sums that add up. */
import { addMoney, asNanos, type NanoDollars, NO_MONEY } from '../money/nanoDollars.ts';
import type { CallLine, SpendFigures } from './spend.ts';

export const NOTHING_SPENT: SpendFigures = {
  calls: 0,
  held: 0,
  failed: 0,
  aborted: 0,
  lost: 0,
  input: 0,
  cached: 0,
  output: 0,
  cost: NO_MONEY,
  unknown: 0,
  spent: NO_MONEY,
  heldMoney: NO_MONEY,
  saved: NO_MONEY,
  hits: 0,
  misses: 0,
  routed: NO_MONEY,
  wouldSave: NO_MONEY,
  wouldRoute: NO_MONEY,
};

/** Throws a RangeError for a sum beyond 2^53. */
export function addFigures(one: SpendFigures, other: SpendFigures): SpendFigures {
  return combine(one, other, 1);
}

/** The first without the second, which is part of it. */
export function subtractFigures(whole: SpendFigures, part: SpendFigures): SpendFigures {
  return combine(whole, part, -1);
}

/** What one attempt is in the sums; a refused one, which never left, is nothing. */
export function figuresOfLine(line: CallLine): SpendFigures {
  const { state, end, hold = NO_MONEY, cost, route } = line;
  if (state === 'refused') return NOTHING_SPENT;
  const shared = { ...NOTHING_SPENT, calls: 1, ...routing(route) };
  if (state === 'held') return { ...shared, held: 1, heldMoney: hold };
  const fromCache = end?.cache === 'hit' || end?.cache === 'semantic';
  const bought = fromCache ? undefined : end?.tokens;
  return {
    ...shared,
    failed: Number(state === 'failed'),
    aborted: Number(state === 'aborted'),
    lost: Number(state === 'lost'),
    input: bought?.input ?? 0,
    cached: bought?.cached ?? 0,
    output: bought?.output ?? 0,
    cost: cost ?? NO_MONEY,
    // What failed was not billed unless the provider said so: nothing is unknown about it.
    unknown: Number(cost === undefined && state !== 'failed'),
    spent: line.spent,
    saved: end?.saved ?? NO_MONEY,
    hits: Number(fromCache),
    misses: Number(end?.cache === 'miss'),
    wouldSave: end?.semantic?.mode === 'shadow' ? (end.semantic.wouldSave ?? NO_MONEY) : NO_MONEY,
  };
}

function routing(route: CallLine['route']): Pick<SpendFigures, 'routed' | 'wouldRoute'> {
  const difference: NanoDollars = route?.difference ?? NO_MONEY;
  return route?.mode === 'on' ? { routed: difference, wouldRoute: NO_MONEY } : { routed: NO_MONEY, wouldRoute: difference };
}

function combine(one: SpendFigures, other: SpendFigures, sign: 1 | -1): SpendFigures {
  const count = (name: keyof SpendFigures) => one[name] + sign * other[name];
  const money = (name: keyof SpendFigures) => addMoney(asNanos(one[name]), asNanos(sign * other[name]));
  return {
    calls: count('calls'),
    held: count('held'),
    failed: count('failed'),
    aborted: count('aborted'),
    lost: count('lost'),
    input: count('input'),
    cached: count('cached'),
    output: count('output'),
    cost: money('cost'),
    unknown: count('unknown'),
    spent: money('spent'),
    heldMoney: money('heldMoney'),
    saved: money('saved'),
    hits: count('hits'),
    misses: count('misses'),
    routed: money('routed'),
    wouldSave: money('wouldSave'),
    wouldRoute: money('wouldRoute'),
  };
}
