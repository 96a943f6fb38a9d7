/** Hosts whose SDKs repeat OpenAI's method for method. One that differs gets a file of its own. */
import { compatibleChat, completionParams, embeddingParams, modelOnly } from '../dialects/chatCompletions.ts';
import type { CallShape, Provider, Sdk } from '../schema.ts';

interface Clone {
  readonly id: string;
  readonly title: string;
  readonly provider: Provider;
  readonly python: readonly string[];
  readonly typescript: readonly string[];
  readonly names: readonly string[];
  readonly source: string;
}

const clones: readonly Clone[] = [
  {
    id: 'together',
    title: 'Together AI',
    provider: 'unknown',
    python: ['together'],
    typescript: ['together-ai'],
    names: ['Together', 'AsyncTogether', 'default'],
    source: 'togethercomputer/together-python README, chat.completions.create(model=, messages=, max_tokens=)',
  },
  {
    id: 'cerebras',
    title: 'Cerebras',
    provider: 'unknown',
    python: ['cerebras.cloud.sdk'],
    typescript: ['@cerebras/cerebras_cloud_sdk'],
    names: ['Cerebras', 'AsyncCerebras', 'default'],
    source: 'Cerebras/cerebras-cloud-sdk-python README, chat.completions.create(model=, messages=, max_completion_tokens=)',
  },
  {
    id: 'fireworks',
    title: 'Fireworks AI',
    provider: 'unknown',
    python: ['fireworks'],
    typescript: [],
    names: ['Fireworks', 'AsyncFireworks'],
    source: 'fireworks-ai (PyPI) client, chat.completions.create(model=, messages=, max_tokens=)',
  },
  {
    id: 'zhipuai',
    title: 'Zhipu AI',
    provider: 'unknown',
    python: ['zhipuai', 'zai'],
    typescript: [],
    names: ['ZhipuAI', 'ZaiClient', 'ZhipuAiClient'],
    source: 'MetaGLM/zhipuai-sdk-python-v4 README, chat.completions.create(model=, messages=, max_tokens=)',
  },
  {
    id: 'openrouter',
    title: 'OpenRouter',
    provider: 'openrouter',
    python: ['openrouter'],
    typescript: ['@openrouter/sdk'],
    names: ['OpenRouter'],
    source: 'OpenRouterTeam SDKs, chat.send(model=, messages=, max_tokens=)',
  },
  {
    id: 'ark',
    title: 'Volcengine Ark',
    provider: 'unknown',
    python: ['volcenginesdkarkruntime'],
    typescript: [],
    names: ['Ark', 'AsyncArk'],
    source: 'volcengine-python-sdk README, chat.completions.create(model=, messages=, max_tokens=)',
  },
  {
    id: 'ai21',
    title: 'AI21',
    provider: 'unknown',
    python: ['ai21'],
    typescript: ['ai21'],
    names: ['AI21Client', 'AsyncAI21Client', 'AI21'],
    source: 'AI21Labs/ai21-python README, chat.completions.create(model=, messages=, max_tokens=)',
  },
  {
    id: 'perplexity',
    title: 'Perplexity',
    provider: 'perplexity',
    python: ['perplexity'],
    typescript: ['@perplexity-ai/perplexity_ai'],
    names: ['Perplexity', 'AsyncPerplexity', 'default'],
    source: 'ppl-ai/perplexity-py README, chat.completions.create(model=, messages=, max_tokens=)',
  },
];

function calls(source: string): readonly CallShape[] {
  return [
    {
      api: 'chat.completions',
      kind: 'direct',
      operation: 'chat',
      methods: ['chat.completions.create', 'chat.completions.acreate', 'chat.send', 'chat.asyncCompletions.create'],
      params: compatibleChat(source),
    },
    {
      api: 'completions',
      kind: 'direct',
      operation: 'completion',
      methods: ['completions.create'],
      params: { ...completionParams, missingLimit: undefined },
    },
    { api: 'embeddings', kind: 'direct', operation: 'embedding', methods: ['embeddings.create'], params: embeddingParams },
    {
      api: 'images',
      kind: 'direct',
      operation: 'image',
      methods: ['images.generate', 'images.generations'],
      params: { ...modelOnly, messages: ['prompt'] },
    },
    {
      api: 'audio',
      kind: 'direct',
      operation: 'audio',
      methods: ['audio.transcriptions.create', 'audio.speech.create'],
      params: modelOnly,
    },
    { api: 'rerank', kind: 'direct', operation: 'rerank', methods: ['rerank.create'], params: { ...modelOnly, messages: ['query'] } },
  ];
}

export const openAiClones: readonly Sdk[] = clones.map(clone => ({
  id: clone.id,
  title: clone.title,
  provider: clone.provider,
  modules: { python: clone.python, typescript: clone.typescript },
  clients: [
    {
      id: 'client',
      names: clone.names,
      role: 'client',
      transparent: ['with_raw_response', 'with_streaming_response', 'with_options()', 'withOptions()'],
      baseUrl: ['base_url', 'baseURL'],
      calls: calls(clone.source),
    },
  ],
  source: clone.source,
}));
