/** What a usage costs at a price. */
import type { Price, Rates } from '../models/model.ts';
import { roundTogether } from './largestRemainder.ts';
import { asNanos, type NanoDollars } from './nanoDollars.ts';
import { freshInput, type Usage } from './usage.ts';

export interface Cost {
  readonly total: NanoDollars;
  /** The parts add up to the total to the nano-dollar. */
  readonly parts: CostParts;
  /** What the price did not say and how the gap was filled, each a short sentence; empty when the price said it all. */
  readonly assumed: readonly string[];
}

export interface CostParts {
  readonly input: NanoDollars;
  readonly cacheRead: NanoDollars;
  readonly cacheWrite5m: NanoDollars;
  readonly cacheWrite1h: NanoDollars;
  readonly output: NanoDollars;
  /** The provider's fee for each request, where it has one. */
  readonly request: NanoDollars;
}

const PARTS = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'request'] as const;

/** Rates are nano-dollars for a million tokens, modifiers are in thousandths: amounts are exact in units of 10^-9 of a nano-dollar. */
const UNITS_PER_NANO = 1_000_000_000n;
const MILLION = 1_000_000n;

/**
 * Rounding: the products of tokens and rates are summed exactly, the sum is rounded once to the nearest nano-dollar (halves up), and the
 * parts are rounded so that they add up to it.
 */
export function costOfUsage(price: Price, usage: Usage): Cost {
  const { exact, assumed } = exactCost(price, usage);
  const rounded = roundTogether(exact, UNITS_PER_NANO).map(amount => asNanos(Number(amount)));
  const parts = Object.fromEntries(PARTS.map((part, index) => [part, rounded[index]])) as unknown as CostParts;
  return { total: asNanos(rounded.reduce<number>((sum, amount) => sum + amount, 0)), parts, assumed };
}

/** The same total without its parts: many times faster. */
export function totalOfUsage(price: Price, usage: Usage): Omit<Cost, 'parts'> {
  const { exact, assumed } = exactCost(price, usage);
  let sum = UNITS_PER_NANO / 2n;
  for (const amount of exact) sum += amount;
  return { total: asNanos(Number(sum / UNITS_PER_NANO)), assumed };
}

/** Each part in units of 10^-9 of a nano-dollar, in the order of `PARTS`. */
function exactCost(price: Price, usage: Usage): { readonly exact: readonly bigint[]; readonly assumed: readonly string[] } {
  const assumed: string[] = [];
  const rates = ratesFor(price, usage.input);
  const modifier = Math.round((modifierPermille(price, usage, assumed) * (usage.placePermille ?? 1000)) / 1000);
  const cost = (tokens: number, rate: NanoDollars) => (tokens === 0 ? 0n : BigInt(tokens) * BigInt(rate * modifier));
  const exact = [
    cost(freshInput(usage), rates.input),
    // Without a rate of its own a cached token is an input token: the provider has no discount and no surcharge.
    cost(usage.cacheRead, rates.cacheRead ?? rates.input),
    cost(usage.cacheWrite5m, rates.cacheWrite5m ?? rates.input),
    cost(usage.cacheWrite1h, longWriteRate(rates, usage, assumed)),
    cost(usage.output, rates.output),
    BigInt(price.perRequest ?? 0) * UNITS_PER_NANO,
  ];
  return { exact, assumed };
}

/** The rates of the highest tier that the input reaches: they hold for the whole request, not for the part above the threshold. */
export function ratesFor(price: Price, inputTokens: number): Rates {
  let rates = price.rates;
  let reached = -1;
  for (const tier of price.tiers) {
    if (inputTokens > tier.aboveInputTokens && tier.aboveInputTokens > reached) {
      rates = tier.rates;
      reached = tier.aboveInputTokens;
    }
  }
  return rates;
}

/** Exact cost of so many tokens at one rate, in nano-dollars rounded to the nearest. */
export function costOfTokens(tokens: number, rate: NanoDollars): NanoDollars {
  return asNanos(Number((BigInt(tokens) * BigInt(rate) + MILLION / 2n) / MILLION));
}

function modifierPermille(price: Price, usage: Usage, assumed: string[]): number {
  if (usage.batch) return price.batchPermille ?? standard('the batch price is not known: standard price used', assumed);
  if (usage.tier === 'flex') return price.flexPermille ?? standard('the price of the flex tier is not known: standard price used', assumed);
  if (usage.tier === 'priority') {
    return price.priorityPermille ?? standard('the price of the priority tier is not known: standard price used', assumed);
  }
  return 1000;
}

function standard(sentence: string, assumed: string[]): number {
  assumed.push(sentence);
  return 1000;
}

function longWriteRate(rates: Rates, usage: Usage, assumed: string[]): NanoDollars {
  if (rates.cacheWrite1h !== undefined) return rates.cacheWrite1h;
  if (usage.cacheWrite1h > 0) assumed.push('the rate of 1-hour cache writes is not known: twice the input rate used');
  // Twice the input is what Anthropic asks on every platform, and the dearest rule known: too high rather than too low.
  return asNanos(rates.input * 2);
}
