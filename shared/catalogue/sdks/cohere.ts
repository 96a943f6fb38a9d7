/** Cohere, API versions 1 and 2. */
import type { CallShape, LimitParam, Sdk } from '../schema.ts';

const source = 'cohere-python src/cohere/{base_client,v2/client}.py, cohere-ai/cohere-python bc495daa (2026-08-19), read 2026-11-24';

const limits: readonly LimitParam[] = [
  { path: 'max_tokens', source },
  { path: 'maxTokens', source: 'cohere-ai (npm): the same fields in camel case' },
];

const calls: readonly CallShape[] = [
  {
    api: 'chat',
    kind: 'direct',
    operation: 'chat',
    methods: ['chat', 'chat_stream', 'chatStream'],
    params: {
      model: ['model'],
      system: ['preamble'],
      messages: ['messages', 'message'],
      systemRoles: ['system', 'SYSTEM'],
      limits,
      missingLimit: { sends: 'unlimited', source: `${source}: "defaults to the model's maximum output token limit"` },
      tools: ['tools'],
    },
  },
  {
    api: 'generate',
    kind: 'direct',
    operation: 'completion',
    methods: ['generate', 'generate_stream', 'generateStream'],
    params: { model: ['model'], messages: ['prompt'], limits, completions: ['num_generations', 'numGenerations'] },
  },
  { api: 'summarize', kind: 'direct', operation: 'completion', methods: ['summarize'], params: { model: ['model'], messages: ['text'] } },
  { api: 'classify', kind: 'direct', operation: 'completion', methods: ['classify'], params: { model: ['model'], messages: ['inputs'] } },
  {
    api: 'embed',
    kind: 'direct',
    operation: 'embedding',
    methods: ['embed', 'embed_stream', 'embedStream'],
    params: { model: ['model'], messages: ['texts', 'inputs'] },
  },
  {
    api: 'embed_jobs',
    kind: 'direct',
    operation: 'batch',
    methods: ['embed_jobs.create', 'embedJobs.create'],
    params: { model: ['model'] },
  },
  { api: 'rerank', kind: 'direct', operation: 'rerank', methods: ['rerank'], params: { model: ['model'], messages: ['query'] } },
  { api: 'tokenize', kind: 'direct', operation: 'count', free: true, methods: ['tokenize', 'detokenize'], params: { model: ['model'] } },
];

export const cohere: Sdk = {
  id: 'cohere',
  title: 'Cohere',
  provider: 'cohere',
  modules: { python: ['cohere'], typescript: ['cohere-ai'] },
  clients: [
    {
      id: 'client',
      names: [
        'Client',
        'AsyncClient',
        'ClientV2',
        'AsyncClientV2',
        'CohereClient',
        'CohereClientV2',
        'BedrockClient',
        'SagemakerClient',
        'BedrockClientV2',
        'SagemakerClientV2',
      ],
      role: 'client',
      transparent: ['v2', 'with_raw_response'],
      baseUrl: ['base_url', 'environment'],
      calls,
    },
  ],
  source,
};
