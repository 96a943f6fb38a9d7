/** Call sites and what is around them, for tests of estimates. */
import type { Block, CallSite, CallSiteId, Field, HolePart, Marker, PromptPart } from '../../../server/calls/callSite.ts';
import { createEstimator, type Estimator, type EstimatorOptions } from '../../../server/estimate/createEstimator.ts';
import type { Estimate, KnownEstimate } from '../../../server/estimate/estimate.ts';
import { openPrices } from '../../../shared/models/priceSource.ts';
import { createTokenCounter } from '../../../shared/models/tokens/tokenCounter.ts';

const NOWHERE = { start: 0, end: 0 };

export const present = <T>(value: T): Field<T> => ({ state: 'present', value });
export const unknownField = <T>(reason: string, candidates?: readonly T[]): Field<T> => ({
  state: 'unknown',
  reason,
  ...(candidates ? { candidates } : {}),
});

/** A chat call of Claude Opus 5.5, whose price needs no packaged table; everything not given is absent. */
export function call(known: Partial<CallSite> = {}): CallSite {
  return {
    id: 'call' as CallSiteId,
    language: 'python',
    path: 'app.py',
    span: NOWHERE,
    argsSpan: NOWHERE,
    sdk: 'anthropic',
    api: 'messages',
    kind: 'direct',
    operation: 'chat',
    free: false,
    provider: 'anthropic',
    baseUrl: { state: 'absent' },
    model: present('claude-opus-5-5'),
    maxOutputTokens: present(1000),
    limits: [],
    systemPrompt: { state: 'absent', parts: [] },
    blocks: [],
    blocksComplete: true,
    tools: { state: 'absent' },
    loop: { state: 'none' },
    retrievalK: { state: 'absent' },
    reranked: { state: 'absent' },
    cacheMarker: { state: 'absent' },
    automaticCache: false,
    completions: { state: 'absent' },
    stream: { state: 'absent' },
    effort: { state: 'absent' },
    serviceTier: { state: 'absent' },
    shape: { api: 'messages', params: {} },
    moduleLevel: false,
    arguments: { positional: [], named: new Map() },
    ...known,
  };
}

export const text = (content: string): PromptPart => ({ kind: 'static', text: content });
export const hole = (known: Partial<HolePart> = {}): HolePart => ({
  kind: 'hole',
  label: 'question',
  volatility: 'per-request',
  path: [],
  reason: 'what the user asks',
  certainty: 'certain',
  ...known,
});
export const system = (...parts: PromptPart[]): Block => ({ section: 'system', role: 'system', parts });
export const user = (...parts: PromptPart[]): Block => ({ section: 'messages', role: 'user', parts });
export const marked = (block: Block, marker: Partial<Marker> = {}): Block => ({
  ...block,
  marker: { ttl: { state: 'absent' }, placement: 'onBlock', ...marker },
});

/** English of about so many o200k tokens. */
export const prose = (tokens: number): string => 'You are a helpful agent of our shop. '.repeat(Math.ceil(tokens / 9)).trim();

export const today = new Date('2026-11-24T00:00:00Z');

export function options(more: Partial<EstimatorOptions> = {}): EstimatorOptions {
  return { prices: openPrices(), tokens: createTokenCounter(), at: today, callsPerMonth: 10_000, ...more };
}

export function estimator(more: Partial<EstimatorOptions> = {}): Estimator {
  return createEstimator(options(more));
}

export function known(estimate: Estimate): KnownEstimate {
  if (!estimate.known) throw new Error(`not known: ${estimate.reason}`);
  return estimate;
}
