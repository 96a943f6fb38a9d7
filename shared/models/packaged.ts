/**
 * The packaged price table, `@pydantic/genai-prices`: prices of a thousand models, offline. Loaded only when a price is asked that our own
 * rows do not have: it takes about a tenth of a second.
 */
import type { MatchLogic, ModelPrice, PriceCalculation } from '@pydantic/genai-prices';
import type { Provider } from '../catalogue/schema.ts';
import { fromDollars, type NanoDollars } from '../money/nanoDollars.ts';
import type { Price, PriceTier, Rates } from './model.ts';

/** The data in version 0.1.8. */
const PACKAGED_AS_OF = '2026-09-23';
const SOURCE = '@pydantic/genai-prices 0.1.8';

/** How the package names the providers it knows. */
const PROVIDER_IDS: Readonly<Partial<Record<Provider, string>>> = {
  openai: 'openai',
  'azure.ai.openai': 'azure',
  anthropic: 'anthropic',
  'aws.bedrock': 'aws',
  'gcp.gemini': 'google',
  'gcp.vertex_ai': 'google',
  mistral_ai: 'mistral',
  cohere: 'cohere',
  groq: 'groq',
  deepseek: 'deepseek',
  x_ai: 'x-ai',
  perplexity: 'perplexity',
  openrouter: 'openrouter',
};

export interface PackagedModel {
  /** The id in the package, which may not be the one asked for. */
  readonly id: string;
  /** 'exact': the package lists this very id. 'alias': the same model with a date or version. 'prefix': only the beginning agrees. */
  readonly match: 'exact' | 'alias' | 'prefix';
  /** Absent when the package knows the model but no price of its tokens. */
  readonly price?: Price;
  readonly contextTokens?: number;
  /** The price depends on the hour of the day, so that it must not be remembered for the day. */
  readonly hourly: boolean;
}

export interface PackagedTable {
  find(provider: Provider, id: string, at: Date): PackagedModel | undefined;
  /** All ids the package lists for a provider, for suggestions. */
  ids(provider: Provider): readonly string[];
}

export async function loadPackagedTable(): Promise<PackagedTable> {
  const { calcPrice, findProvider } = await import('@pydantic/genai-prices');
  return {
    find(provider, id, at) {
      const providerId = PROVIDER_IDS[provider];
      if (providerId === undefined) return undefined;
      const found = calcPrice({ input_tokens: 1, output_tokens: 1 }, id, { providerId, timestamp: at });
      return found && !cutInside(id, found.model.id) ? modelOf(found, id) : undefined;
    },
    ids(provider) {
      const providerId = PROVIDER_IDS[provider];
      return (providerId && findProvider({ providerId })?.models.map(model => model.id)) || [];
    },
  };
}

function modelOf({ model, model_price }: PriceCalculation, asked: string): PackagedModel {
  const price = priceOf(model_price);
  return {
    id: model.id,
    match: matchOf(asked, model.id, model.match),
    ...(price === undefined ? {} : { price }),
    ...(model.context_window === undefined ? {} : { contextTokens: model.context_window }),
    hourly: Array.isArray(model.prices) && model.prices.some(({ constraint }) => constraint?.type === 'time_of_date'),
  };
}

/** The package matches by prefix, and never says so: `claude-sonnet-5-5` gets the price of `claude-sonnet-5`. */
function matchOf(asked: string, id: string, logic: MatchLogic): PackagedModel['match'] {
  const lower = asked.toLowerCase();
  if (lower === id.toLowerCase()) return 'exact';
  if (listedVerbatim(lower, logic)) return 'alias';
  const core = (text: string) =>
    text
      .replace(/^(regional|global|us|eu|apac|jp|au|ca|in|us-gov)\./, '')
      .replace(/[@-](\d{8}|\d{4}-\d{2}-\d{2}|\d{4}|\d{3})(?=$|-v\d|:)/, '')
      .replace(/(-v\d+)?(:\d+[km]?)*$/, '')
      .replace(/-latest$/, '');
  return core(lower) === core(id.toLowerCase()) ? 'alias' : 'prefix';
}

/** `claude-opus-4-11` is not a kind of `claude-opus-4-1`: a prefix that ends inside a word or a number is no hit at all. */
function cutInside(asked: string, id: string): boolean {
  return asked.startsWith(id) && /^[a-z0-9]/i.test(asked.slice(id.length)) && /[a-z0-9]$/i.test(id);
}

function listedVerbatim(asked: string, logic: MatchLogic): boolean {
  if ('equals' in logic) return logic.equals.toLowerCase() === asked;
  // The package's regular expressions spell out dated snapshots, from start to end.
  if ('regex' in logic)
    return logic.regex.startsWith('^') && logic.regex.endsWith('$') && !logic.regex.includes('(?!') && new RegExp(logic.regex).test(asked);
  if ('or' in logic) return logic.or.some(one => listedVerbatim(asked, one));
  return false;
}

type Component = number | { readonly base: number; readonly tiers: readonly { readonly start: number; readonly price: number }[] };

const COMPONENTS: readonly (readonly [keyof Rates, string])[] = [
  ['input', 'input_mtok'],
  ['output', 'output_mtok'],
  ['cacheRead', 'cache_read_mtok'],
  ['cacheWrite5m', 'cache_write_mtok'],
  ['cacheWrite1h', 'cache_write_1h_mtok'],
];

/**
 * Undefined when tokens of text are not what is sold: models billed by the second or the page, models that answer with images or sound at
 * rates of their own, and entries without any price.
 */
function priceOf(listed: ModelPrice): Price | undefined {
  if (listed.input_mtok === undefined || Object.keys(listed).some(key => /^output_(image|audio|video)_mtok$/.test(key))) return undefined;
  const starts = new Set(COMPONENTS.flatMap(([, key]) => tiersOf(listed[key] as Component | undefined).map(tier => tier.start)));
  const tiers: PriceTier[] = [...starts].map(start => ({ aboveInputTokens: threshold(start), rates: ratesAt(listed, start + 1) }));
  const perRequest = listed.requests_kcount;
  return {
    rates: ratesAt(listed, 0),
    tiers,
    ...(typeof perRequest === 'number' ? { perRequest: fromDollars(perRequest / 1000) } : {}),
    asOf: PACKAGED_AS_OF,
    source: SOURCE,
  };
}

/** The package writes "more than 271,999" for OpenAI's "more than 272,000" (developers.openai.com/api/docs/pricing), and the like. */
function threshold(start: number): number {
  return start % 1000 === 999 ? start + 1 : start;
}

function ratesAt(listed: ModelPrice, inputTokens: number): Rates {
  const rates = COMPONENTS.flatMap(([name, key]): [keyof Rates, NanoDollars][] => {
    const component = listed[key] as Component | undefined;
    return component === undefined ? [] : [[name, fromDollars(dollarsAt(component, inputTokens))]];
  });
  // Embeddings have no output.
  return { output: fromDollars(0), ...Object.fromEntries(rates) } as Rates;
}

function dollarsAt(component: Component, inputTokens: number): number {
  if (typeof component === 'number') return component;
  return tiersOf(component).findLast(tier => inputTokens > tier.start)?.price ?? component.base;
}

function tiersOf(component: Component | undefined) {
  return typeof component === 'object' ? component.tiers : [];
}
