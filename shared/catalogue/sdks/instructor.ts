/** Instructor: a client of another SDK, patched to return objects. The wrapped client gives provider and base URL. */
import { anthropicCacheMarker } from '../dialects/anthropicMessages.ts';
import type { CallShape, Client, Params, Sdk } from '../schema.ts';

const source = 'instructor/{client,auto_client,patch}.py, 567-labs/instructor cc67955 (2025-05-22), read 2026-11-24';

const create: Params = {
  model: ['model', 'modelId', '@model'],
  modelPrefix: '/',
  system: ['system'],
  messages: ['messages', 'contents'],
  systemRoles: ['system', 'developer'],
  limits: [
    { path: 'max_tokens', source },
    { path: 'max_completion_tokens', source },
    { path: 'generation_config.max_tokens', source },
    { path: 'generation_config.max_output_tokens', source },
    { path: 'config.max_output_tokens', source },
    { path: 'inferenceConfig.maxTokens', source },
    { path: '@max_tokens', source },
  ],
  missingLimit: { sends: 'unlimited', source },
  missingLimitByModel: [
    {
      models: /claude/,
      missing: { sends: 'required', source: 'the Messages API needs max_tokens; Instructor adds none (client_anthropic.py)' },
    },
  ],
  stream: ['stream'],
  cacheMarker: anthropicCacheMarker,
};

const verbs = ['create', 'create_with_completion', 'create_partial', 'create_iterable'];

const calls: readonly CallShape[] = [
  {
    api: 'chat.completions.create',
    kind: 'direct',
    operation: 'chat',
    methods: [
      ...verbs,
      ...verbs.map(verb => `chat.completions.${verb}`),
      ...verbs.map(verb => `messages.${verb}`),
      ...verbs.map(verb => `completions.${verb}`),
      'responses.create',
    ],
    params: create,
  },
];

const client: Client = { id: 'client', names: [], role: 'client', calls };

export const instructor: Sdk = {
  id: 'instructor',
  title: 'Instructor',
  provider: 'unknown',
  modules: { python: ['instructor'], typescript: ['@instructor-ai/instructor'] },
  clients: [
    {
      ...client,
      id: 'wrapper',
      names: [
        'from_openai',
        'from_anthropic',
        'from_gemini',
        'from_genai',
        'from_vertexai',
        'from_mistral',
        'from_groq',
        'from_cohere',
        'from_bedrock',
        'from_cerebras',
        'from_fireworks',
        'from_perplexity',
        'from_writer',
        'from_litellm',
        'patch',
        'apatch',
        'default',
        'Instructor',
        'AsyncInstructor',
      ],
      positional: ['client'],
      wraps: ['client', '0'],
    },
    { ...client, id: 'provider', names: ['from_provider'], positional: ['model'] },
  ],
  source,
};
