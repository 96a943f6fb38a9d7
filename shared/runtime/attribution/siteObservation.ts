/** What the calls of one site came to. Pure; quantiles are by nearest rank, so that each is a value that occurred. */
import { asNanos, type NanoDollars } from '../../money/nanoDollars.ts';
import type { Attribution } from '../ledger/verdicts.ts';
import { type PrefixGaps, prefixGaps } from './prefixGaps.ts';
import type { SiteCall } from './siteCall.ts';

export interface Spread {
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

export interface SiteObservation {
  readonly site: string;
  /** Calls that were made, those answered from our own caches among them. */
  readonly calls: number;
  readonly fromCache: number;
  /** First and last, milliseconds since the epoch. */
  readonly since: number;
  readonly until: number;
  /** What calls to the provider cost that ended as they should, where that is known. */
  readonly cost?: { readonly calls: number; readonly mean: NanoDollars; readonly p50: NanoDollars; readonly p95: NanoDollars };
  /** Tokens of those calls. */
  readonly tokens?: { readonly calls: number; readonly input: Spread; readonly output: Spread };
  /** The provider's prompt cache: calls that read from it or wrote into it, and the share of all input that was read, 0 to 1. */
  readonly promptCache: { readonly reading: number; readonly writing: number; readonly share: number };
  readonly gaps?: PrefixGaps;
  readonly confidences: Readonly<Partial<Record<Attribution['confidence'], number>>>;
}

/** By site. */
export function observe(calls: Iterable<SiteCall>): ReadonlyMap<string, SiteObservation> {
  const bySite = new Map<string, SiteCall[]>();
  for (const call of calls) {
    const known = bySite.get(call.site);
    if (known) known.push(call);
    else bySite.set(call.site, [call]);
  }
  return new Map([...bySite].map(([site, own]) => [site, observationOf(site, own)]));
}

function observationOf(site: string, calls: readonly SiteCall[]): SiteObservation {
  const bought = calls.filter(({ cache, state }) => cache !== 'hit' && cache !== 'semantic' && state === 'settled');
  const costs = sorted(bought.flatMap(({ cost }) => cost ?? []));
  const counted = bought.flatMap(({ tokens }) => tokens ?? []);
  const gaps = prefixGaps(bought);
  return {
    site,
    calls: calls.length,
    fromCache: calls.filter(({ cache }) => cache === 'hit' || cache === 'semantic').length,
    since: Math.min(...ends(calls)),
    until: Math.max(...ends(calls)),
    ...(costs.length > 0 && {
      cost: {
        calls: costs.length,
        mean: asNanos(Math.round(sum(costs) / costs.length)),
        p50: asNanos(rank(costs, 0.5)),
        p95: asNanos(rank(costs, 0.95)),
      },
    }),
    ...(counted.length > 0 && {
      tokens: {
        calls: counted.length,
        input: spread(counted.map(({ input }) => input)),
        output: spread(counted.map(({ output }) => output)),
      },
    }),
    promptCache: {
      reading: counted.filter(({ cacheRead }) => cacheRead > 0).length,
      writing: counted.filter(({ cacheWrite }) => cacheWrite > 0).length,
      share: sum(counted.map(({ cacheRead }) => cacheRead)) / Math.max(1, sum(counted.map(({ input }) => input))),
    },
    ...(gaps && { gaps }),
    confidences: countsOf(calls),
  };
}

/** The earliest and latest starts; not all of them, which may be more than a call can take. */
function ends(calls: readonly SiteCall[]): readonly number[] {
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  for (const { startedAt } of calls) [from, to] = [Math.min(from, startedAt), Math.max(to, startedAt)];
  return [from, to];
}

function countsOf(calls: readonly SiteCall[]): SiteObservation['confidences'] {
  const counts: Partial<Record<Attribution['confidence'], number>> = {};
  for (const { confidence } of calls) if (confidence) counts[confidence] = (counts[confidence] ?? 0) + 1;
  return counts;
}

function spread(values: readonly number[]): Spread {
  const all = sorted(values);
  return { p05: rank(all, 0.05), p50: rank(all, 0.5), p95: rank(all, 0.95) };
}

const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);

function rank(values: readonly number[], share: number): number {
  return values[Math.max(0, Math.ceil(values.length * share) - 1)] as number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
