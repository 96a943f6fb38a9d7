/** What a report by call site says beyond the sums: the line of code, what it was thought to cost, and what it did. */
import type { Price } from '../../shared/models/model.ts';
import { isUnknown, type ModelQuery, openPrices, type PriceSource } from '../../shared/models/priceSource.ts';
import type { SiteEstimate, SitePlace } from '../../shared/protocol/sites.ts';
import { type CacheLifeAdvice, cacheLifeAdvice } from '../../shared/runtime/attribution/prefixGaps.ts';
import type { SiteCall } from '../../shared/runtime/attribution/siteCall.ts';
import { observe, type SiteObservation } from '../../shared/runtime/attribution/siteObservation.ts';
import type { Ledger, ReportQuery } from '../../shared/runtime/ledger/report.ts';
import type { Attribution } from '../../shared/runtime/ledger/verdicts.ts';
import { DIALECT_PROVIDER } from '../../shared/runtime/pricing/dialectProvider.ts';

export interface SiteDetail {
  /** Absent: no workspace that the runtime was told of had it. */
  readonly place?: SitePlace;
  readonly seen?: SiteObservation;
  /** The least sure of its calls. */
  readonly confidence?: Attribution['confidence'];
  /** What was seen in the mean, as a multiple of what was expected. */
  readonly ratio?: number;
  readonly cacheLife?: CacheLifeAdvice;
}

/** By id of the site. */
export async function siteDetails(ledger: Ledger, asked: ReportQuery): Promise<ReadonlyMap<string, SiteDetail>> {
  const places = ledger.sites();
  const calls = ledger.siteCalls(asked);
  const latest = new Map(calls.flatMap(call => (call.model === undefined ? [] : [[call.site, call]])));
  const prices = openPrices();
  await prices.prepare([...latest.values()].map(queryOf));
  return new Map(
    [...observe(calls)].map(([site, seen]) => {
      const place = places.get(site);
      const call = latest.get(site);
      const price = call && priceOf(call, prices);
      const advice = price && seen.gaps && cacheLifeAdvice(seen.gaps, price.rates);
      const detail = {
        ...(place && { place }),
        seen,
        ...leastSure(seen),
        ...ratioOf(place?.estimate, seen),
        ...(advice && { cacheLife: advice }),
      };
      return [site, detail];
    }),
  );
}

const FROM_SURE = ['pinned', 'high', 'likely'] as const;

function leastSure({ confidences }: SiteObservation): Pick<SiteDetail, 'confidence'> {
  const confidence = FROM_SURE.findLast(one => confidences[one] !== undefined);
  return confidence === undefined ? {} : { confidence };
}

function ratioOf(estimate: SiteEstimate | undefined, { cost }: SiteObservation): Pick<SiteDetail, 'ratio'> {
  return estimate && cost && estimate.expected > 0 ? { ratio: cost.mean / estimate.expected } : {};
}

/** At the prices of the model that was asked last. */
function queryOf({ dialect, model = '', startedAt }: SiteCall): ModelQuery {
  return { provider: DIALECT_PROVIDER[dialect], model, at: new Date(startedAt) };
}

function priceOf(call: SiteCall, prices: PriceSource): Price | undefined {
  const facts = prices.lookup(queryOf(call));
  return isUnknown(facts) ? undefined : facts.price;
}
