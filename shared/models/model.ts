/** What is known of a model: identity, price, limits, cache rules, tokenizer. Every fact carries where and when it was read. */
import type { Provider } from '../catalogue/schema.ts';
import type { NanoDollars } from '../money/nanoDollars.ts';

/** How sure the identity is. 'exact': this very id. 'alias': a documented alias or stripped prefix. 'prefix': the longest known prefix only. 'override': the user's table. */
export type Confidence = 'override' | 'exact' | 'alias' | 'prefix';

/** Rates in nano-dollars a million tokens would overflow nothing, but a rate is kept per million as read: nano-dollars for 1,000,000 tokens. */
export interface Rates {
  readonly input: NanoDollars;
  readonly output: NanoDollars;
  readonly cacheRead?: NanoDollars;
  readonly cacheWrite5m?: NanoDollars;
  readonly cacheWrite1h?: NanoDollars;
}

export interface PriceTier {
  /** Applies to the whole request when its input has more tokens than this. */
  readonly aboveInputTokens: number;
  readonly rates: Rates;
}

export interface Price {
  readonly rates: Rates;
  readonly tiers: readonly PriceTier[];
  /** Multipliers as fractions of 1000: batch 500 = half price; absent = unknown. */
  readonly batchPermille?: number;
  readonly flexPermille?: number;
  readonly priorityPermille?: number;
  /** Asked for every request beside its tokens (Perplexity). */
  readonly perRequest?: NanoDollars;
  /** ISO date the price was read, and where. */
  readonly asOf: string;
  readonly source: string;
}

export type TokenizerFamily =
  | 'o200k'
  | 'cl100k'
  | 'claude'
  | 'claude-2026'
  | 'gemini'
  | 'nova'
  | 'llama'
  | 'mistral'
  | 'cohere'
  | 'deepseek'
  | 'other';

export interface ModelFacts {
  /** Canonical id in the price table. */
  readonly id: string;
  readonly provider: Provider;
  readonly confidence: Confidence;
  /** Absent when the model is known but its price is not. */
  readonly price?: Price;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly cacheMinimumTokens?: number;
  /** How the provider caches: only with a marker, by itself, or not at all. */
  readonly caching?: 'explicit' | 'automatic' | 'none';
  readonly reasoning?: boolean;
  readonly retires?: string;
  readonly successor?: string;
  readonly tokenizer: TokenizerFamily;
  readonly embedding?: boolean;
}

/** A model that cannot be identified. */
export interface UnknownModel {
  readonly unknown: true;
  readonly reason: string;
  /** Nearest known ids. */
  readonly didYouMean: readonly string[];
}
