/** aisuite. */
import { compatibleChat } from '../dialects/chatCompletions.ts';
import type { Sdk } from '../schema.ts';

export const aisuite: Sdk = {
  id: 'aisuite',
  title: 'aisuite',
  provider: 'unknown',
  modules: { python: ['aisuite'] },
  clients: [
    {
      id: 'client',
      names: ['Client'],
      role: 'client',
      calls: [
        {
          api: 'chat.completions',
          kind: 'direct',
          operation: 'chat',
          methods: ['chat.completions.create'],
          params: {
            ...compatibleChat('andrewyng/aisuite: its documentation'),
            modelPrefix: ':',
            loop: {
              paths: ['max_turns'],
              default: 1,
              needsTools: true,
              source: 'andrewyng/aisuite, tool calling: without max_turns the caller runs the tools: its documentation',
            },
          },
        },
      ],
    },
  ],
  source: 'andrewyng/aisuite: its documentation',
};
