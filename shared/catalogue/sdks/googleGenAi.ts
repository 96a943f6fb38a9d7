/** Google's current SDK: `google.genai`, `@google/genai` (Gemini API and Vertex AI). */
import type { CallShape, LimitParam, Params, Sdk } from '../schema.ts';

const source = 'python-genai 2.19.0 google/genai/types.py GenerateContentConfig; @google/genai 2.32.0, read 2026-11-24';
const forbids = `python-genai 2.19.0 google/genai/_common.py (BaseModel, extra='forbid'), read 2026-11-24`;

/** `at` is where the config stands: `config`, or `@config` of a chat. */
function limits(language: 'python' | 'typescript', ...at: readonly string[]): readonly LimitParam[] {
  return at.flatMap((config): LimitParam[] => [
    {
      path: `${config}.max_output_tokens`,
      source,
      ...(language === 'typescript' ? { status: 'ignored', insteadUse: 'maxOutputTokens' } : {}),
    },
    { path: `${config}.maxOutputTokens`, source },
    ...['max_tokens', 'maxTokens', 'max_completion_tokens'].map(
      (name): LimitParam => ({
        path: `${config}.${name}`,
        status: language === 'python' ? 'rejected' : 'ignored',
        insteadUse: language === 'python' ? 'max_output_tokens' : 'maxOutputTokens',
        source: language === 'python' ? forbids : source,
      }),
    ),
  ]);
}

/** The same fields in a call's config and in the config of the chat it belongs to. */
function generation(language: 'python' | 'typescript', ...at: readonly string[]): Params {
  const paths = (...names: readonly string[]) => at.flatMap(config => names.map(name => `${config}.${name}`));
  return {
    system: paths('system_instruction', 'systemInstruction'),
    limits: limits(language, ...at),
    missingLimit: { sends: 'unlimited', source },
    tools: paths('tools'),
    completions: paths('candidate_count', 'candidateCount'),
    effort: paths('thinking_config.thinking_level', 'thinkingConfig.thinkingLevel'),
    serviceTier: paths('service_tier', 'serviceTier'),
    automaticCache: true,
    loop: {
      paths: paths('automatic_function_calling.maximum_remote_calls', 'automaticFunctionCalling.maximumRemoteCalls'),
      default: 10,
      needsTools: true,
      source:
        'python-genai 2.19.0 google/genai/_extra_utils.py:54; @google/genai dist/node/index.mjs DEFAULT_MAX_REMOTE_CALLS, read 2026-11-24',
    },
  };
}

const languages = ['python', 'typescript'] as const;

const clientCalls: readonly CallShape[] = [
  ...languages.map(
    (language): CallShape => ({
      api: 'models.generate_content',
      kind: 'direct',
      operation: 'chat',
      language,
      methods:
        language === 'python'
          ? ['models.generate_content', 'models.generate_content_stream']
          : ['models.generateContent', 'models.generateContentStream'],
      params: { ...generation(language, 'config'), model: ['model'], messages: ['contents'] },
    }),
  ),
  {
    api: 'models.embed_content',
    kind: 'direct',
    operation: 'embedding',
    methods: ['models.embed_content', 'models.embedContent'],
    params: { model: ['model'], messages: ['contents'] },
  },
  {
    api: 'models.generate_images',
    kind: 'direct',
    operation: 'image',
    methods: ['generate_images', 'edit_image', 'upscale_image', 'generateImages', 'editImage', 'upscaleImage'].map(
      name => `models.${name}`,
    ),
    params: { model: ['model'], messages: ['prompt'], completions: ['config.number_of_images', 'config.numberOfImages'] },
  },
  {
    api: 'models.generate_videos',
    kind: 'direct',
    operation: 'video',
    methods: ['models.generate_videos', 'models.generateVideos'],
    params: { model: ['model'] },
  },
  {
    api: 'models.count_tokens',
    kind: 'direct',
    operation: 'count',
    free: true,
    methods: ['models.count_tokens', 'models.countTokens', 'models.compute_tokens', 'models.computeTokens'],
    params: { model: ['model'], messages: ['contents'] },
  },
  {
    api: 'batches',
    kind: 'direct',
    operation: 'batch',
    methods: ['batches.create', 'batches.create_embeddings', 'batches.createEmbeddings'],
    params: { model: ['model'] },
  },
  {
    api: 'live',
    kind: 'direct',
    operation: 'chat',
    methods: ['live.connect'],
    params: { model: ['model'], system: ['config.system_instruction', 'config.systemInstruction'] },
  },
  {
    api: 'interactions',
    kind: 'direct',
    operation: 'chat',
    methods: ['interactions.create'],
    params: {
      model: ['model'],
      messages: ['input'],
      system: ['system_instruction'],
      tools: ['tools'],
      limits: [{ path: 'generation_config.max_output_tokens', source }],
    },
  },
];

export const googleGenAi: Sdk = {
  id: 'google-genai',
  title: 'Google Gen AI',
  provider: 'gcp.gemini',
  modules: { python: ['google.genai'], typescript: ['@google/genai'] },
  hints: ['google.genai', 'from google import genai', '@google/genai'],
  clients: [
    {
      id: 'client',
      names: ['Client', 'GoogleGenAI', 'client.Client'],
      role: 'client',
      transparent: ['aio'],
      baseUrl: ['http_options.base_url', 'httpOptions.baseUrl'],
      factories: [{ methods: ['chats.create'], client: 'chat' }],
      calls: clientCalls,
    },
    {
      id: 'chat',
      names: ['chats.Chat', 'chats.AsyncChat', 'Chat'],
      role: 'client',
      calls: languages.map(
        (language): CallShape => ({
          api: 'chats.send_message',
          kind: 'direct',
          operation: 'chat',
          language,
          methods: language === 'python' ? ['send_message', 'send_message_stream'] : ['sendMessage', 'sendMessageStream'],
          positional: ['message', 'config'],
          params: { ...generation(language, 'config', '@config'), model: ['@model'], messages: ['@history', 'message'] },
        }),
      ),
    },
  ],
  source,
};
