/** Writer. */
import { compatibleChat } from '../dialects/chatCompletions.ts';
import type { Sdk } from '../schema.ts';

export const writer: Sdk = {
  id: 'writer',
  title: 'Writer',
  provider: 'unknown',
  modules: { python: ['writerai'], typescript: ['writer-sdk'] },
  clients: [
    {
      id: 'client',
      names: ['Writer', 'AsyncWriter', 'default'],
      role: 'client',
      calls: [
        {
          api: 'chat',
          kind: 'direct',
          operation: 'chat',
          methods: ['chat.chat', 'chat.parse'],
          params: compatibleChat('writer/writer-sdk-python: its documentation'),
        },
        {
          api: 'completions',
          kind: 'direct',
          operation: 'completion',
          methods: ['completions.create'],
          params: { ...compatibleChat('writer/writer-sdk-python: its documentation'), messages: ['prompt'] },
        },
      ],
    },
  ],
  source: 'writer/writer-sdk-python: its documentation',
};
