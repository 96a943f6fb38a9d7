/**
 * Corrections for providers whose prices otherwise come from the packaged table. Source: LiteLLM's model_prices_and_context_window.json of
 * 2026-07-24 (MIT, copyright 2023 Berri AI), unless a row says otherwise.
 */
import type { Sheet } from '../row.ts';

const litellm = { source: 'LiteLLM model_prices_and_context_window.json', asOf: '2026-07-24' } as const;

export const mistral: Sheet = {
  provider: 'mistral_ai',
  ...litellm,
  rows: [
    // The packaged table still has `latest` at the price of the 2024 models.
    {
      id: 'mistral-large-2512',
      aliases: ['mistral-large-latest', 'mistral-large-3'],
      price: [{ in: 0.5, out: 1.5, read: 0.05 }],
      context: 262_144,
    },
    { id: 'mistral-large-2407', price: [{ in: 3, out: 9 }], context: 128_000, successor: 'mistral-large-2512' },
    { id: 'mistral-large-2411', price: [{ in: 2, out: 6 }], context: 128_000, successor: 'mistral-large-2512' },
    { id: 'codestral-embed', aliases: ['codestral-embed-2505'], price: [{ in: 0.15, out: 0 }], context: 8192, embedding: true },
    { id: 'mistral-embed', price: [{ in: 0.1, out: 0 }], context: 8192, embedding: true },
  ],
};

export const cohere: Sheet = {
  provider: 'cohere',
  ...litellm,
  rows: [
    { id: 'command-a-03-2025', context: 256_000, maxOutput: 8000 },
    { id: 'command-r-08-2024', aliases: ['command-r'], context: 128_000, maxOutput: 4096 },
    { id: 'command-r-plus-08-2024', aliases: ['command-r-plus'], context: 128_000, maxOutput: 4096 },
    { id: 'embed-v4.0', context: 128_000, embedding: true },
    { id: 'embed-english-v3.0', price: [{ in: 0.1, out: 0 }], context: 512, embedding: true },
    { id: 'embed-english-light-v3.0', price: [{ in: 0.1, out: 0 }], context: 512, embedding: true },
    { id: 'embed-multilingual-v3.0', price: [{ in: 0.1, out: 0 }], context: 512, embedding: true },
    { id: 'rerank-v3.5', price: [{ in: 0, out: 0, perRequest: 0.002 }] },
    { id: 'rerank-english-v3.0', price: [{ in: 0, out: 0, perRequest: 0.002 }] },
    { id: 'rerank-multilingual-v3.0', price: [{ in: 0, out: 0, perRequest: 0.002 }] },
  ],
};

export const deepseek: Sheet = {
  provider: 'deepseek',
  ...litellm,
  common: { caching: 'automatic' },
  rows: [
    // Names of V3.2 until they were retired; the packaged table has the prices of early 2025.
    {
      id: 'deepseek-chat',
      price: [{ in: 0.28, out: 0.42, read: 0.028 }],
      context: 131_072,
      maxOutput: 8192,
      retires: '2026-07-24',
      successor: 'deepseek-v4-flash',
    },
    {
      id: 'deepseek-reasoner',
      price: [{ in: 0.28, out: 0.42, read: 0.028 }],
      context: 131_072,
      maxOutput: 65_536,
      reasoning: true,
      retires: '2026-07-24',
      successor: 'deepseek-v4-pro',
    },
    { id: 'deepseek-v4-flash', context: 1_000_000, maxOutput: 384_000, reasoning: true },
    { id: 'deepseek-v4-pro', context: 1_000_000, maxOutput: 384_000, reasoning: true },
  ],
};

export const groq: Sheet = {
  provider: 'groq',
  ...litellm,
  rows: [
    { id: 'llama-3.3-70b-versatile', context: 128_000, maxOutput: 32_768 },
    { id: 'llama-3.1-8b-instant', context: 128_000, maxOutput: 8192 },
    { id: 'openai/gpt-oss-120b', context: 131_072, maxOutput: 32_766, reasoning: true },
    { id: 'openai/gpt-oss-20b', context: 131_072, maxOutput: 32_768, reasoning: true },
    { id: 'qwen/qwen3-32b', context: 131_072, reasoning: true },
  ],
};

export const xai: Sheet = {
  provider: 'x_ai',
  ...litellm,
  common: { caching: 'automatic' },
  rows: [
    { id: 'grok-4.5', reasoning: true },
    { id: 'grok-4.3', reasoning: true },
    {
      id: 'grok-4-0709',
      aliases: ['grok-4', 'grok-4-latest'],
      context: 256_000,
      reasoning: true,
      retires: '2026-05-15',
      successor: 'grok-4.3',
    },
    { id: 'grok-code-fast-1', aliases: ['grok-code-fast'], context: 256_000, reasoning: true, retires: '2026-05-15' },
    { id: 'grok-3', aliases: ['grok-3-latest', 'grok-3-beta'], context: 131_072, retires: '2026-05-15', successor: 'grok-4.3' },
    { id: 'grok-3-mini', aliases: ['grok-3-mini-latest', 'grok-3-mini-beta'], context: 131_072, reasoning: true, retires: '2026-02-28' },
  ],
};
