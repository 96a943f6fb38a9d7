/** The AI SDK (`ai`), versions 4 to 7, and its provider packages. */
import type { CacheMarkerShape, CallShape, Client, LimitParam, LoopBound, ModelHandle, Params, Sdk } from '../schema.ts';

const source = 'ai@4.3.19 dist/index.d.ts:468, ai@5.0.277 d.ts:50,1129, ai@6.0.326, ai@7.0.173 d.ts:4024, read 2026-11-24';

/** Version 4 reads `maxTokens`, later versions `maxOutputTokens`; which one is installed is not to be seen in the code, so neither is called wrong. */
const limits: readonly LimitParam[] = [
  { path: 'maxOutputTokens', source },
  { path: 'maxTokens', source },
];

const stepBound = (defaultTurns: number, paths: readonly string[]): LoopBound => ({
  paths,
  default: defaultTurns,
  countedBy: ['stepCountIs', 'isStepCount'],
  unboundedBy: ['isLoopFinished'],
  needsTools: true,
  fix: { typescript: 'stopWhen: stepCountIs(10)' },
  source:
    'ai@4.3.19 dist/index.js:4239 (maxSteps 1), ai@6.0.326 dist/index.js:4638,7499,9502 (stepCountIs(1); ToolLoopAgent 20), read 2026-11-24',
});

const anthropicMarker: CacheMarkerShape = {
  key: 'providerOptions.anthropic.cacheControl',
  placement: 'onBlock',
  write: { python: '', typescript: "providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } }" },
  maxMarkers: 4,
  source: '@ai-sdk/anthropic 3.0.140 providerOptions.anthropic.cacheControl, read 2026-11-24',
};

/** `gateway('openai/gpt-4o')` and plain strings name the provider before a slash. */
const model = { model: ['model'], modelPrefix: '/' } as const satisfies Params;

const generate: Params = {
  ...model,
  system: ['system', 'instructions'],
  messages: ['messages', 'prompt'],
  systemRoles: ['system'],
  limits,
  missingLimit: { sends: 'unlimited', source },
  tools: ['tools'],
  loop: stepBound(1, ['stopWhen', 'maxSteps']),
  cacheMarker: anthropicMarker,
};

const object: Params = { ...generate, tools: undefined, loop: undefined };

const functions: readonly CallShape[] = [
  { api: 'generateText', kind: 'direct', operation: 'chat', methods: ['generateText', 'experimental_generateText'], params: generate },
  {
    api: 'streamText',
    kind: 'direct',
    operation: 'chat',
    methods: ['streamText', 'experimental_streamText', 'streamUI'],
    params: generate,
  },
  {
    api: 'generateObject',
    kind: 'direct',
    operation: 'chat',
    methods: ['generateObject', 'experimental_generateObject'],
    params: object,
  },
  { api: 'streamObject', kind: 'direct', operation: 'chat', methods: ['streamObject', 'experimental_streamObject'], params: object },
  { api: 'embed', kind: 'direct', operation: 'embedding', methods: ['embed'], params: { ...model, messages: ['value'] } },
  { api: 'embedMany', kind: 'direct', operation: 'embedding', methods: ['embedMany'], params: { ...model, messages: ['values'] } },
  { api: 'rerank', kind: 'direct', operation: 'rerank', methods: ['rerank'], params: { ...model, messages: ['query'] } },
  {
    api: 'generateImage',
    kind: 'direct',
    operation: 'image',
    methods: ['generateImage', 'experimental_generateImage'],
    params: { ...model, messages: ['prompt'], completions: ['n'] },
  },
  {
    api: 'audio',
    kind: 'direct',
    operation: 'audio',
    methods: ['generateSpeech', 'experimental_generateSpeech', 'transcribe', 'experimental_transcribe'],
    params: model,
  },
  {
    api: 'generateVideo',
    kind: 'direct',
    operation: 'video',
    methods: ['generateVideo', 'experimental_generateVideo'],
    params: { ...model, messages: ['prompt'] },
  },
];

/** An agent is `generateText` with its settings given beforehand. */
function agent(id: string, names: readonly string[], defaultTurns: number): Client {
  const settings: Params = { ...generate, loop: stepBound(defaultTurns, ['stopWhen', 'maxSteps']) };
  return {
    id,
    names,
    role: 'agent',
    calls: [
      {
        api: 'agent.generate',
        kind: 'framework',
        operation: 'agent',
        methods: ['generate', 'stream', 'respond'],
        params: {
          model: ['@model'],
          modelPrefix: '/',
          system: ['@instructions', '@system'],
          messages: ['messages', 'prompt'],
          systemRoles: ['system'],
          limits: [{ path: '@maxOutputTokens', source }],
          missingLimit: { sends: 'unlimited', source },
          tools: ['@tools'],
          loop: stepBound(defaultTurns, ['@stopWhen']),
        },
      },
    ],
    construction: { api: names[0] as string, kind: 'config', operation: 'agent', params: settings },
  };
}

const openAiMembers = [
  'chat',
  'responses',
  'completion',
  'languageModel',
  'chatModel',
  'completionModel',
  'embedding',
  'embeddingModel',
  'textEmbedding',
  'textEmbeddingModel',
  'image',
  'imageModel',
  'speech',
  'transcription',
  'messages',
  'reranking',
  'reasoning',
];

const handle = (
  names: readonly string[],
  makers: readonly string[],
  provider: ModelHandle['provider'],
  more: Partial<ModelHandle> = {},
): ModelHandle => ({
  names,
  makers,
  methods: openAiMembers,
  provider,
  baseUrl: ['baseURL'],
  ...more,
});

const anthropicMaximum: ModelHandle['missingLimit'] = {
  sends: 'modelMaximum',
  source: '@ai-sdk/anthropic 3.0.140 dist/index.js:4381,6297 (128,000 for 4.6 and later; less for older models), read 2026-11-24',
};

const modelHandles: readonly ModelHandle[] = [
  handle(['openai'], ['createOpenAI'], 'openai', { automaticCache: true }),
  handle(['azure'], ['createAzure'], 'azure.ai.openai', { automaticCache: true }),
  handle(['anthropic'], ['createAnthropic'], 'anthropic', { missingLimit: anthropicMaximum }),
  handle(['vertexAnthropic'], ['createVertexAnthropic'], 'gcp.vertex_ai', { missingLimit: anthropicMaximum }),
  handle(['google'], ['createGoogleGenerativeAI'], 'gcp.gemini', { automaticCache: true }),
  handle(['vertex'], ['createVertex'], 'gcp.vertex_ai', { automaticCache: true }),
  handle(['bedrock'], ['createAmazonBedrock'], 'aws.bedrock'),
  handle(['mistral'], ['createMistral'], 'mistral_ai'),
  handle(['cohere'], ['createCohere'], 'cohere'),
  handle(['groq'], ['createGroq'], 'groq'),
  handle(['deepseek'], ['createDeepSeek'], 'deepseek', { automaticCache: true }),
  handle(['xai'], ['createXai'], 'x_ai'),
  handle(['perplexity'], ['createPerplexity'], 'perplexity'),
  handle(['openrouter'], ['createOpenRouter'], 'openrouter', { modelPrefix: '/' }),
  handle(['gateway', 'vercel'], ['createGateway', 'createGatewayProvider', 'createVercel'], 'unknown', { modelPrefix: '/' }),
  handle(['ollama'], ['createOllama'], 'ollama'),
  // `registry.languageModel('openai:gpt-4o')`.
  handle([], ['createProviderRegistry', 'experimental_createProviderRegistry'], 'unknown', { modelPrefix: ':' }),
  handle(
    [
      'togetherai',
      'fireworks',
      'cerebras',
      'deepinfra',
      'luma',
      'fal',
      'replicate',
      'baseten',
      'huggingface',
      'voyage',
      'elevenlabs',
      'deepgram',
      'lmnt',
      'hume',
    ],
    [
      'createTogetherAI',
      'createFireworks',
      'createCerebras',
      'createDeepInfra',
      'createOpenAICompatible',
      'createReplicate',
      'createFal',
      'createWorkersAI',
    ],
    'unknown',
  ),
];

export const vercelAi: Sdk = {
  id: 'vercel-ai',
  title: 'Vercel AI SDK',
  provider: 'unknown',
  modules: {
    typescript: [
      'ai',
      '@ai-sdk',
      '@openrouter/ai-sdk-provider',
      'ollama-ai-provider',
      'ollama-ai-provider-v2',
      'workers-ai-provider',
      'ai-retry',
    ],
  },
  clients: [
    agent('toolLoopAgent', ['ToolLoopAgent'], 20),
    agent('experimentalAgent', ['Experimental_Agent', 'Agent'], 1),
    {
      id: 'wrapped',
      names: ['wrapLanguageModel', 'experimental_wrapLanguageModel', 'wrapAISDK'],
      wraps: ['model', '0'],
      calls: [],
    },
    // ai-retry 1.x README: asks the other models only after an error, read 2026-11-24.
    { id: 'retryable', names: ['createRetryable'], modules: ['ai-retry'], wraps: ['model', '0'], calls: [] },
  ],
  functions,
  modelHandles,
  modelTables: [
    {
      names: ['customProvider', 'experimental_customProvider'],
      entries: ['languageModels', 'textEmbeddingModels', 'embeddingModels', 'imageModels'],
      methods: ['languageModel', 'textEmbeddingModel', 'embeddingModel', 'imageModel'],
    },
  ],
  source,
};
