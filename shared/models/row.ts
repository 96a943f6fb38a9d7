/**
 * One row of our own price table: one model of one provider. It corrects and completes the packaged price table: what a row does not say
 * comes from there.
 */
import type { Provider } from '../catalogue/schema.ts';
import { fromDollars } from '../money/nanoDollars.ts';
import type { Price, PriceTier, Rates } from './model.ts';

/** Dollars for a million tokens, as the price list prints them. */
export interface ListedRates {
  readonly in: number;
  readonly out: number;
  /** Read from the prompt cache. */
  readonly read?: number;
  /** Written to it with the short life, and with the long one. */
  readonly write?: number;
  readonly write1h?: number;
}

export interface ListedPrice extends ListedRates {
  /** First day it holds, `2026-10-07`. Of several prices of a row the last that has begun counts; the first needs no day. */
  readonly from?: string;
  /** Rates of the whole request when its input has more tokens than `tokens`. */
  readonly above?: ListedRates & { readonly tokens: number };
  /** Dollars for each request beside its tokens. */
  readonly perRequest?: number;
}

export interface ModelRow {
  readonly id: string;
  /** Other spellings that the provider documents for this very model. */
  readonly aliases?: readonly string[];
  readonly price?: readonly ListedPrice[];
  /** Thousandths of the standard price. */
  readonly batch?: number;
  readonly flex?: number;
  readonly priority?: number;
  /** Bedrock: thousandths of the price for an inference profile of a geography (`us.`, `eu.`). */
  readonly geography?: number;
  /** The whole window: input and output together. */
  readonly context?: number;
  readonly maxOutput?: number;
  readonly caching?: 'explicit' | 'automatic' | 'none';
  /** Fewest tokens of a prefix that is cached. */
  readonly cacheMinimum?: number;
  readonly reasoning?: boolean;
  readonly embedding?: boolean;
  /** The day requests start to fail; announced days only, never "not sooner than". */
  readonly retires?: string;
  /** What the provider recommends in its place, or the current model of the same line. */
  readonly successor?: string;
  /** Where and when this row was read, where it differs from the sheet. */
  readonly source?: string;
  readonly asOf?: string;
}

/** Rows of one provider from one source. */
export interface Sheet {
  readonly provider: Provider;
  readonly source: string;
  readonly asOf: string;
  /** What all rows have in common; a row's own fields win. */
  readonly common?: Partial<ModelRow>;
  readonly rows: readonly ModelRow[];
}

/** The price of a row on a day, or undefined when the row leaves it to the packaged table. `permille` scales every rate. */
export function priceOfRow(row: ModelRow, sheet: Sheet, at: Date, permille = 1000): Price | undefined {
  const day = at.toISOString().slice(0, 10);
  const listed = row.price?.findLast(price => price.from === undefined || price.from <= day);
  if (!listed) return undefined;
  return {
    rates: ratesOf(listed, permille),
    tiers: listed.above ? [tierOf(listed.above, permille)] : [],
    ...modifiersOf(row),
    ...(listed.perRequest === undefined ? {} : { perRequest: fromDollars(listed.perRequest) }),
    asOf: row.asOf ?? sheet.asOf,
    source: row.source ?? sheet.source,
  };
}

/** The modifiers a row knows; the packaged table has none. */
export function modifiersOf(row: ModelRow): Pick<Price, 'batchPermille' | 'flexPermille' | 'priorityPermille'> {
  return {
    ...(row.batch === undefined ? {} : { batchPermille: row.batch }),
    ...(row.flex === undefined ? {} : { flexPermille: row.flex }),
    ...(row.priority === undefined ? {} : { priorityPermille: row.priority }),
  };
}

/** Listed dollars as nano-dollars for a million tokens. */
function ratesOf(listed: ListedRates, permille = 1000): Rates {
  const rate = (dollars: number) => fromDollars((dollars * permille) / 1000);
  return {
    input: rate(listed.in),
    output: rate(listed.out),
    ...(listed.read === undefined ? {} : { cacheRead: rate(listed.read) }),
    ...(listed.write === undefined ? {} : { cacheWrite5m: rate(listed.write) }),
    ...(listed.write1h === undefined ? {} : { cacheWrite1h: rate(listed.write1h) }),
  };
}

function tierOf(above: ListedRates & { tokens: number }, permille: number): PriceTier {
  return { aboveInputTokens: above.tokens, rates: ratesOf(above, permille) };
}
