/** LiteLLM: one function for every provider, and its router. */

import { anthropicCacheMarker } from '../dialects/anthropicMessages.ts';
import { chatCompletionParams } from '../dialects/chatCompletions.ts';
import { responsesParams } from '../dialects/responses.ts';
import type { CallShape, Params, Sdk } from '../schema.ts';

const source = 'docs.litellm.ai/docs/completion/input (max_tokens, max_completion_tokens)';

const provider = { modelPrefix: '/', provider: ['custom_llm_provider'] } as const satisfies Params;

const chat: Params = {
  ...chatCompletionParams,
  ...provider,
  limits: [
    { path: 'max_tokens', source },
    { path: 'max_completion_tokens', source },
    { path: 'max_output_tokens', status: 'rejected', insteadUse: 'max_tokens', source },
  ],
  missingLimit: { sends: 'unlimited', source },
  missingLimitByModel: [
    {
      models: /^(?:anthropic\/)?claude/,
      missing: {
        sends: 'modelMaximum',
        source:
          'litellm AnthropicConfig.get_config: the model map, else DEFAULT_ANTHROPIC_CHAT_MAX_TOKENS = 4096 (litellm/constants.py), read 2026-11-24',
      },
    },
  ],
  cacheMarker: anthropicCacheMarker,
};

const calls: readonly CallShape[] = [
  {
    api: 'completion',
    kind: 'direct',
    operation: 'chat',
    methods: [
      'completion',
      'acompletion',
      'completion_with_retries',
      'acompletion_with_retries',
      'batch_completion',
      'batch_completion_models',
    ],
    positional: ['model', 'messages'],
    params: chat,
  },
  {
    api: 'responses',
    kind: 'direct',
    operation: 'chat',
    methods: ['responses', 'aresponses'],
    positional: ['input', 'model'],
    params: { ...responsesParams, ...provider },
  },
  {
    api: 'text_completion',
    kind: 'direct',
    operation: 'completion',
    methods: ['text_completion', 'atext_completion'],
    positional: ['prompt', 'model'],
    params: { ...chat, messages: ['prompt'] },
  },
  {
    api: 'embedding',
    kind: 'direct',
    operation: 'embedding',
    methods: ['embedding', 'aembedding'],
    positional: ['model', 'input'],
    params: { ...provider, model: ['model'], messages: ['input'] },
  },
  {
    api: 'image_generation',
    kind: 'direct',
    operation: 'image',
    methods: ['image_generation', 'aimage_generation'],
    params: { ...provider, model: ['model'], messages: ['prompt'] },
  },
  {
    api: 'audio',
    kind: 'direct',
    operation: 'audio',
    methods: ['transcription', 'atranscription', 'speech', 'aspeech'],
    params: { ...provider, model: ['model'] },
  },
  {
    api: 'rerank',
    kind: 'direct',
    operation: 'rerank',
    methods: ['rerank', 'arerank'],
    params: { ...provider, model: ['model'], messages: ['query'] },
  },
  {
    api: 'anthropic.messages',
    kind: 'direct',
    operation: 'chat',
    methods: ['anthropic.messages.acreate', 'anthropic.messages.create'],
    params: { ...chat, system: ['system'] },
  },
];

export const litellm: Sdk = {
  id: 'litellm',
  title: 'LiteLLM',
  provider: 'unknown',
  modules: { python: ['litellm'] },
  clients: [{ id: 'router', names: ['Router'], role: 'client', calls }],
  functions: calls,
  source,
};
