/**
 * OpenAI. Tiers and newest prices: developers.openai.com/api/docs/pricing; retirement: developers.openai.com/api/docs/deprecations; limits:
 * LiteLLM's model_prices_and_context_window.json of 2026-07-24 (MIT, copyright 2023 Berri AI). Prices that are not here come from the
 * packaged table.
 */
import type { ListedPrice, ListedRates, ModelRow, Sheet } from '../row.ts';

/** Above 272,000 tokens input and cache cost twice, output one and a half times as much. */
const ABOVE_272K = 272_000;

const twice = (rates: ListedRates): ListedPrice['above'] => ({
  tokens: ABOVE_272K,
  in: rates.in * 2,
  out: rates.out * 1.5,
  ...(rates.read === undefined ? {} : { read: rates.read * 2 }),
  ...(rates.write === undefined ? {} : { write: rates.write * 2 }),
  ...(rates.write1h === undefined ? {} : { write1h: rates.write1h * 2 }),
});

const withLongContext = (rates: ListedRates): ListedPrice => ({ ...rates, above: twice(rates) });

/** What the families share. Automatic caching came with gpt-4o; the `pro` models have no cached price. */
const gpt6 = { context: 1_050_000, maxOutput: 128_000, reasoning: true, flex: 500, priority: 2000 } as const;
const gpt5 = { context: 400_000, maxOutput: 128_000, reasoning: true } as const;
const long5 = { context: 1_050_000, maxOutput: 128_000, reasoning: true, flex: 500 } as const;
const gpt41 = { context: 1_047_576, maxOutput: 32_768, retires: '2027-01-14', successor: 'gpt-6-luna' } as const;
const gpt4o = { context: 128_000, maxOutput: 16_384, retires: '2027-01-14', successor: 'gpt-6-luna' } as const;
const o = { context: 200_000, maxOutput: 100_000, reasoning: true } as const;
const uncached = { caching: 'none', cacheMinimum: undefined } as const;

const rows: readonly ModelRow[] = [
  // The life of 12 hours costs two and a half times the input (GPT-5.6 and later, Responses only).
  { id: 'gpt-6.1-sol', price: [withLongContext({ in: 2, out: 10, read: 0.1, write: 2.5, write1h: 5 })], ...gpt6 },
  { id: 'gpt-6.1-terra', price: [withLongContext({ in: 1, out: 5, read: 0.05, write: 1.25, write1h: 2.5 })], ...gpt6 },
  { id: 'gpt-6-astra', ...gpt6 },
  { id: 'gpt-6-sol', ...gpt6, successor: 'gpt-6.1-sol' },
  { id: 'gpt-6-luna', ...gpt6 },
  { id: 'gpt-5.6-sol', aliases: ['gpt-5.6'], ...gpt6, successor: 'gpt-6.1-sol' },
  { id: 'gpt-5.6-terra', ...gpt6, successor: 'gpt-6.1-terra' },
  { id: 'gpt-5.6-luna', ...gpt6, successor: 'gpt-6-luna' },
  { id: 'gpt-5.5', aliases: ['gpt-5.5-2026-04-23'], ...long5, priority: 2500 },
  { id: 'gpt-5.5-pro', aliases: ['gpt-5.5-pro-2026-04-23'], ...long5, ...uncached },
  { id: 'gpt-5.4', aliases: ['gpt-5.4-2026-03-05'], ...long5, priority: 2000 },
  { id: 'gpt-5.4-pro', aliases: ['gpt-5.4-pro-2026-03-05'], ...long5, ...uncached },
  { id: 'gpt-5.4-mini', aliases: ['gpt-5.4-mini-2026-03-17'], ...gpt5, flex: 500, priority: 2000 },
  { id: 'gpt-5.4-nano', aliases: ['gpt-5.4-nano-2026-03-17'], ...gpt5, flex: 500, retires: '2027-04-01' },
  { id: 'gpt-5.3-codex', ...gpt5, priority: 2000, retires: '2027-04-01' },
  { id: 'gpt-5.3-chat-latest', context: 128_000, maxOutput: 16_384, reasoning: true, retires: '2026-08-10', successor: 'gpt-5.5' },
  { id: 'gpt-5.2', aliases: ['gpt-5.2-2025-12-11'], ...gpt5, flex: 500, priority: 2000 },
  { id: 'gpt-5.2-pro', aliases: ['gpt-5.2-pro-2025-12-11'], ...gpt5, ...uncached },
  { id: 'gpt-5.2-codex', ...gpt5, retires: '2026-07-23', successor: 'gpt-5.4' },
  { id: 'gpt-5.2-chat-latest', context: 128_000, maxOutput: 16_384, reasoning: true, retires: '2026-08-10', successor: 'gpt-5.5' },
  { id: 'gpt-5.1', aliases: ['gpt-5.1-2025-11-13'], ...gpt5, flex: 500, priority: 2000, retires: '2027-04-01' },
  { id: 'gpt-5.1-codex', ...gpt5, retires: '2026-07-23', successor: 'gpt-5.4' },
  { id: 'gpt-5.1-codex-max', ...gpt5, retires: '2026-07-23', successor: 'gpt-5.4' },
  { id: 'gpt-5.1-codex-mini', ...gpt5, retires: '2026-07-23', successor: 'gpt-5.4-mini' },
  { id: 'gpt-5.1-chat-latest', context: 128_000, maxOutput: 16_384, reasoning: true, retires: '2026-07-23', successor: 'gpt-5.5' },
  { id: 'gpt-5', aliases: ['gpt-5-2025-08-07'], ...gpt5, flex: 500, priority: 2000, retires: '2026-12-11', successor: 'gpt-6.1-sol' },
  {
    id: 'gpt-5-mini',
    aliases: ['gpt-5-mini-2025-08-07'],
    ...gpt5,
    flex: 500,
    priority: 1800,
    retires: '2026-12-11',
    successor: 'gpt-6.1-terra',
  },
  { id: 'gpt-5-nano', aliases: ['gpt-5-nano-2025-08-07'], ...gpt5, flex: 500, retires: '2026-12-11', successor: 'gpt-6-luna' },
  { id: 'gpt-5-pro', aliases: ['gpt-5-pro-2025-10-06'], ...gpt5, ...uncached, retires: '2026-12-11', successor: 'gpt-6.1-sol' },
  // A model of its own, which the packaged table answers with gpt-5: the same price, read from the model's page.
  { id: 'gpt-5-codex', price: [{ in: 1.25, out: 10, read: 0.125 }], ...gpt5, retires: '2026-07-23', successor: 'gpt-5.4' },
  { id: 'gpt-5-chat-latest', context: 128_000, maxOutput: 16_384, retires: '2026-07-23', successor: 'gpt-5.5' },
  { id: 'gpt-4.1', aliases: ['gpt-4.1-2025-04-14'], ...gpt41, priority: 1750 },
  { id: 'gpt-4.1-mini', aliases: ['gpt-4.1-mini-2025-04-14'], ...gpt41, priority: 1750 },
  { id: 'gpt-4.1-nano', aliases: ['gpt-4.1-nano-2025-04-14'], ...gpt41, priority: 2000, retires: '2026-10-23', successor: 'gpt-6-luna' },
  { id: 'gpt-4o', aliases: ['gpt-4o-2024-08-06', 'gpt-4o-2024-11-20'], ...gpt4o, priority: 1700 },
  { id: 'gpt-4o-2024-05-13', ...gpt4o, ...uncached, maxOutput: 4096, priority: 1750, retires: '2026-10-23', successor: 'gpt-5.6-sol' },
  { id: 'gpt-4o-mini', aliases: ['gpt-4o-mini-2024-07-18'], ...gpt4o, priority: 1667 },
  { id: 'chatgpt-4o-latest', ...gpt4o, ...uncached, retires: '2026-02-17', successor: 'gpt-5.5' },
  { id: 'o4-mini', aliases: ['o4-mini-2025-04-16'], ...o, flex: 500, priority: 1818, retires: '2026-10-23', successor: 'gpt-5.6-terra' },
  { id: 'o3', aliases: ['o3-2025-04-16'], ...o, flex: 500, priority: 1750, retires: '2026-12-11', successor: 'gpt-6.1-sol' },
  { id: 'o3-pro', aliases: ['o3-pro-2025-06-10'], ...o, ...uncached, retires: '2026-12-11', successor: 'gpt-6.1-sol' },
  { id: 'o3-mini', aliases: ['o3-mini-2025-01-31'], ...o, retires: '2026-10-23', successor: 'gpt-5.6-sol' },
  { id: 'o1', aliases: ['o1-2024-12-17'], ...o, retires: '2026-10-23', successor: 'gpt-5.6-sol' },
  { id: 'o1-pro', aliases: ['o1-pro-2025-03-19'], ...o, ...uncached, retires: '2026-10-23', successor: 'gpt-5.6-sol' },
  {
    id: 'o1-preview',
    aliases: ['o1-preview-2024-09-12'],
    context: 128_000,
    maxOutput: 32_768,
    reasoning: true,
    retires: '2025-07-28',
    successor: 'o3',
  },
  {
    id: 'o1-mini',
    aliases: ['o1-mini-2024-09-12'],
    context: 128_000,
    maxOutput: 65_536,
    reasoning: true,
    retires: '2025-10-27',
    successor: 'o4-mini',
  },
  {
    id: 'gpt-4-turbo',
    aliases: ['gpt-4-turbo-2024-04-09'],
    ...uncached,
    context: 128_000,
    maxOutput: 4096,
    retires: '2026-10-23',
    successor: 'gpt-5.6-sol',
  },
  {
    id: 'gpt-4-turbo-preview',
    aliases: ['gpt-4-0125-preview', 'gpt-4-1106-preview'],
    ...uncached,
    context: 128_000,
    maxOutput: 4096,
    retires: '2026-03-26',
    successor: 'gpt-5.6-sol',
  },
  { id: 'gpt-4', aliases: ['gpt-4-0613'], ...uncached, context: 8192, maxOutput: 8192, retires: '2026-10-23', successor: 'gpt-5.6-sol' },
  {
    id: 'gpt-3.5-turbo',
    aliases: ['gpt-3.5-turbo-0125'],
    ...uncached,
    context: 16_385,
    maxOutput: 4096,
    retires: '2026-10-23',
    successor: 'gpt-5.6-terra',
  },
  {
    id: 'gpt-3.5-turbo-1106',
    ...uncached,
    batch: 1000,
    context: 16_385,
    maxOutput: 4096,
    retires: '2026-09-28',
    successor: 'gpt-5.6-terra',
  },
  { id: 'gpt-3.5-turbo-instruct', ...uncached, context: 4096, maxOutput: 4096, retires: '2026-09-28', successor: 'gpt-5.6-terra' },
  // Fine-tuned models have prices of their own and go when their base goes.
  { id: 'ft:gpt-4.1', aliases: ['ft:gpt-4.1-2025-04-14'], price: [{ in: 3, out: 12, read: 0.75 }], ...gpt41 },
  { id: 'ft:gpt-4.1-mini', aliases: ['ft:gpt-4.1-mini-2025-04-14'], price: [{ in: 0.8, out: 3.2, read: 0.2 }], ...gpt41 },
  {
    id: 'ft:gpt-4.1-nano',
    aliases: ['ft:gpt-4.1-nano-2025-04-14'],
    price: [{ in: 0.2, out: 0.8, read: 0.05 }],
    ...gpt41,
    retires: '2026-10-23',
  },
  { id: 'ft:gpt-4o', aliases: ['ft:gpt-4o-2024-08-06'], price: [{ in: 3.75, out: 15, read: 1.875 }], ...gpt4o },
  { id: 'ft:gpt-4o-mini', aliases: ['ft:gpt-4o-mini-2024-07-18'], price: [{ in: 0.3, out: 1.2, read: 0.15 }], ...gpt4o },
  {
    id: 'ft:gpt-3.5-turbo',
    aliases: ['ft:gpt-3.5-turbo-0125', 'ft:gpt-3.5-turbo-1106'],
    price: [{ in: 3, out: 6 }],
    ...uncached,
    context: 16_385,
    maxOutput: 4096,
    retires: '2026-10-23',
  },
  { id: 'ft:o4-mini', aliases: ['ft:o4-mini-2025-04-16'], price: [{ in: 4, out: 16, read: 1 }], ...o, retires: '2026-10-23' },
  { id: 'text-embedding-3-small', ...uncached, context: 8191, embedding: true },
  { id: 'text-embedding-3-large', ...uncached, context: 8191, embedding: true },
  { id: 'text-embedding-ada-002', ...uncached, context: 8191, embedding: true },
];

export const openai: Sheet = {
  provider: 'openai',
  source: 'developers.openai.com/api/docs/pricing',
  asOf: '2026-10-27',
  common: { caching: 'automatic', cacheMinimum: 1024, batch: 500 },
  rows,
};
