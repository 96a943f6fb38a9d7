/** IBM watsonx.ai. */
import type { Sdk } from '../schema.ts';

export const watsonx: Sdk = {
  id: 'watsonx',
  title: 'IBM watsonx.ai',
  provider: 'unknown',
  modules: { python: ['ibm_watsonx_ai', 'ibm_watson_machine_learning'] },
  clients: [
    {
      id: 'model',
      names: ['ModelInference', 'Model'],
      role: 'client',
      calls: [
        {
          api: 'generate_text',
          kind: 'direct',
          operation: 'completion',
          methods: ['generate', 'generate_text', 'generate_text_stream', 'agenerate'],
          positional: ['prompt', 'params'],
          params: {
            model: ['@model_id'],
            messages: ['prompt'],
            limits: ['params.max_new_tokens', '@params.max_new_tokens'].map(path => ({
              path,
              source: 'ibm_watsonx_ai: its documentation',
            })),
          },
        },
        {
          api: 'chat',
          kind: 'direct',
          operation: 'chat',
          methods: ['chat', 'chat_stream', 'achat'],
          positional: ['messages', 'params'],
          params: {
            model: ['@model_id'],
            messages: ['messages'],
            limits: ['params.max_tokens', '@params.max_tokens', 'params.max_completion_tokens'].map(path => ({
              path,
              source: 'ibm_watsonx_ai: its documentation',
            })),
          },
        },
      ],
    },
  ],
  source: 'ibm_watsonx_ai: its documentation',
};
