/** Sums over call sites, with what is unknown counted apart. */
import { NO_MONEY } from '../../shared/money/nanoDollars.ts';
import type { CallSite } from '../calls/callSite.ts';
import type { CostRange, Estimate, KnownEstimate, UnknownEstimate } from './estimate.ts';
import { addCosts } from './ranges.ts';

/** What a sum needs of a call site and its cost. */
export interface Summand {
  readonly call: Pick<CallSite, 'path' | 'span' | 'kind' | 'wraps'>;
  readonly estimate: Pick<KnownEstimate, 'known' | 'perCall' | 'perMonth'> | Pick<UnknownEstimate, 'known'>;
}

export interface Priced extends Summand {
  readonly call: CallSite;
  readonly estimate: Estimate;
}

export interface Totals {
  /** Call sites that spend. */
  readonly calls: number;
  readonly priced: number;
  readonly unknown: number;
  /** One run of each priced call. */
  readonly perCall: CostRange;
  readonly perMonth: CostRange;
}

const NOTHING: CostRange = { low: NO_MONEY, expected: NO_MONEY, high: NO_MONEY };

/**
 * Settings and retrievers spend nothing themselves, and a call inside the project's own wrapper is counted at the wrapper's callers where
 * those are priced: no run is counted twice.
 */
export function totalsOf(all: readonly Summand[]): Totals {
  const counted = countedOnce(all);
  const priced = counted.flatMap(({ estimate }) => (estimate.known ? [estimate] : []));
  return {
    calls: counted.length,
    priced: priced.length,
    unknown: counted.length - priced.length,
    perCall: priced.map(estimate => estimate.perCall).reduce(addCosts, NOTHING),
    perMonth: priced.map(estimate => estimate.perMonth).reduce(addCosts, NOTHING),
  };
}

/** Totals of each file, in the order the files first come. */
export function totalsByFile(all: readonly Summand[]): ReadonlyMap<string, Totals> {
  const byFile = new Map<string, Summand[]>();
  for (const one of countedOnce(all)) byFile.set(one.call.path, [...(byFile.get(one.call.path) ?? []), one]);
  return new Map([...byFile].map(([path, some]) => [path, totalsOf(some)]));
}

/** What a single call site may do to a sum. */
export function spends(call: Pick<CallSite, 'kind'>): boolean {
  return call.kind !== 'config' && call.kind !== 'retriever';
}

function countedOnce(all: readonly Summand[]): readonly Summand[] {
  const paidByCallers = new Set(
    all.flatMap(({ call, estimate }) =>
      call.wraps && estimate.known ? [`${call.wraps.path} ${call.wraps.span.start} ${call.wraps.span.end}`] : [],
    ),
  );
  return all.filter(({ call }) => spends(call) && !paidByCallers.has(`${call.path} ${call.span.start} ${call.span.end}`));
}
