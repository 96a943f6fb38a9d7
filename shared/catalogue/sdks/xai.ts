/** xAI. */
import type { Sdk } from '../schema.ts';

export const xai: Sdk = {
  id: 'xai',
  title: 'xAI',
  provider: 'x_ai',
  modules: { python: ['xai_sdk'] },
  clients: [
    {
      id: 'client',
      names: ['Client', 'AsyncClient', 'sync.client.Client'],
      role: 'client',
      factories: [{ methods: ['chat.create'], client: 'chat' }],
      calls: [],
    },
    {
      id: 'chat',
      names: [],
      role: 'client',
      calls: [
        {
          api: 'chat.sample',
          kind: 'direct',
          operation: 'chat',
          methods: ['sample', 'stream', 'parse', 'sample_batch', 'defer'],
          params: {
            model: ['@model'],
            messages: ['@messages'],
            limits: [{ path: '@max_tokens', source: 'xai-org/xai-sdk-python: its documentation' }],
            missingLimit: { sends: 'unlimited', source: 'xai-org/xai-sdk-python: its documentation' },
            tools: ['@tools'],
            effort: ['@reasoning_effort'],
          },
        },
      ],
    },
  ],
  source: 'xai-org/xai-sdk-python: its documentation',
};
