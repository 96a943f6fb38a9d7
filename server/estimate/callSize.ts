/** Sizes of a call for one model: what it sends, what comes back, how often, and what is cached of it. */
import type { ModelFacts, Price } from '../../shared/models/model.ts';
import { familyRatios } from '../../shared/models/tokens/families.ts';
import { ESTIMATE_ERROR_PERCENT, type TokenCounter } from '../../shared/models/tokens/tokenCounter.ts';
import { serviceTier, type Usage } from '../../shared/money/usage.ts';
import type { CallSite } from '../calls/callSite.ts';
import type { Assumptions } from './assumptions.ts';
import { isNearMinimum, type PlannedCache, planCache } from './cachePlan.ts';
import { type OutputSize, outputSize } from './outputSize.ts';
import { type CountTokens, type PromptSize, promptSize } from './promptSize.ts';

export interface CallSize {
  readonly prompt: PromptSize;
  readonly output: OutputSize;
  readonly cache: PlannedCache;
  readonly completions: number;
  readonly modifiers: Pick<Usage, 'batch' | 'tier'>;
  readonly assumptions: readonly string[];
  /** Counted with the vocabulary of the model itself. */
  readonly exact: boolean;
}

export interface Counting {
  readonly tokens: TokenCounter;
  /** Count with the vocabulary wherever it is loaded, not only where a threshold decides. */
  readonly exact?: boolean;
}

export function callSize(call: CallSite, facts: ModelFacts, price: Price, counting: Counting, assumptions: Assumptions): CallSize {
  const family = facts.tokenizer;
  const { tokens } = counting;
  const measure = (count: CountTokens) => promptSize(call, family, count, assumptions);
  const counted = () => measure(text => tokens.count(text, family).tokens);
  const estimated = () => measure(text => tokens.estimate(text, family).tokens);
  const mayCount = tokens.isLoaded(family);

  let exact = counting.exact === true && mayCount;
  let prompt = exact ? counted() : estimated();
  const error = () => familyRatios[family].errorPercent + (exact ? 0 : ESTIMATE_ERROR_PERCENT);
  if (!exact && mayCount && decidedByError(prompt, facts, error())) {
    prompt = counted();
    exact = true;
  }
  const cache = planCache(call, facts, price.rates, prompt, error());
  const output = outputSize(call, facts, assumptions);
  const completions = completionsOf(call);
  const tier = tierOf(call);
  return {
    prompt,
    output,
    cache,
    completions,
    modifiers: { ...(call.operation === 'batch' ? { batch: true } : {}), ...(tier.tier ? { tier: tier.tier } : {}) },
    assumptions: [
      ...prompt.assumptions,
      ...output.assumptions,
      ...(completions > 1 ? [`${completions} answers to each request`] : []),
      ...tier.assumptions,
      ...cache.assumptions,
    ],
    exact: exact && familyRatios[family].errorPercent === 0,
  };
}

/** Whether a count with the vocabulary would settle what an estimate leaves open: on which side of the cache minimum the prefix is. */
export function needsCounting(call: CallSite, facts: ModelFacts, tokens: TokenCounter, assumptions: Assumptions): boolean {
  const family = facts.tokenizer;
  const prompt = promptSize(call, family, text => tokens.estimate(text, family).tokens, assumptions);
  return decidedByError(prompt, facts, familyRatios[family].errorPercent + ESTIMATE_ERROR_PERCENT);
}

function decidedByError(prompt: PromptSize, facts: ModelFacts, errorPercent: number): boolean {
  const minimum = facts.cacheMinimumTokens;
  if (minimum === undefined || facts.caching === 'none') return false;
  return [prompt.stable, ...prompt.markers.map(marker => marker.at)].some(at => isNearMinimum(at, minimum, errorPercent));
}

function completionsOf(call: CallSite): number {
  const { completions } = call;
  if (completions.state === 'present') return Math.max(1, Math.round(completions.value));
  const candidates = completions.state === 'unknown' ? completions.candidates : undefined;
  return candidates?.length ? Math.max(1, Math.round(Math.max(...candidates))) : 1;
}

function tierOf(call: CallSite): { tier?: Usage['tier']; assumptions: readonly string[] } {
  if (call.serviceTier.state !== 'present') return { assumptions: [] };
  const tier = serviceTier(call.serviceTier.value);
  if (tier === undefined) return { assumptions: [`service tier ${call.serviceTier.value} is not known: standard price used`] };
  return { tier, assumptions: [] };
}
