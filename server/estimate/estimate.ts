/** What a call costs: a range with its assumptions, or the reason why it is not known. */
import type { NanoDollars } from '../../shared/money/nanoDollars.ts';

export interface CostRange {
  readonly low: NanoDollars;
  readonly expected: NanoDollars;
  readonly high: NanoDollars;
}

export interface TokenRange {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

export type Estimate = KnownEstimate | UnknownEstimate;

export interface KnownEstimate {
  readonly known: true;
  /** One execution of the call site, all its loop turns and completions included. */
  readonly perCall: CostRange;
  /** The same when the cacheable prefix is read from the cache; absent when nothing can be cached. */
  readonly perCallCached?: CostRange;
  readonly perMonth: CostRange;
  readonly inputTokens: TokenRange;
  readonly outputTokens: TokenRange;
  /** Tokens of the prefix that stays the same from call to call. */
  readonly stablePrefixTokens: number;
  readonly turns: TokenRange;
  /** Each a short sentence: `output 300 tokens (no limit set)`. */
  readonly assumptions: readonly string[];
  readonly priceAsOf: string;
  readonly confidence: 'exact' | 'estimated';
}

export interface UnknownEstimate {
  readonly known: false;
  readonly reason: string;
  readonly assumptions: readonly string[];
}
