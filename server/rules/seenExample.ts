/** What is seen of the calls in a rule's example. */
import { fromDollars } from '../../shared/money/nanoDollars.ts';
import type { SiteObservation, Spread } from '../../shared/runtime/attribution/siteObservation.ts';

interface Seen {
  readonly calls: number;
  /** Tokens of each. */
  readonly input: number;
  readonly output: number;
  /** Calls that read from the provider's cache. */
  readonly cached: number;
  readonly dollars?: number;
}

const HOUR = 60 * 60_000;

export function seenExample({ calls, input, output, cached, dollars }: Seen): SiteObservation {
  const always = (tokens: number): Spread => ({ p05: tokens, p50: tokens, p95: tokens });
  const cost = dollars === undefined ? undefined : fromDollars(dollars);
  return {
    site: '',
    calls,
    fromCache: 0,
    since: 0,
    until: HOUR,
    ...(cost !== undefined && { cost: { calls, mean: cost, p50: cost, p95: cost } }),
    tokens: { calls, input: always(input), output: always(output) },
    promptCache: { reading: cached, writing: 0, share: cached / calls },
    confidences: { high: calls },
  };
}
