/** Voyage AI. */
import type { Sdk } from '../schema.ts';

export const voyage: Sdk = {
  id: 'voyage',
  title: 'Voyage AI',
  provider: 'unknown',
  modules: { python: ['voyageai'], typescript: ['voyageai'] },
  clients: [
    {
      id: 'client',
      names: ['Client', 'AsyncClient', 'VoyageAIClient'],
      role: 'client',
      calls: [
        {
          api: 'embed',
          kind: 'direct',
          operation: 'embedding',
          methods: ['embed', 'multimodal_embed', 'contextualized_embed'],
          positional: ['texts', 'model'],
          params: { model: ['model'], messages: ['texts', 'input'] },
        },
        {
          api: 'rerank',
          kind: 'direct',
          operation: 'rerank',
          methods: ['rerank'],
          positional: ['query', 'documents', 'model'],
          params: { model: ['model'], messages: ['query'] },
        },
      ],
    },
  ],
  source: 'voyage-ai/voyageai-python: its documentation',
};
