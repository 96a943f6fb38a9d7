/** From a call site to what it costs. */
import type { ModelFacts, Price } from '../../shared/models/model.ts';
import type { PriceSource } from '../../shared/models/priceSource.ts';
import { totalOfUsage } from '../../shared/money/cost.ts';
import { addEstimates, addMoney, asNanos, type NanoDollars, NO_MONEY, shareOf, timesEstimate } from '../../shared/money/nanoDollars.ts';
import type { CallSite } from '../calls/callSite.ts';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import type { CachePlan } from './cachePlan.ts';
import { type CallSize, type Counting, callSize } from './callSize.ts';
import type { CostRange, Estimate, KnownEstimate, TokenRange, UnknownEstimate } from './estimate.ts';
import { modelsOf, type NamedModel } from './modelOfCall.ts';
import { type Observations, rateSeen, sizeSeen } from './observed.ts';
import { hullOfCosts, hullOfTokens, isExact, NO_TOKENS } from './ranges.ts';
import { type Turns, turnsOf } from './turns.ts';
import { type Run, usageOfTurns } from './turnUsage.ts';
import { count } from './wording.ts';

export interface EstimatorOptions extends Counting {
  readonly prices: PriceSource;
  /** The day the prices are for. */
  readonly at: Date;
  readonly callsPerMonth: number;
  readonly assumptions?: Assumptions;
  /** Nothing is known of what happened unless given. */
  readonly seen?: Observations;
}

export type Estimator = (call: CallSite) => Estimate;

/** Pure: the same call and options give the same estimate. Await `prepareEstimates` for the calls first. */
export function createEstimator(options: EstimatorOptions): Estimator {
  return call => estimate(call, options);
}

/** What cannot be told from tokens. */
const NOT_BY_TOKEN: Readonly<Partial<Record<CallSite['operation'], string>>> = {
  image: 'images are not priced by the tokens that are sent',
  audio: 'audio is not priced by the tokens that are sent',
  video: 'video is priced by the second',
  retrieval: 'a retriever: what it finds is paid for by the call it is sent with',
};

function estimate(call: CallSite, options: EstimatorOptions): Estimate {
  if (call.free || call.operation === 'count') return freeOfCharge(options.at);
  const notByToken = NOT_BY_TOKEN[call.operation];
  if (notByToken !== undefined || call.kind === 'retriever') return unknown(notByToken ?? (NOT_BY_TOKEN.retrieval as string));
  const found = modelsOf(call, options.prices, options.at);
  if ('reason' in found) return unknown(found.reason);
  const estimates = found.models.map(model => estimateFor(call, model, options));
  return estimates.length === 1 ? (estimates[0] as KnownEstimate) : oneOf(found.models, estimates);
}

function estimateFor(call: CallSite, model: NamedModel, options: EstimatorOptions): KnownEstimate {
  const assumptions = options.assumptions ?? DEFAULT_ASSUMPTIONS;
  const { facts } = model;
  const price = facts.price as Price;
  const turns = turnsOf(call, assumptions);
  const seen = options.seen?.(call);
  const size = sizeSeen(callSize(call, facts, price, options, assumptions), seen, turns.range);
  const rate = rateSeen(seen);
  const stated = [...size.assumptions, ...turns.assumptions, ...identityNotes(call, model)];
  const cost = (warm: boolean): CostRange => runCosts(size, turns, facts, price, size.cache.plan, warm, assumptions, stated);
  const perCall = cost(false);
  const perCallCached = hitsAcrossCalls(size.cache.plan) ? cost(true) : undefined;
  const month = monthOf(perCall, perCallCached, size.cache.plan, rate?.callsPerMonth ?? options.callsPerMonth, assumptions);
  return {
    known: true,
    perCall,
    ...(perCallCached ? { perCallCached } : {}),
    perMonth: month.cost,
    inputTokens: size.prompt.tokens,
    outputTokens: size.output.tokens,
    stablePrefixTokens: size.prompt.stable,
    turns: turns.range,
    assumptions: [...new Set([...stated, ...(rate ? [rate.note] : []), ...month.assumptions])],
    priceAsOf: price.asOf,
    confidence: size.exact && isExact(size.prompt.tokens) && isExact(size.output.tokens) && isCertain(facts) ? 'exact' : 'estimated',
  };
}

/** Cost of one run at each level: all turns, all answers. */
function runCosts(
  size: CallSize,
  turns: Turns,
  facts: ModelFacts,
  price: Price,
  cache: CachePlan,
  warm: boolean,
  assumptions: Assumptions,
  stated: string[],
): CostRange {
  const at = (level: keyof TokenRange): NanoDollars => {
    const usages = usageOfTurns(runAt(level, size, turns.range[level], facts, assumptions), scaledTo(cache, size, level), warm);
    return addMoney(
      ...usages.map(usage => {
        const { total, assumed } = totalOfUsage(price, usage);
        stated.push(...assumed);
        return total;
      }),
    );
  };
  return ordered(at('low'), at('expected'), at('high'));
}

export function runAt(level: keyof TokenRange, size: CallSize, turns: number, facts: ModelFacts, assumptions: Assumptions): Run {
  const output = size.output.tokens[level];
  return {
    input: size.prompt.tokens[level],
    output: output * size.completions,
    growth: output + assumptions.toolResult[level],
    turns,
    window: facts.contextTokens,
    modifiers: size.modifiers,
  };
}

/** What is cached is fixed text: its size does not change with the level, but it cannot exceed what is sent. */
function scaledTo(cache: CachePlan, size: CallSize, level: keyof TokenRange): CachePlan {
  const input = size.prompt.tokens[level];
  if (cache.kind === 'none') return cache;
  if (cache.kind === 'automatic') return { ...cache, read: Math.min(cache.read, input) };
  const whole = cache.written >= size.prompt.tokens.expected;
  return { ...cache, written: whole ? input : Math.min(cache.written, input), read: Math.min(cache.read, input) };
}

function hitsAcrossCalls(cache: CachePlan): boolean {
  return cache.kind !== 'none' && cache.read > 0;
}

const MINUTES_A_MONTH = 730 * 60;

/**
 * With calls spread evenly over the month and arriving by chance, a call finds the entry of the one before with probability
 * 1 - e^(-life / gap).
 */
function monthOf(
  cold: CostRange,
  warm: CostRange | undefined,
  cache: CachePlan,
  callsPerMonth: number,
  assumptions: Assumptions,
): { cost: CostRange; assumptions: readonly string[] } {
  const monthly = (cost: NanoDollars) => timesEstimate(cost, callsPerMonth);
  if (!warm || cache.kind === 'none') {
    return { cost: { low: monthly(cold.low), expected: monthly(cold.expected), high: monthly(cold.high) }, assumptions: [] };
  }
  const life = cache.kind === 'automatic' ? assumptions.automaticCacheMinutes : cache.life === '1h' ? 60 : 5;
  const hits = Math.round(1000 * (1 - Math.exp(-(life * callsPerMonth) / MINUTES_A_MONTH)));
  const mixed = addEstimates(shareOf(monthly(warm.expected), hits, 1000), shareOf(monthly(cold.expected), 1000 - hits, 1000));
  const low = Math.min(warm.low, cold.low) as NanoDollars;
  const high = Math.max(warm.high, cold.high) as NanoDollars;
  const percent = Math.round(hits / 10);
  return {
    cost: ordered(monthly(low), mixed, monthly(high)),
    assumptions: [`the cache hits ${percent} % of ${count(callsPerMonth)} calls a month (it keeps ${life} minutes)`],
  };
}

function ordered(low: NanoDollars, expected: NanoDollars, high: NanoDollars): CostRange {
  return { low: asNanos(Math.min(low, expected)), expected, high: asNanos(Math.max(high, expected)) };
}

function identityNotes(call: CallSite, { written, facts }: NamedModel): readonly string[] {
  const notes: string[] = [];
  if (facts.confidence === 'prefix') notes.push(`priced as ${facts.id}: no price list has ${written} itself`);
  if (facts.provider === 'azure.ai.openai' && facts.confidence === 'alias')
    notes.push(`the deployment ${written} runs the model of that name`);
  if (call.baseUrl.state === 'present' && call.provider === 'unknown')
    notes.push(`list price of ${facts.provider}, though requests go to ${call.baseUrl.value}`);
  return notes;
}

function isCertain(facts: ModelFacts): boolean {
  return facts.confidence === 'exact' || facts.confidence === 'override';
}

/** Several models may be asked: the range covers them all. */
function oneOf(models: readonly NamedModel[], estimates: readonly KnownEstimate[]): KnownEstimate {
  const first = estimates[0] as KnownEstimate;
  const cached = estimates.map(one => one.perCallCached ?? one.perCall);
  return {
    ...first,
    perCall: hullOfCosts(estimates.map(one => one.perCall)),
    ...(estimates.some(one => one.perCallCached) ? { perCallCached: hullOfCosts(cached) } : {}),
    perMonth: hullOfCosts(estimates.map(one => one.perMonth)),
    inputTokens: hullOfTokens(estimates.map(one => one.inputTokens)),
    outputTokens: hullOfTokens(estimates.map(one => one.outputTokens)),
    stablePrefixTokens: Math.min(...estimates.map(one => one.stablePrefixTokens)),
    assumptions: [
      ...new Set([`the model is one of ${models.map(model => model.written).join(', ')}`, ...estimates.flatMap(one => one.assumptions)]),
    ],
    priceAsOf: estimates.map(one => one.priceAsOf).sort()[0] as string,
    confidence: 'estimated',
  };
}

function freeOfCharge(at: Date): KnownEstimate {
  const nothing: CostRange = { low: NO_MONEY, expected: NO_MONEY, high: NO_MONEY };
  return {
    known: true,
    perCall: nothing,
    perMonth: nothing,
    inputTokens: NO_TOKENS,
    outputTokens: NO_TOKENS,
    stablePrefixTokens: 0,
    turns: { low: 1, expected: 1, high: 1 },
    assumptions: ['counting tokens is free'],
    priceAsOf: at.toISOString().slice(0, 10),
    confidence: 'exact',
  };
}

function unknown(reason: string): UnknownEstimate {
  return { known: false, reason, assumptions: [] };
}
