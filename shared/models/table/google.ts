/**
 * Gemini. Prices come from the packaged table. Tiers: ai.google.dev/gemini-api/docs/pricing and /optimization; implicit caching and its
 * minimums: /caching; shutdown: /deprecations (the Gemini API's; Vertex AI has days of its own); limits: LiteLLM's
 * model_prices_and_context_window.json of 2026-07-24 (MIT, copyright 2023 Berri AI).
 */
import type { ModelRow, Sheet } from '../row.ts';

// Input and output have limits of their own; the window is both.
const gemini = { context: 1_048_576 + 65_536, maxOutput: 65_536, reasoning: true } as const;
const gemini3 = { ...gemini, cacheMinimum: 4096, batch: 500, flex: 500, priority: 1800 } as const;
const gemini2 = { context: 1_048_576 + 8192, maxOutput: 8192, retires: '2026-06-01' } as const;
const gemini1 = { caching: 'none', context: 1_048_576 + 8192, maxOutput: 8192, retires: '2025-09-29' } as const;

const rows: readonly ModelRow[] = [
  { id: 'gemini-3.8-flash', ...gemini3 },
  { id: 'gemini-3.7-flash', ...gemini3, successor: 'gemini-3.8-flash' },
  { id: 'gemini-3.6-flash', ...gemini3, successor: 'gemini-3.8-flash' },
  { id: 'gemini-3.5-flash', ...gemini3, successor: 'gemini-3.8-flash' },
  { id: 'gemini-3.5-flash-lite', ...gemini3, cacheMinimum: undefined },
  { id: 'gemini-3.1-pro-preview', aliases: ['gemini-3.1-pro-preview-customtools'], ...gemini3 },
  { id: 'gemini-3.1-flash-lite', aliases: ['gemini-3.1-flash-lite-preview'], ...gemini3, cacheMinimum: undefined },
  { id: 'gemini-3-pro-preview', ...gemini3, cacheMinimum: undefined, retires: '2026-03-09', successor: 'gemini-3.1-pro-preview' },
  { id: 'gemini-3-flash-preview', ...gemini3, cacheMinimum: undefined },
  { id: 'gemini-2.5-pro', ...gemini, cacheMinimum: 2048, batch: 500, retires: '2026-12-01', successor: 'gemini-3.8-flash' },
  { id: 'gemini-2.5-flash', ...gemini, cacheMinimum: 2048, batch: 500, retires: '2026-12-01', successor: 'gemini-3.5-flash-lite' },
  { id: 'gemini-2.5-flash-lite', ...gemini, batch: 500, successor: 'gemini-3.5-flash-lite' },
  { id: 'gemini-2.0-flash', aliases: ['gemini-2.0-flash-001'], ...gemini2, successor: 'gemini-3.5-flash-lite' },
  { id: 'gemini-2.0-flash-lite', aliases: ['gemini-2.0-flash-lite-001'], ...gemini2, successor: 'gemini-3.5-flash-lite' },
  {
    id: 'gemini-1.5-pro',
    aliases: ['gemini-1.5-pro-001', 'gemini-1.5-pro-002', 'gemini-1.5-pro-latest'],
    ...gemini1,
    successor: 'gemini-3.8-flash',
  },
  {
    id: 'gemini-1.5-flash',
    aliases: ['gemini-1.5-flash-001', 'gemini-1.5-flash-002', 'gemini-1.5-flash-latest'],
    ...gemini1,
    successor: 'gemini-3.5-flash-lite',
  },
  { id: 'gemini-embedding-001', caching: 'none', context: 2048, embedding: true },
  { id: 'gemini-embedding-2', caching: 'none', context: 8192, embedding: true },
];

export const google: Sheet = {
  provider: 'gcp.gemini',
  source: 'ai.google.dev/gemini-api/docs/pricing',
  asOf: '2026-11-10',
  common: { caching: 'automatic' },
  rows,
};
