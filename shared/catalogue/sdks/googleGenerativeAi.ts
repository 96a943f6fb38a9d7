/** Google's earlier SDK: `google.generativeai`, `@google/generative-ai`. Vertex AI's classes are made after it and share its shapes. */
import type { CallShape, Client, LimitParam, Params, Sdk } from '../schema.ts';

const source =
  'google-generativeai 0.8 and @google/generative-ai 0.24 as used in google-gemini/cookbook f1e7e3de and miurla/morphic; read 2026-11-24';

const limits: readonly LimitParam[] = ['generation_config', 'generationConfig', '@generation_config', '@generationConfig'].flatMap(
  config => [
    { path: `${config}.max_output_tokens`, source },
    { path: `${config}.maxOutputTokens`, source },
  ],
);

const generation: Params = {
  model: ['@model_name', '@model', '@0'],
  system: ['systemInstruction', '@system_instruction', '@systemInstruction'],
  limits,
  missingLimit: { sends: 'unlimited', source },
  tools: ['tools', '@tools'],
  completions: [
    'generation_config.candidate_count',
    'generationConfig.candidateCount',
    '@generation_config.candidate_count',
    '@generationConfig.candidateCount',
  ],
  stream: ['stream'],
  automaticCache: true,
};

/** A model made once, asked many times: in both SDKs, in both languages. */
const modelCalls: readonly CallShape[] = [
  {
    api: 'generate_content',
    kind: 'direct',
    operation: 'chat',
    methods: ['generate_content', 'generate_content_async', 'generateContent', 'generateContentStream'],
    positional: ['contents'],
    params: { ...generation, messages: ['contents', '0'] },
  },
  {
    api: 'embed_content',
    kind: 'direct',
    operation: 'embedding',
    methods: ['embedContent', 'batchEmbedContents'],
    params: { model: ['@model_name', '@model', '@0'], messages: ['0'] },
  },
  {
    api: 'count_tokens',
    kind: 'direct',
    operation: 'count',
    free: true,
    methods: ['count_tokens', 'count_tokens_async', 'countTokens', 'compute_tokens'],
    params: generation,
  },
];

const chatCalls: readonly CallShape[] = [
  {
    api: 'send_message',
    kind: 'direct',
    operation: 'chat',
    methods: ['send_message', 'send_message_async', 'sendMessage', 'sendMessageStream', 'send_message_streaming'],
    positional: ['content'],
    params: { ...generation, messages: ['@history', 'content', '0'] },
  },
];

export const generativeModel = {
  id: 'model',
  names: ['GenerativeModel', 'GenerativeModel.from_cached_content'],
  role: 'client',
  factories: [{ methods: ['start_chat', 'startChat'], client: 'chat' }],
  calls: modelCalls,
} as const satisfies Client;

export const chatSession = {
  id: 'chat',
  names: ['ChatSession'],
  role: 'client',
  calls: chatCalls,
} as const satisfies Client;

export const googleGenerativeAi: Sdk = {
  id: 'google-generativeai',
  title: 'Google Generative AI (before Gen AI)',
  provider: 'gcp.gemini',
  modules: { python: ['google.generativeai'], typescript: ['@google/generative-ai'] },
  hints: ['google.generativeai', 'google import generativeai', '@google/generative-ai'],
  clients: [
    generativeModel,
    chatSession,
    {
      id: 'client',
      language: 'typescript',
      names: ['GoogleGenerativeAI'],
      role: 'client',
      factories: [{ methods: ['getGenerativeModel', 'getGenerativeModelFromCachedContent'], client: 'model' }],
      calls: [],
    },
  ],
  functions: [
    {
      api: 'embed_content',
      kind: 'direct',
      operation: 'embedding',
      methods: ['embed_content', 'embed_content_async', 'generate_embeddings'],
      positional: ['model', 'content'],
      params: { model: ['model'], messages: ['content', 'text'] },
    },
    {
      api: 'generate_text',
      kind: 'direct',
      operation: 'completion',
      methods: ['generate_text', 'chat'],
      params: {
        model: ['model'],
        messages: ['prompt', 'messages'],
        system: ['context'],
        limits: [{ path: 'max_output_tokens', source }],
        completions: ['candidate_count'],
      },
    },
  ],
  source,
};
