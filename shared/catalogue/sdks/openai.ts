/** OpenAI's own SDKs, their Azure and Bedrock classes, their module client and the calls of versions before 1. */
import { completionParams, embeddingParams, modelOnly, openAiChat } from '../dialects/chatCompletions.ts';
import { responsesParams } from '../dialects/responses.ts';
import type { CallShape, Client, Params, Sdk } from '../schema.ts';

const threadRun: Params = {
  model: ['model'],
  system: ['instructions', 'additional_instructions'],
  messages: ['additional_messages', 'thread.messages'],
  limits: [{ path: 'max_completion_tokens', source: 'openai-python 3.3.1 types/beta/threads/run_create_params.py, read 2026-11-24' }],
  tools: ['tools'],
  stream: ['stream'],
  effort: ['reasoning_effort'],
};

const calls: readonly CallShape[] = [
  {
    api: 'chat.completions',
    kind: 'direct',
    operation: 'chat',
    methods: ['chat.completions.create', 'chat.completions.parse', 'chat.completions.stream', 'createChatCompletion'],
    params: openAiChat,
  },
  {
    api: 'chat.completions.runTools',
    kind: 'direct',
    operation: 'agent',
    language: 'typescript',
    methods: ['chat.completions.runTools', 'chat.completions.runFunctions'],
    params: {
      ...openAiChat,
      loop: {
        paths: ['1.maxChatCompletions'],
        default: 10,
        needsTools: true,
        source: 'openai@7.57.0 lib/AbstractChatCompletionRunner.js:13, read 2026-11-24',
      },
    },
  },
  {
    api: 'responses',
    kind: 'direct',
    operation: 'chat',
    methods: ['responses.create', 'responses.parse', 'responses.stream', 'responses.compact'],
    params: responsesParams,
  },
  {
    api: 'responses.input_tokens',
    kind: 'direct',
    operation: 'count',
    free: true,
    methods: ['responses.input_tokens.count', 'responses.inputTokens.count'],
    params: modelOnly,
  },
  {
    api: 'completions',
    kind: 'direct',
    operation: 'completion',
    methods: ['completions.create', 'createCompletion'],
    params: completionParams,
  },
  { api: 'embeddings', kind: 'direct', operation: 'embedding', methods: ['embeddings.create', 'createEmbedding'], params: embeddingParams },
  {
    api: 'images',
    kind: 'direct',
    operation: 'image',
    methods: ['images.generate', 'images.edit', 'images.create_variation', 'images.createVariation', 'createImage'],
    params: { ...modelOnly, messages: ['prompt'], completions: ['n'] },
  },
  {
    api: 'audio',
    kind: 'direct',
    operation: 'audio',
    methods: [
      'audio.speech.create',
      'audio.speech.with_streaming_response.create',
      'audio.transcriptions.create',
      'audio.translations.create',
      'createTranscription',
      'createTranslation',
    ],
    params: modelOnly,
  },
  {
    api: 'videos',
    kind: 'direct',
    operation: 'video',
    methods: ['videos.create', 'videos.create_and_poll', 'videos.createAndPoll', 'videos.edit', 'videos.extend', 'videos.remix'],
    params: modelOnly,
  },
  { api: 'batches', kind: 'direct', operation: 'batch', methods: ['batches.create'], params: {} },
  { api: 'realtime', kind: 'direct', operation: 'chat', methods: ['realtime.connect'], params: modelOnly },
  {
    api: 'threads.runs',
    kind: 'direct',
    operation: 'agent',
    language: 'python',
    positional: ['thread_id'],
    methods: ['create', 'create_and_poll', 'create_and_stream', 'stream'].map(verb => `threads.runs.${verb}`),
    params: threadRun,
  },
  {
    api: 'threads.runs',
    kind: 'direct',
    operation: 'agent',
    language: 'typescript',
    options: 1,
    methods: ['create', 'createAndPoll', 'createAndStream', 'stream'].map(verb => `threads.runs.${verb}`),
    params: threadRun,
  },
  {
    api: 'threads.runs',
    kind: 'direct',
    operation: 'agent',
    methods: [
      'threads.create_and_run',
      'threads.create_and_run_poll',
      'threads.create_and_run_stream',
      'threads.createAndRun',
      'threads.createAndRunPoll',
      'threads.createAndRunStream',
    ],
    params: threadRun,
  },
  {
    api: 'assistants',
    kind: 'config',
    operation: 'agent',
    methods: ['assistants.create'],
    params: { model: ['model'], system: ['instructions'], tools: ['tools'], effort: ['reasoning_effort'] },
  },
];

const transparent = ['beta', 'with_raw_response', 'with_streaming_response', 'with_options()', 'withOptions()', 'copy()'];

const client: Client = {
  id: 'client',
  names: ['OpenAI', 'AsyncOpenAI', 'Client', 'AsyncClient', 'default', 'OpenAIApi', 'Portkey', 'AsyncPortkey'],
  role: 'client',
  transparent,
  baseUrl: ['base_url', 'baseURL'],
  calls,
};

export const openai: Sdk = {
  id: 'openai',
  title: 'OpenAI',
  provider: 'openai',
  modules: {
    python: ['openai', 'langfuse.openai', 'posthog.ai.openai', 'portkey_ai', 'azure.ai.projects'],
    typescript: ['openai', 'openai-edge', 'portkey-ai', '@posthog/ai'],
  },
  clients: [
    { ...client, id: 'azure', names: ['AzureOpenAI', 'AsyncAzureOpenAI'], provider: 'azure.ai.openai' },
    { ...client, id: 'bedrock', names: ['BedrockOpenAI', 'AsyncBedrockOpenAI'], provider: 'aws.bedrock' },
    client,
    {
      id: 'azureProject',
      language: 'python',
      names: ['AIProjectClient'],
      factories: [{ methods: ['get_openai_client', 'inference.get_azure_openai_client'], client: 'azure' }],
      calls: [],
    },
  ],
  functions: [
    ...calls.map(call => ({ ...call, methods: call.methods.flatMap(method => (method.includes('.') ? [method, `beta.${method}`] : [])) })),
    {
      api: 'chat.completions',
      kind: 'direct',
      operation: 'chat',
      language: 'python',
      methods: ['ChatCompletion.create', 'ChatCompletion.acreate'],
      params: { ...openAiChat, model: ['model', 'engine', 'deployment_id'] },
    },
    {
      api: 'completions',
      kind: 'direct',
      operation: 'completion',
      language: 'python',
      methods: ['Completion.create', 'Completion.acreate'],
      params: completionParams,
    },
    {
      api: 'embeddings',
      kind: 'direct',
      operation: 'embedding',
      language: 'python',
      methods: ['Embedding.create', 'Embedding.acreate', 'embeddings_utils.get_embedding'],
      params: embeddingParams,
    },
    {
      api: 'images',
      kind: 'direct',
      operation: 'image',
      language: 'python',
      methods: ['Image.create', 'Image.acreate', 'Image.create_edit', 'Image.create_variation'],
      params: modelOnly,
    },
    {
      api: 'audio',
      kind: 'direct',
      operation: 'audio',
      language: 'python',
      positional: ['model'],
      methods: ['Audio.transcribe', 'Audio.atranscribe', 'Audio.translate', 'Audio.atranslate'],
      params: modelOnly,
    },
  ],
  source:
    'openai-python 3.3.1 src/openai/{__init__,_module_client}.py, resources/*; openai@7.57.0 index.d.ts; openai-python v0.28 api_resources, read 2026-11-24',
};
