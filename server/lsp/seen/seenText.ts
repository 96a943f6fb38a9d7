/** What was seen of a call, in words. */

import type { Rates } from '../../../shared/models/model.ts';
import { formatDollars, formatRange } from '../../../shared/money/formatDollars.ts';
import { subtractMoney } from '../../../shared/money/nanoDollars.ts';
import { cacheLifeAdvice } from '../../../shared/runtime/attribution/prefixGaps.ts';
import type { SiteObservation } from '../../../shared/runtime/attribution/siteObservation.ts';
import type { Estimate } from '../../estimate/estimate.ts';
import { count } from '../../rules/wording.ts';
import { table } from '../hover/markdown.ts';
import type { SeenOfDay } from './seenCalls.ts';

/** `seen $0.0117 x 214 today`, `cache hits 3 %`. */
export function seenParts({ calls, mean, hits, date }: SeenOfDay): readonly string[] {
  const cost = mean === undefined ? 'at unknown cost' : formatDollars(mean);
  return [`seen ${cost} x ${count(calls)} ${date === undefined ? 'today' : `on ${date}`}`, `cache hits ${percent(hits)}`];
}

/** For the hover: distribution, since when, and what the gaps between the calls mean for the cache. */
export function seenSection(seen: SiteObservation, supposed: Estimate, rates: Rates | undefined): string {
  const { calls, fromCache, since, cost, tokens, promptCache } = seen;
  const rows = [
    ...(cost ? [['cost', formatDollars(cost.mean), formatDollars(cost.p50), formatDollars(cost.p95)]] : []),
    ...(tokens ? [tokenRow('tokens in', tokens.input), tokenRow('tokens out', tokens.output)] : []),
  ];
  const sentences = [
    `${count(calls)} ${calls === 1 ? 'call' : 'calls'} since ${new Date(since).toISOString().slice(0, 10)}${fromCache === 0 ? '' : `, ${count(fromCache)} answered from the exact cache`}; ${percent(promptCache.share)} of the input was read from the provider's prompt cache.`,
    ...(cost && supposed.known && supposed.turns.high === 1 && supposed.perCall.expected > 0
      ? [
          `The code lets expect ${formatRange(supposed.perCall.low, supposed.perCall.high)}: seen is ${(cost.mean / supposed.perCall.expected).toFixed(1)} times the expected.`,
        ]
      : []),
    ...cacheLife(seen, rates),
  ];
  return [...(rows.length === 0 ? [] : [table(['seen', 'mean', 'median', '95 %'], rows)]), sentences.join(' ')].join('\n\n');
}

function tokenRow(name: string, { p50, p95 }: { readonly p50: number; readonly p95: number }): string[] {
  return [name, '', count(p50), count(p95)];
}

function cacheLife({ gaps }: SiteObservation, rates: Rates | undefined): readonly string[] {
  const advice = gaps && rates && cacheLifeAdvice(gaps, rates);
  if (!advice) return [];
  const { tooLate, fiveMinutes, oneHour } = advice;
  const late = `${percent(tooLate)} of the calls came too late for a cache entry of five minutes`;
  if (oneHour === fiveMinutes) return [`${late}.`];
  const verdict = oneHour < fiveMinutes ? 'saved' : 'cost';
  const amount = oneHour < fiveMinutes ? subtractMoney(fiveMinutes, oneHour) : subtractMoney(oneHour, fiveMinutes);
  return [`${late}; one of an hour would have ${verdict} ${formatDollars(amount)}${verdict === 'cost' ? ' more' : ''}.`];
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
