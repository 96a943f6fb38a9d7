/** Groq's own SDKs. */
import { chatCompletionParams, modelOnly } from '../dialects/chatCompletions.ts';
import { responsesParams } from '../dialects/responses.ts';
import type { Sdk } from '../schema.ts';

const source =
  'groq-python src/groq/types/chat/completion_create_params.py:149-160, groq/groq-python 9620fde (2026-08-18), read 2026-11-24';

export const groq: Sdk = {
  id: 'groq',
  title: 'Groq',
  provider: 'groq',
  modules: { python: ['groq'], typescript: ['groq-sdk'] },
  clients: [
    {
      id: 'client',
      names: ['Groq', 'AsyncGroq', 'Client', 'AsyncClient', 'default'],
      role: 'client',
      transparent: ['with_raw_response', 'with_streaming_response', 'with_options()', 'withOptions()'],
      baseUrl: ['base_url', 'baseURL'],
      calls: [
        {
          api: 'chat.completions',
          kind: 'direct',
          operation: 'chat',
          methods: ['chat.completions.create'],
          params: {
            ...chatCompletionParams,
            limits: [
              { path: 'max_completion_tokens', status: 'current', source },
              { path: 'max_tokens', status: 'deprecated', insteadUse: 'max_completion_tokens', source },
              { path: 'max_output_tokens', status: 'rejected', insteadUse: 'max_completion_tokens', source },
            ],
            missingLimit: { sends: 'unlimited', source },
          },
        },
        { api: 'responses', kind: 'direct', operation: 'chat', methods: ['responses.create'], params: responsesParams },
        {
          api: 'embeddings',
          kind: 'direct',
          operation: 'embedding',
          methods: ['embeddings.create'],
          params: { ...modelOnly, messages: ['input'] },
        },
        {
          api: 'audio',
          kind: 'direct',
          operation: 'audio',
          methods: ['audio.transcriptions.create', 'audio.translations.create', 'audio.speech.create'],
          params: modelOnly,
        },
        { api: 'batches', kind: 'direct', operation: 'batch', methods: ['batches.create'], params: {} },
      ],
    },
  ],
  source,
};
