/** Pydantic AI. Instructions given by decorated functions (`@agent.system_prompt`) are not in the constructor. */
import type { CallShape, LimitParam, LoopBound, ModelHandle, Params, Sdk } from '../schema.ts';

const source = 'pydantic_ai_slim/pydantic_ai/{agent,settings,usage,models/*}.py, read 2026-11-24';

const bound: LoopBound = {
  paths: ['usage_limits.request_limit'],
  default: 50,
  fix: { python: 'usage_limits=UsageLimits(request_limit=10)' },
  source: 'pydantic_ai_slim/pydantic_ai/usage.py:429 (request_limit 50), read 2026-11-24',
};

const anthropicDefault = { sends: 'default', tokens: 4096, source: 'pydantic_ai/models/anthropic.py:962, read 2026-11-24' } as const;

const limits = (prefix: string): readonly LimitParam[] => [{ path: `${prefix}model_settings.max_tokens`, source }];

const common: Params = {
  modelPrefix: ':',
  missingLimit: { sends: 'unlimited', source },
  missingLimitByModel: [{ models: /^anthropic:/, missing: anthropicDefault }],
};

const run: CallShape = {
  api: 'agent.run',
  kind: 'framework',
  operation: 'agent',
  methods: ['run', 'run_sync', 'run_stream', 'run_stream_sync', 'run_stream_events', 'iter'],
  positional: ['user_prompt'],
  params: {
    ...common,
    model: ['model', '@model'],
    system: ['instructions', '@instructions', '@system_prompt'],
    messages: ['message_history', 'user_prompt'],
    limits: [...limits(''), ...limits('@')],
    tools: ['@tools', 'toolsets', '@toolsets'],
    loop: bound,
  },
};

const handle = (names: readonly string[], provider: ModelHandle['provider'], more: Partial<ModelHandle> = {}): ModelHandle => ({
  names,
  provider,
  model: ['model_name', '0'],
  limits: [{ path: 'settings.max_tokens', source }],
  ...more,
});

export const pydanticAi: Sdk = {
  id: 'pydantic-ai',
  title: 'Pydantic AI',
  provider: 'unknown',
  modules: { python: ['pydantic_ai'] },
  clients: [
    {
      id: 'agent',
      language: 'python',
      names: ['Agent'],
      role: 'agent',
      positional: ['model'],
      calls: [run],
      construction: {
        api: 'Agent',
        kind: 'config',
        operation: 'agent',
        params: {
          ...common,
          model: ['model'],
          system: ['instructions', 'system_prompt'],
          tools: ['tools', 'toolsets'],
          limits: limits(''),
        },
      },
    },
  ],
  functions: [
    {
      api: 'model_request',
      kind: 'framework',
      operation: 'chat',
      methods: ['model_request', 'model_request_sync', 'model_request_stream', 'model_request_stream_sync'],
      positional: ['model', 'messages'],
      params: { ...common, model: ['model'], messages: ['messages'], limits: limits('') },
    },
  ],
  modelHandles: [
    handle(['OpenAIModel', 'OpenAIChatModel', 'OpenAIResponsesModel'], 'openai'),
    handle(['AnthropicModel'], 'anthropic', { missingLimit: anthropicDefault }),
    handle(['GeminiModel', 'GoogleModel'], 'gcp.gemini'),
    handle(['VertexAIModel'], 'gcp.vertex_ai'),
    handle(['BedrockConverseModel'], 'aws.bedrock'),
    handle(['MistralModel'], 'mistral_ai'),
    handle(['GroqModel'], 'groq'),
    handle(['CohereModel'], 'cohere'),
    handle(['OpenRouterModel'], 'openrouter'),
    handle(['HuggingFaceModel', 'FallbackModel'], 'unknown'),
  ],
  source,
};
