/** Anthropic's own SDKs and their Bedrock, Vertex, Foundry and AWS classes. */
import { anthropicMessages } from '../dialects/anthropicMessages.ts';
import type { CallShape, Client, Sdk } from '../schema.ts';

const calls: readonly CallShape[] = [
  {
    api: 'messages',
    kind: 'direct',
    operation: 'chat',
    methods: ['messages.create', 'messages.stream', 'messages.parse'],
    params: anthropicMessages,
  },
  {
    api: 'messages.tool_runner',
    kind: 'direct',
    operation: 'agent',
    methods: ['messages.tool_runner', 'messages.toolRunner'],
    params: {
      ...anthropicMessages,
      loop: {
        paths: ['max_iterations'],
        default: null,
        fix: { python: 'max_iterations=10', typescript: 'max_iterations: 10' },
        source:
          'anthropic-sdk-python 0.121.0 lib/tools/_beta_runner.py:74,126; @anthropic-ai/sdk 1.12.0 lib/tools/BetaToolRunner.js:124, read 2026-11-24',
      },
    },
  },
  {
    api: 'messages.batches',
    kind: 'direct',
    operation: 'batch',
    methods: ['messages.batches.create'],
    params: {
      ...anthropicMessages,
      model: ['requests[].params.model'],
      system: ['requests[].params.system'],
      messages: ['requests[].params.messages'],
      tools: ['requests[].params.tools'],
      limits: [
        {
          path: 'requests[].params.max_tokens',
          source: 'anthropic-sdk-python 0.121.0 types/messages/batch_create_params.py, read 2026-11-24',
        },
      ],
    },
  },
  {
    api: 'messages.count_tokens',
    kind: 'direct',
    operation: 'count',
    free: true,
    methods: ['messages.count_tokens', 'messages.countTokens', 'count_tokens'],
    params: anthropicMessages,
  },
  {
    api: 'completions',
    kind: 'direct',
    operation: 'completion',
    methods: ['completions.create', 'completion', 'complete', 'completion_stream'],
    params: {
      model: ['model'],
      messages: ['prompt'],
      limits: [{ path: 'max_tokens_to_sample', source: 'anthropic-sdk-python 0.121.0 types/completion_create_params.py, read 2026-11-24' }],
      missingLimit: {
        sends: 'required',
        source: 'anthropic-sdk-python 0.121.0 types/completion_create_params.py (Required[int]), read 2026-11-24',
      },
      stream: ['stream'],
    },
  },
];

const client: Client = {
  id: 'client',
  names: [
    'Anthropic',
    'AsyncAnthropic',
    'Client',
    'AsyncClient',
    'default',
    'AnthropicAWS',
    'AsyncAnthropicAWS',
    'AnthropicFoundry',
    'AsyncAnthropicFoundry',
  ],
  role: 'client',
  transparent: [
    'beta',
    'prompt_caching',
    'promptCaching',
    'with_raw_response',
    'with_streaming_response',
    'with_options()',
    'withOptions()',
    'copy()',
  ],
  baseUrl: ['base_url', 'baseURL'],
  calls,
};

export const anthropic: Sdk = {
  id: 'anthropic',
  title: 'Anthropic',
  provider: 'anthropic',
  modules: {
    python: ['anthropic', 'posthog.ai.anthropic'],
    typescript: [
      '@anthropic-ai/sdk',
      '@anthropic-ai/bedrock-sdk',
      '@anthropic-ai/vertex-sdk',
      '@anthropic-ai/foundry-sdk',
      '@anthropic-ai/aws-sdk',
      '@posthog/ai/anthropic',
    ],
  },
  clients: [
    { ...client, id: 'bedrockDefault', names: ['default'], modules: ['@anthropic-ai/bedrock-sdk'], provider: 'aws.bedrock' },
    { ...client, id: 'vertexDefault', names: ['default'], modules: ['@anthropic-ai/vertex-sdk'], provider: 'gcp.vertex_ai' },
    {
      ...client,
      id: 'bedrock',
      names: ['AnthropicBedrock', 'AsyncAnthropicBedrock', 'AnthropicBedrockMantle', 'AsyncAnthropicBedrockMantle'],
      provider: 'aws.bedrock',
    },
    {
      ...client,
      id: 'vertex',
      names: ['AnthropicVertex', 'AsyncAnthropicVertex', 'AnthropicGoogleCloud', 'AsyncAnthropicGoogleCloud'],
      provider: 'gcp.vertex_ai',
    },
    client,
  ],
  source:
    'anthropic-sdk-python 0.121.0 src/anthropic/__init__.py, resources/{messages,completions}, resources/beta/messages; @anthropic-ai/sdk 1.12.0, read 2026-11-24',
};
