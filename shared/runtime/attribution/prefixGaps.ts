/** How long the calls of a site are apart: whether the next one still finds the prefix in the provider's prompt cache. */
import type { Rates } from '../../models/model.ts';
import { costOfTokens } from '../../money/cost.ts';
import { addMoney, type NanoDollars, times } from '../../money/nanoDollars.ts';
import type { SiteCall } from './siteCall.ts';

const FIVE_MINUTES = 5 * 60_000;
const ONE_HOUR = 60 * 60_000;

export interface PrefixGaps {
  /** Calls that had one before them with the same model and key. */
  readonly calls: number;
  /** Of them, those that came within five minutes of it, and within one hour. */
  readonly withinFiveMinutes: number;
  readonly withinOneHour: number;
  /** Rows of calls, each begun by one that had none before it. */
  readonly rows: number;
  /** Tokens of the prefix that was read or written, the median; absent where nothing was ever cached. */
  readonly prefixTokens?: number;
}

/** Undefined where no call had another before it. Each call counts from the one before, as reading keeps an entry alive. */
export function prefixGaps(calls: readonly SiteCall[]): PrefixGaps | undefined {
  const last = new Map<string, number>();
  let [total, withinFiveMinutes, withinOneHour] = [0, 0, 0];
  for (const { key, model, startedAt } of [...calls].sort((a, b) => a.startedAt - b.startedAt)) {
    const row = `${key} ${model ?? ''}`;
    const before = last.get(row);
    last.set(row, startedAt);
    if (before === undefined) continue;
    total++;
    if (startedAt - before <= FIVE_MINUTES) withinFiveMinutes++;
    if (startedAt - before <= ONE_HOUR) withinOneHour++;
  }
  if (total === 0) return undefined;
  const cached = calls.flatMap(({ tokens }) =>
    tokens && tokens.cacheRead + tokens.cacheWrite > 0 ? [tokens.cacheRead + tokens.cacheWrite] : [],
  );
  cached.sort((a, b) => a - b);
  const prefixTokens = cached[Math.floor(cached.length / 2)];
  return { calls: total, withinFiveMinutes, withinOneHour, rows: last.size, ...(prefixTokens !== undefined && { prefixTokens }) };
}

export interface CacheLifeAdvice {
  /** Share of the calls that came too late for an entry that is kept five minutes, 0 to 1. */
  readonly tooLate: number;
  /** What the prefix costs over all these calls with either life. */
  readonly fiveMinutes: NanoDollars;
  readonly oneHour: NanoDollars;
}

/** Undefined where the provider does not sell both lives, or the prefix was never cached. */
export function cacheLifeAdvice(
  { calls, withinFiveMinutes, withinOneHour, rows, prefixTokens }: PrefixGaps,
  rates: Rates,
): CacheLifeAdvice | undefined {
  const { cacheRead, cacheWrite5m, cacheWrite1h } = rates;
  if (prefixTokens === undefined || cacheRead === undefined || cacheWrite5m === undefined || cacheWrite1h === undefined) return undefined;
  const priceOf = (reads: number, write: NanoDollars) =>
    addMoney(times(costOfTokens(prefixTokens, cacheRead), reads), times(costOfTokens(prefixTokens, write), calls + rows - reads));
  return {
    tooLate: (calls - withinFiveMinutes) / calls,
    fiveMinutes: priceOf(withinFiveMinutes, cacheWrite5m),
    oneHour: priceOf(withinOneHour, cacheWrite1h),
  };
}
