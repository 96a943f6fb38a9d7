/** The Python library `llm`. */
import type { Sdk } from '../schema.ts';

export const llm: Sdk = {
  id: 'llm',
  title: 'llm (Python library)',
  provider: 'unknown',
  modules: { python: ['llm'] },
  clients: [
    {
      id: 'model',
      names: ['get_model', 'get_async_model'],
      role: 'model',
      positional: ['name'],
      transparent: ['conversation()'],
      calls: [
        {
          api: 'model.prompt',
          kind: 'framework',
          operation: 'chat',
          methods: ['prompt', 'chain'],
          positional: ['prompt'],
          params: {
            model: ['@name'],
            system: ['system'],
            messages: ['prompt'],
            tools: ['tools'],
            limits: [
              { path: 'max_tokens', source: 'simonw/llm f3f4f29: options of a model are keywords of prompt()' },
              { path: 'max_output_tokens', source: 'simonw/llm f3f4f29' },
            ],
            loop: {
              paths: ['chain_limit'],
              default: null,
              needsTools: true,
              source: 'simonw/llm f3f4f29 llm/models.py chain(chain_limit=None), read 2026-11-24',
            },
          },
        },
      ],
    },
    {
      id: 'embedding',
      names: ['get_embedding_model'],
      positional: ['name'],
      calls: [
        {
          api: 'embed',
          kind: 'framework',
          operation: 'embedding',
          methods: ['embed', 'embed_multi', 'embed_batch'],
          positional: ['item'],
          params: { model: ['@name'], messages: ['item'] },
        },
      ],
    },
  ],
  source: 'simonw/llm f3f4f29 docs/python-api.md',
};
