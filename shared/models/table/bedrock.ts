/**
 * Amazon's own models and the guests of Bedrock that the packaged table lacks or mistakes for others. Claude on Bedrock is priced from
 * Anthropic's sheet. Prices: LiteLLM's model_prices_and_context_window.json of 2026-07-24 (MIT, copyright 2023 Berri AI); cache minimums:
 * docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html.
 */
import type { ModelRow, Sheet } from '../row.ts';

const nova = { caching: 'explicit', cacheMinimum: 1000, maxOutput: 10_000 } as const;

const rows: readonly ModelRow[] = [
  { id: 'amazon.nova-micro', ...nova, context: 128_000 },
  { id: 'amazon.nova-lite', ...nova, context: 300_000 },
  { id: 'amazon.nova-pro', ...nova, context: 300_000 },
  { id: 'amazon.nova-premier', ...nova, context: 1_000_000 },
  {
    id: 'amazon.nova-2-lite',
    price: [{ in: 0.3, out: 2.5, read: 0.075 }],
    geography: 1100,
    ...nova,
    cacheMinimum: 1024,
    context: 1_000_000,
    maxOutput: 64_000,
    reasoning: true,
  },
  { id: 'amazon.titan-embed-text-v1', context: 8192, embedding: true },
  // The packaged table answers with the price of version 1.
  { id: 'amazon.titan-embed-text-v2', price: [{ in: 0.02, out: 0 }], context: 8192, embedding: true },
  { id: 'amazon.titan-text-premier', price: [{ in: 0.5, out: 1.5 }], context: 42_000, maxOutput: 32_000 },
  { id: 'amazon.rerank', price: [{ in: 0, out: 0, perRequest: 0.001 }] },
  { id: 'cohere.command-r-plus', price: [{ in: 3, out: 15 }], context: 128_000, maxOutput: 4096 },
  { id: 'cohere.command-r', price: [{ in: 0.5, out: 1.5 }], context: 128_000, maxOutput: 4096 },
  { id: 'cohere.command-text-v14', price: [{ in: 1.5, out: 2 }], context: 4096, maxOutput: 4096 },
  { id: 'cohere.command-light-text-v14', price: [{ in: 0.3, out: 0.6 }], context: 4096, maxOutput: 4096 },
  { id: 'cohere.embed-english-v3', price: [{ in: 0.1, out: 0 }], context: 512, embedding: true },
  { id: 'cohere.embed-multilingual-v3', price: [{ in: 0.1, out: 0 }], context: 512, embedding: true },
  { id: 'cohere.embed-v4', price: [{ in: 0.12, out: 0 }], context: 128_000, embedding: true },
  { id: 'ai21.jamba-1-5-large', price: [{ in: 2, out: 8 }], context: 256_000 },
  { id: 'ai21.jamba-1-5-mini', price: [{ in: 0.2, out: 0.4 }], context: 256_000 },
  { id: 'deepseek.v3', price: [{ in: 0.58, out: 1.68 }], context: 163_840, maxOutput: 81_920, reasoning: true },
  { id: 'deepseek.v3.2', price: [{ in: 0.62, out: 1.85 }], context: 163_840, reasoning: true },
  { id: 'meta.llama3-1-405b-instruct', price: [{ in: 5.32, out: 16 }], context: 128_000, maxOutput: 4096 },
  { id: 'mistral.mistral-large-2407', price: [{ in: 3, out: 9 }], context: 128_000, maxOutput: 8191 },
];

export const bedrock: Sheet = {
  provider: 'aws.bedrock',
  source: 'LiteLLM model_prices_and_context_window.json',
  asOf: '2026-07-24',
  common: { caching: 'none' },
  rows,
};
