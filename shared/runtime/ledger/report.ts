/** What the ledger is asked, and what it answers: figures that add up. */
import { addMoney, type NanoDollars, NO_MONEY, toDollars } from '../../money/nanoDollars.ts';
import type { SitePlace } from '../../protocol/sites.ts';
import type { SiteCall } from '../attribution/siteCall.ts';
import type { Attempt, AttemptState } from './attempt.ts';

export const REPORT_KEYS = ['request', 'model', 'day', 'user', 'team', 'project', 'site', 'tag'] as const;

export type ReportKey = (typeof REPORT_KEYS)[number];

export interface ReportFilter {
  /** First and first-not instant of the start, milliseconds since the epoch. */
  readonly since?: number;
  readonly until?: number;
  readonly user?: string;
  readonly team?: string;
  readonly project?: string;
  readonly model?: string;
  readonly site?: string;
  readonly upstream?: string;
  /** All of them, with these values. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ReportQuery extends ReportFilter {
  readonly by: ReportKey;
  /** With `by: 'tag'`, a row for each value of this tag; absent: one for each set of tags, so that no attempt is in two rows. */
  readonly tag?: string;
  /** The dearest this many rows (by request: the latest); what is left is added up in one row more. */
  readonly top?: number;
}

/** Sums over attempts. Tokens are those that were bought: what a cache answered counts in `saved` alone. */
export interface Figures {
  readonly attempts: number;
  /** How many are in each state. */
  readonly states: Readonly<Record<AttemptState, number>>;
  /** All input, cached or not. */
  readonly inputTokens: number;
  /** Input that the provider read from its prompt cache. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  /** Known costs; of lost attempts, the worst case that was charged. */
  readonly costNanos: NanoDollars;
  readonly costUsd: number;
  /** Attempts that have ended and whose cost is not known; it is in no sum. */
  readonly unknownCost: number;
  /** What budgets count: known costs, and the worst case of those not known. */
  readonly spentNanos: NanoDollars;
  /** The worst case of attempts that have not ended. */
  readonly heldNanos: NanoDollars;
  /** What answers from a cache would have cost. */
  readonly savedNanos: NanoDollars;
  readonly savedUsd: number;
  readonly cache: CacheFigures;
}

export interface CacheFigures {
  readonly hits: number;
  readonly misses: number;
  readonly bypassed: number;
  /** Hits among hits and misses; null where there were neither. */
  readonly hitRate: number | null;
}

/** A group: its name stands under the key that was asked for; null is what has none. */
export type GroupRow = Figures & { readonly [Key in Exclude<ReportKey, 'request'>]?: string | null };

/** One attempt. */
export type RequestRow = Figures & { readonly request: string; readonly state: AttemptState; readonly attempt: Attempt };

/** What `top` left out. */
export type OthersRow = Figures & { readonly others: number };

export type ReportRow = GroupRow | RequestRow | OthersRow;

export interface Report {
  readonly by: ReportKey;
  readonly rows: readonly ReportRow[];
  /** The sum of the rows. */
  readonly totals: Figures;
}

export interface LedgerEvent {
  /** Grows with every attempt that ends. */
  readonly seq: number;
  readonly attempt: Attempt;
  /** What budgets counted for it. */
  readonly spent: { readonly money: NanoDollars; readonly tokens: number };
}

/** Reads what is committed, also while others write. Every function throws `StoreUnavailable` when the file cannot be read. */
export interface Ledger {
  report(query: ReportQuery): Report;
  /** Each attempt, in the order in which they began, read as they are asked for. */
  attempts(filter: ReportFilter): Iterable<Attempt>;
  /** Where call sites were when they were last seen, by their ids. */
  sites(): ReadonlyMap<string, SitePlace>;
  /** Attempts that ended after that event, in the order in which they ended, at most `limit`. */
  tail(after: number, limit?: number): readonly LedgerEvent[];
  /** Calls that were put down to a site, in the order in which they ended, after that event; at most `limit`. */
  siteCalls(filter: ReportFilter, after?: number, limit?: number): readonly SiteCall[];
  /** `seq` of the last event; 0 when there is none. */
  last(): number;
  /** IANA name of the zone that days are reckoned in. */
  readonly timeZone: string;
  close(): void;
}

export const NO_FIGURES: Figures = figures({
  attempts: 0,
  states: { held: 0, settled: 0, aborted: 0, failed: 0, lost: 0 },
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  costNanos: NO_MONEY,
  unknownCost: 0,
  spentNanos: NO_MONEY,
  heldNanos: NO_MONEY,
  savedNanos: NO_MONEY,
  cache: { hits: 0, misses: 0, bypassed: 0 },
});

/** Figures without what follows from the others. */
export type CountedFigures = Omit<Figures, 'costUsd' | 'savedUsd' | 'cache'> & { readonly cache: Omit<CacheFigures, 'hitRate'> };

export function figures(counted: CountedFigures): Figures {
  const { hits, misses } = counted.cache;
  return {
    ...counted,
    costUsd: toDollars(counted.costNanos),
    savedUsd: toDollars(counted.savedNanos),
    cache: { ...counted.cache, hitRate: hits + misses === 0 ? null : hits / (hits + misses) },
  };
}

export function addFigures(one: Figures, other: Figures): Figures {
  return figures({
    attempts: one.attempts + other.attempts,
    states: {
      held: one.states.held + other.states.held,
      settled: one.states.settled + other.states.settled,
      aborted: one.states.aborted + other.states.aborted,
      failed: one.states.failed + other.states.failed,
      lost: one.states.lost + other.states.lost,
    },
    inputTokens: one.inputTokens + other.inputTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    reasoningTokens: one.reasoningTokens + other.reasoningTokens,
    costNanos: addMoney(one.costNanos, other.costNanos),
    unknownCost: one.unknownCost + other.unknownCost,
    spentNanos: addMoney(one.spentNanos, other.spentNanos),
    heldNanos: addMoney(one.heldNanos, other.heldNanos),
    savedNanos: addMoney(one.savedNanos, other.savedNanos),
    cache: {
      hits: one.cache.hits + other.cache.hits,
      misses: one.cache.misses + other.cache.misses,
      bypassed: one.cache.bypassed + other.cache.bypassed,
    },
  });
}
