/** The hold for a call: the dearest it can become within its limits. */
import type { ModelFacts, Price, Rates } from '../../models/model.ts';
import { asNanos, MOST_MONEY, type NanoDollars } from '../../money/nanoDollars.ts';
import type { InputBound, RequestFacts } from '../dialects/dialect.ts';
import type { Hold } from '../ledger/attempt.ts';

/**
 * `unknown`: a sentence that says what is not known. `input` and `output` are the tokens of the hold apart, for the limits of one request.
 * `moneyUnknown`: the tokens are known and their price is not, and why.
 */
export type WorstCase =
  | { readonly hold: Hold; readonly input: number; readonly output: number; readonly moneyUnknown?: string }
  | { readonly unknown: string };

/** `input`: how much input there can be. `standardAccount`: what a request leaves to the account's settings costs the standard price. */
export function worstCaseOf(
  facts: RequestFacts,
  model: ModelFacts | { readonly unknown: string },
  input: InputBound,
  standardAccount: boolean,
): WorstCase {
  const known = 'unknown' in model ? undefined : model;
  const sent = mostInput(facts, known, input);
  if ('unknown' in sent) return sent;
  const answer = mostOutput(facts, known);
  if (answer === undefined) {
    return { unknown: 'unknown' in model ? model.unknown : `how much ${model.id} can answer is not known: give the call an output limit` };
  }
  const output = Math.min(answer * facts.answers, Number.MAX_SAFE_INTEGER);
  const tokens = Math.min(sent.tokens + output, Number.MAX_SAFE_INTEGER);
  if (!known?.price) {
    const reason = 'unknown' in model ? model.unknown : `the price of ${model.id} is not known`;
    return { hold: { tokens }, input: sent.tokens, output, moneyUnknown: reason };
  }
  return { hold: { money: moneyOf(sent.tokens, output, facts, known, known.price, standardAccount), tokens }, input: sent.tokens, output };
}

function moneyOf(
  input: number,
  output: number,
  facts: RequestFacts,
  model: ModelFacts,
  price: Price,
  standardAccount: boolean,
): NanoDollars {
  const tiers = [price.rates, ...price.tiers.filter(tier => input > tier.aboveInputTokens).map(tier => tier.rates)];
  const inputRate = Math.max(...tiers.map(rates => dearestInput(rates, facts, model)));
  const outputRate = Math.max(...tiers.map(rates => rates.output));
  const permille = BigInt(dearestPermille(price, facts, standardAccount));
  const tokens = (BigInt(input) * BigInt(inputRate) + BigInt(output) * BigInt(outputRate)) * permille;
  return rounded(tokens, price.perRequest ?? 0);
}

/** Nano-dollars for a million tokens, times thousandths. */
const UNITS_PER_NANO = 1_000_000_000n;

/** Up: a hold is never below what it holds for. */
function rounded(units: bigint, perRequest: number): NanoDollars {
  const money = (units + UNITS_PER_NANO - 1n) / UNITS_PER_NANO + BigInt(perRequest);
  return money > BigInt(MOST_MONEY) ? MOST_MONEY : asNanos(Number(money));
}

function mostInput(
  facts: RequestFacts,
  model: ModelFacts | undefined,
  input: InputBound,
): { readonly tokens: number } | { readonly unknown: string } {
  const window = model && windowOf(facts, model);
  if ('tokens' in input) return { tokens: Math.min(input.tokens, window ?? input.tokens) };
  return input.withinContext && window !== undefined ? { tokens: window } : { unknown: input.unknown };
}

/**
 * One pass of a model never takes more than its window. It counts when the model is certain, and when its price knows of no longer input (the beta with a
 * million tokens of Sonnet 4.5). Embeddings and several prompts are many passes.
 */
function windowOf({ operation }: RequestFacts, { confidence, contextTokens, price }: ModelFacts): number | undefined {
  if (contextTokens === undefined || confidence === 'prefix' || operation === 'embeddings' || operation === 'text_completion')
    return undefined;
  return price?.tiers.some(tier => tier.aboveInputTokens >= contextTokens) ? undefined : contextTokens;
}

/** The request's own limit, else the model's ceiling, else its whole window. */
function mostOutput(facts: RequestFacts, model: ModelFacts | undefined): number | undefined {
  if (facts.operation === 'embeddings' || model?.embedding) return 0;
  return facts.outputLimit ?? model?.maxOutputTokens ?? model?.contextTokens;
}

/** The dearest that a token of input can be: fresh, read from the cache, or written to it where the request asks for that or the provider does it unasked. */
function dearestInput(rates: Rates, { cacheLife }: RequestFacts, { caching }: ModelFacts): number {
  const written = cacheLife !== undefined || (caching !== 'explicit' && caching !== 'none');
  return Math.max(
    rates.input,
    rates.cacheRead ?? 0,
    written ? (rates.cacheWrite5m ?? 0) : 0,
    // Without a rate of its own: twice the input, as `costOfUsage` has it.
    cacheLife === '1h' ? (rates.cacheWrite1h ?? rates.input * 2) : 0,
  );
}

/** A request may get the standard tier whatever it asks for; the priority one if it asks, or if it leaves it to the account. */
function dearestPermille(price: Price, { tier, place }: RequestFacts, standardAccount: boolean): number {
  const mayBePriority = tier === 'priority' || (tier === undefined && !standardAccount);
  const service = Math.max(1000, mayBePriority ? (price.priorityPermille ?? 1000) : 1000);
  const placed = place && !(place.account && standardAccount) ? place.permille : 1000;
  return Math.ceil((service * placed) / 1000);
}
