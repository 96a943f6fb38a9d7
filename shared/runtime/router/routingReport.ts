/** What routing saved, or in shadow would have: beside the quality kept, where a check says it, and beside random routing at the same spend. */
import type { Provider } from '../../catalogue/schema.ts';
import { isUnknown, type PriceSource } from '../../models/priceSource.ts';
import { totalOfUsage } from '../../money/cost.ts';
import { addMoney, type NanoDollars, NO_MONEY, subtractMoney } from '../../money/nanoDollars.ts';
import type { Usage } from '../../money/usage.ts';
import { type Interval, wilson } from '../cache/semantic/interval.ts';
import type { RouteVerdict } from '../ledger/verdicts.ts';
import type { PastCall } from '../simulation/pastCall.ts';

/** Of the requests that named one model, in one mode. */
export interface RoutedRow {
  readonly mode: RouteVerdict['mode'];
  readonly asked: string;
  readonly requests: number;
  /** That another model was chosen for. */
  readonly moved: number;
  /** As charged, every call counted. */
  readonly spent: NanoDollars;
  /** Less than if all had gone to the model that was asked for (in shadow: what would have been). May be below 0. */
  readonly saved: NanoDollars;
  /** Calls of which a price was not known; they are in no sum of what was saved. */
  readonly unpriced: number;
  readonly quality: Quality;
  /** Requests that random routing would send elsewhere for the same spend, and how many of them would get an answer that fails the check. */
  readonly random?: { readonly moved: number; readonly failing?: number };
}

/** Without a check nothing says whether an answer was good enough. */
export type Quality =
  | { readonly unknown: string }
  /** Cheap answers that passed, of those that were checked; the interval of their share. What failed was answered by the model asked for. */
  | { readonly checked: number; readonly passed: number; readonly interval: Interval };

/** `calls` in the order of time. */
export function routingOf(calls: readonly PastCall[], prices: PriceSource): readonly RoutedRow[] {
  const operations = Map.groupBy(
    calls.filter(({ attempt }) => attempt.verdicts?.route),
    ({ attempt }) => attempt.operation,
  );
  const groups = Map.groupBy(operations.values(), ([first]) => {
    const { mode, asked } = verdictOf(first as PastCall);
    return `${mode} ${asked}`;
  });
  return [...groups.values()].map(group => rowOf(group, prices)).sort((one, other) => other.saved - one.saved);
}

const verdictOf = ({ attempt }: PastCall): RouteVerdict => attempt.verdicts?.route as RouteVerdict;

function rowOf(operations: readonly (readonly PastCall[])[], prices: PriceSource): RoutedRow {
  const verdicts = operations.map(([first]) => verdictOf(first as PastCall));
  const { mode, asked } = verdicts[0] as RouteVerdict;
  const moved = verdicts.filter(({ chosen }) => chosen !== asked);
  const cheapest = moved[0]?.chosen;
  const sums = { spent: NO_MONEY, saved: NO_MONEY, all: NO_MONEY, unpriced: 0 };
  for (const operation of operations) {
    const first = operation[0] as PastCall;
    const spent = addMoney(...operation.map(({ cost }) => cost));
    sums.spent = addMoney(sums.spent, spent);
    const { chosen } = verdictOf(first);
    const provider = first.model?.provider;
    const before = mode === 'on' ? priceOf(asked, first.usage, provider, first, prices) : spent;
    const after = mode === 'on' ? spent : priceOf(chosen, first.usage, provider, first, prices);
    const least = cheapest === undefined ? undefined : priceOf(cheapest, first.usage, provider, first, prices);
    if (before === undefined || after === undefined || least === undefined) {
      if (chosen !== asked) sums.unpriced++;
      continue;
    }
    if (chosen !== asked) sums.saved = addMoney(sums.saved, subtractMoney(before, after));
    sums.all = addMoney(sums.all, subtractMoney(before, least));
  }
  const quality = qualityOf(operations);
  const share = sums.all > 0 ? Math.min(1, Math.max(0, sums.saved / sums.all)) : undefined;
  const { spent, saved, unpriced } = sums;
  return {
    mode,
    asked,
    requests: operations.length,
    moved: moved.length,
    spent,
    saved,
    unpriced,
    quality,
    ...(share !== undefined && moved.length > 0 && { random: randomOf(Math.round(share * operations.length), quality) }),
  };
}

function randomOf(moved: number, quality: Quality): NonNullable<RoutedRow['random']> {
  if ('unknown' in quality || quality.checked === 0) return { moved };
  return { moved, failing: Math.round((moved * (quality.checked - quality.passed)) / quality.checked) };
}

function qualityOf(operations: readonly (readonly PastCall[])[]): Quality {
  const checked = operations.filter(([first]) => verdictOf(first as PastCall).checked);
  if (checked.length === 0) return { unknown: 'no answer was checked' };
  const passed = checked.filter(operation => operation.every(call => verdictOf(call).escalated === undefined)).length;
  return { checked: checked.length, passed, interval: wilson(passed, checked.length) };
}

function priceOf(
  model: string,
  usage: Usage | undefined,
  provider: Provider | undefined,
  { attempt }: PastCall,
  prices: PriceSource,
): NanoDollars | undefined {
  if (!usage || provider === undefined) return undefined;
  const facts = prices.lookup({ provider, model, at: new Date(attempt.startedAt) });
  return isUnknown(facts) || !facts.price ? undefined : totalOfUsage(facts.price, usage).total;
}
