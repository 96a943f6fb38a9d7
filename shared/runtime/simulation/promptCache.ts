/** Which part of a prompt a provider's cache would have held: the same system prompt and tools, sent again before their life is over. */
import { freshInput, type Usage } from '../../money/usage.ts';
import type { PromptLife } from './changes.ts';
import type { PastCall, PricedModel } from './pastCall.ts';

const LIFE: Readonly<Record<PromptLife, number>> = { '5m': 300_000, '1h': 3_600_000 };

/** To be asked in the order of time. */
export class PromptCaches {
  /** By model, key and prefix, until when it is held: reading it begins its life anew. */
  readonly #held = new Map<string, number>();

  /** The usage with a marker; the same where a marker does nothing. */
  usage(call: PastCall, usage: Usage, { facts, price }: PricedModel, life: PromptLife): Usage {
    const prefix = prefixTokens(call, usage);
    const { digests } = call.attempt.verdicts ?? {};
    const isCached = usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h > 0;
    if (facts.caching !== 'explicit' || price.rates.cacheRead === undefined || prefix === undefined || isCached || usage.batch)
      return usage;
    if (prefix < (facts.cacheMinimumTokens ?? Number.POSITIVE_INFINITY)) return usage;
    const { startedAt, identity } = call.attempt;
    const key = `${facts.id} ${identity.key} ${digests?.prefix}`;
    const hit = startedAt < (this.#held.get(key) ?? Number.NEGATIVE_INFINITY);
    this.#held.set(key, startedAt + LIFE[life]);
    if (hit) return { ...usage, cacheRead: prefix };
    return { ...usage, [life === '5m' ? 'cacheWrite5m' : 'cacheWrite1h']: prefix };
  }
}

/** Tokens of system prompt and tools, by their share of the request's text; undefined where the ledger does not have it. */
function prefixTokens({ attempt }: PastCall, usage: Usage): number | undefined {
  const permille = attempt.verdicts?.digests?.prefixPermille;
  return permille === undefined ? undefined : Math.floor((freshInput(usage) * permille) / 1000);
}
