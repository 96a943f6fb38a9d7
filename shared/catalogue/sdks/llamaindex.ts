/** LlamaIndex, Python and TypeScript. */
import type { CallShape, Client, Factory, LimitParam, LoopBound, MissingLimit, Params, Provider, Sdk } from '../schema.ts';

const source =
  'run-llama/llama_index llama-index-core and llama-index-integrations/llms; LlamaIndexTS packages/core (2025-12), read 2026-11-24';

interface Llm {
  readonly names: readonly string[];
  readonly provider: Provider;
  readonly missing?: MissingLimit;
}

const unlimited: MissingLimit = { sends: 'unlimited', source };

const llms: readonly Llm[] = [
  { names: ['OpenAI', 'OpenAIResponses', 'OpenAILike', 'OpenAIPydanticProgram'], provider: 'openai', missing: unlimited },
  { names: ['AzureOpenAI'], provider: 'azure.ai.openai', missing: unlimited },
  {
    names: ['Anthropic'],
    provider: 'anthropic',
    missing: {
      sends: 'default',
      tokens: 512,
      source: 'llama-index-llms-anthropic base.py DEFAULT_ANTHROPIC_MAX_TOKENS = 512, read 2026-11-24',
    },
  },
  { names: ['Gemini', 'GoogleGenAI'], provider: 'gcp.gemini' },
  { names: ['Vertex'], provider: 'gcp.vertex_ai' },
  { names: ['Bedrock', 'BedrockConverse'], provider: 'aws.bedrock' },
  { names: ['MistralAI'], provider: 'mistral_ai' },
  { names: ['Groq'], provider: 'groq' },
  { names: ['Cohere'], provider: 'cohere' },
  { names: ['DeepSeek', 'DeepSeekLLM'], provider: 'deepseek' },
  { names: ['Perplexity'], provider: 'perplexity' },
  { names: ['OpenRouter'], provider: 'openrouter' },
  { names: ['Ollama'], provider: 'ollama' },
  {
    names: ['LiteLLM', 'TogetherLLM', 'TogetherAI', 'Fireworks', 'HuggingFaceInferenceAPI', 'Replicate', 'NVIDIA', 'DashScope', 'Cerebras'],
    provider: 'unknown',
  },
];

/** Known by annotation only. */
const baseLlms: Llm = { names: ['LLM', 'FunctionCallingLLM', 'BaseLLM', 'CustomLLM', 'ToolCallLLM'], provider: 'unknown' };

const limitNames = [
  'max_tokens',
  'maxTokens',
  'max_output_tokens',
  'max_completion_tokens',
  'max_new_tokens',
  'additional_kwargs.max_tokens',
  'additionalChatOptions.max_tokens',
  'generation_config.max_output_tokens',
  'additional_kwargs.num_predict',
];
const limits = (prefix: string): readonly LimitParam[] => limitNames.map(name => ({ path: `${prefix}${name}`, source }));
const models = (prefix: string) => ['model', 'model_name', 'engine', 'deployment_name'].map(name => `${prefix}${name}`);

const asynchronous = (names: readonly string[]) => names.flatMap(name => [name, `a${name}`]);

const llmMethods = asynchronous([
  'complete',
  'chat',
  'stream_complete',
  'stream_chat',
  'predict',
  'stream',
  'structured_predict',
  'stream_structured_predict',
  'chat_with_tools',
  'stream_chat_with_tools',
  'predict_and_call',
]).concat('exec');

function llm(row: Llm): Client {
  const missing = row.missing ? { missingLimit: row.missing } : {};
  const id = row.names[0] as string;
  return {
    id,
    names: row.names,
    role: 'model',
    provider: row.provider,
    transparent: ['as_structured_llm()'],
    baseUrl: ['api_base', 'base_url', 'baseURL', 'azure_endpoint'],
    calls: [
      {
        api: `${id}.chat`,
        kind: 'framework',
        operation: 'chat',
        methods: llmMethods,
        params: {
          ...missing,
          model: [...models(''), ...models('@')],
          messages: ['messages', 'prompt', 'user_msg', '0'],
          systemRoles: ['system'],
          limits: [...limits(''), ...limits('@')],
          tools: ['tools'],
        },
      },
    ],
    construction: { api: id, kind: 'config', operation: 'chat', params: { ...missing, model: models(''), limits: limits('') } },
  };
}

const topK = {
  paths: ['similarity_top_k', 'similarityTopK', 'top_k'],
  default: 2,
  source: 'llama_index/core/constants.py DEFAULT_SIMILARITY_TOP_K; LlamaIndexTS packages/core/src/embeddings/utils.ts:1, read 2026-11-24',
};

const retrieval: Params = { retrievalK: topK, reranker: ['node_postprocessors', 'nodePostprocessors'] };

/** What a query or a chat uses when it was given no model of its own. */
const elsewhere = 'the model is Settings.llm';

const model = ['@llm', '@0'];
const promptPaths = ['@system_prompt', '@systemPrompt'];

function engine(id: string, api: string, methods: readonly string[]): Client {
  return {
    id,
    names: [],
    role: 'agent',
    calls: [
      {
        api: `${api}.run`,
        kind: 'framework',
        operation: 'chat',
        methods,
        positional: ['query'],
        params: { model, elsewhere, system: promptPaths, messages: ['query', 'message', '0'] },
      },
    ],
    construction: { api, kind: 'retriever', operation: 'retrieval', params: { ...retrieval, model: ['llm'] } },
  };
}

const agentBound = (paths: readonly string[], turns: number, from: string): LoopBound => ({
  paths,
  default: turns,
  fix: { python: 'max_iterations=10' },
  source: from,
});

const workflowBound = agentBound(
  ['max_iterations'],
  20,
  'llama_index/core/agent/workflow/base_agent.py DEFAULT_MAX_ITERATIONS, read 2026-11-24',
);
/** The agents of before 0.12 took their bound when they were built. */
const reactBound = agentBound(['@max_iterations'], 10, 'llama_index/core/agent/react/base.py (max_iterations: int = 10)');

const agentParams: Params = {
  elsewhere,
  model: ['@llm', '@agents[].llm'],
  system: promptPaths,
  messages: ['user_msg', 'message', 'query', '0'],
  tools: ['@tools'],
};

const agentCall = (methods: readonly string[], loop: LoopBound): CallShape => ({
  api: 'agent.run',
  kind: 'framework',
  operation: 'agent',
  methods,
  positional: ['user_msg'],
  params: { ...agentParams, loop },
});

const agents: readonly Client[] = [
  {
    id: 'workflowAgent',
    names: ['FunctionAgent', 'ReActAgent', 'CodeActAgent', 'AgentWorkflow', 'AgentWorkflow.from_tools_or_functions', 'agent', 'multiAgent'],
    role: 'agent',
    positional: ['tools', 'llm'],
    calls: [
      agentCall(['run', 'runStream'], workflowBound),
      agentCall(['chat', 'achat', 'stream_chat', 'astream_chat', 'query', 'aquery'], reactBound),
    ],
    construction: {
      api: 'agent',
      kind: 'config',
      operation: 'agent',
      params: { model: ['llm'], system: ['system_prompt', 'systemPrompt'], tools: ['tools'] },
    },
  },
  {
    id: 'runner',
    names: [
      'ReActAgent.from_tools',
      'OpenAIAgent.from_tools',
      'FunctionCallingAgent.from_tools',
      'OpenAIAgent',
      'AnthropicAgent',
      'ReActAgentWorker.from_tools',
      'FunctionCallingAgentWorker.from_tools',
      'AgentRunner',
    ],
    role: 'agent',
    positional: ['tools'],
    transparent: ['as_agent()'],
    calls: [agentCall(['chat', 'achat', 'stream_chat', 'astream_chat', 'query', 'aquery', 'run'], reactBound)],
    construction: {
      api: 'agent',
      kind: 'config',
      operation: 'agent',
      params: {
        model: ['llm'],
        system: ['system_prompt', 'systemPrompt'],
        tools: ['tools'],
        loop: { ...reactBound, paths: ['max_iterations'] },
      },
    },
  },
];

const embeddingNames = [
  'OpenAIEmbedding',
  'AzureOpenAIEmbedding',
  'GoogleGenAIEmbedding',
  'GeminiEmbedding',
  'VertexTextEmbedding',
  'BedrockEmbedding',
  'CohereEmbedding',
  'MistralAIEmbedding',
  'VoyageEmbedding',
  'JinaAIEmbedding',
  'TogetherEmbedding',
  'FireworksEmbedding',
  'NVIDIAEmbedding',
  'LiteLLMEmbedding',
];

const embeddingModel = (prefix: string) => ['model', 'model_name', 'deployment_name', 'engine'].map(name => `${prefix}${name}`);

const embeddings: Client = {
  id: 'embeddings',
  names: embeddingNames,
  calls: [
    {
      api: 'embeddings.embed',
      kind: 'framework',
      operation: 'embedding',
      methods: asynchronous(['get_text_embedding', 'get_query_embedding', 'get_text_embedding_batch']).concat(
        'getTextEmbedding',
        'getTextEmbeddings',
        'getQueryEmbedding',
      ),
      params: { model: embeddingModel('@'), messages: ['0', 'text', 'query', 'texts'] },
    },
  ],
  construction: { api: 'embeddings', kind: 'config', operation: 'embedding', params: { model: embeddingModel('') } },
};

/** What an index is asked for. `distinctive` has the same for receivers of which nothing is known. */
const indexFactories: readonly Factory[] = [
  { methods: ['as_query_engine', 'asQueryEngine'], client: 'queryEngine' },
  { methods: ['as_chat_engine', 'asChatEngine'], client: 'chatEngine' },
  { methods: ['as_retriever', 'asRetriever'], client: 'retriever' },
];

const indexes: Client = {
  id: 'index',
  names: [
    'VectorStoreIndex',
    'SummaryIndex',
    'DocumentSummaryIndex',
    'KnowledgeGraphIndex',
    'PropertyGraphIndex',
    'LlamaCloudIndex',
    'BaseIndex',
    'GPTVectorStoreIndex',
    'GPTSimpleVectorIndex',
  ].flatMap(name => [
    name,
    `${name}.from_documents`,
    `${name}.from_vector_store`,
    `${name}.from_existing`,
    `${name}.fromDocuments`,
    `${name}.fromVectorStore`,
  ]),
  factories: indexFactories,
  calls: [],
};

export const llamaindex: Sdk = {
  id: 'llamaindex',
  title: 'LlamaIndex',
  provider: 'unknown',
  modules: { python: ['llama_index', 'gpt_index'], typescript: ['llamaindex', '@llamaindex'] },
  clients: [
    ...[...llms, baseLlms].map(llm),
    ...agents,
    embeddings,
    indexes,
    engine('queryEngine', 'as_query_engine', ['query', 'aquery', 'retrieve', 'synthesize']),
    engine('chatEngine', 'as_chat_engine', ['chat', 'achat', 'stream_chat', 'astream_chat']),
    {
      id: 'retriever',
      names: ['VectorIndexRetriever', 'BM25Retriever.from_defaults', 'AutoMergingRetriever'],
      role: 'retriever',
      calls: [],
      construction: { api: 'as_retriever', kind: 'retriever', operation: 'retrieval', params: { retrievalK: topK } },
    },
    {
      id: 'fromArgs',
      names: [
        'RetrieverQueryEngine.from_args',
        'RetrieverQueryEngine',
        'CitationQueryEngine.from_args',
        'ContextChatEngine.from_defaults',
        'CondensePlusContextChatEngine.from_defaults',
        'CondenseQuestionChatEngine.from_defaults',
        'ContextChatEngine',
        'SimpleChatEngine.from_defaults',
        'SubQuestionQueryEngine.from_defaults',
        'RouterQueryEngine',
      ],
      role: 'agent',
      calls: [
        {
          api: 'queryEngine.run',
          kind: 'framework',
          operation: 'chat',
          methods: ['query', 'aquery', 'chat', 'achat', 'stream_chat', 'astream_chat'],
          positional: ['query'],
          params: { model: ['@llm'], elsewhere, system: promptPaths, messages: ['query', 'message', '0'] },
        },
      ],
    },
    {
      id: 'ChatMessage',
      names: ['ChatMessage'],
      role: 'message',
      positional: ['role', 'content'],
      message: { rolePath: 'role', content: ['content'] },
      calls: [],
    },
    {
      id: 'PromptTemplate',
      names: ['PromptTemplate', 'Prompt', 'ChatPromptTemplate.from_messages', 'RichPromptTemplate'],
      role: 'prompt',
      positional: ['template'],
      template: { text: ['template', '0'] },
      calls: [],
    },
  ],
  functions: [
    {
      api: 'Settings.llm.chat',
      kind: 'framework',
      operation: 'chat',
      methods: llmMethods.map(method => `Settings.llm.${method}`),
      params: { elsewhere, messages: ['messages', 'prompt', '0'], systemRoles: ['system'] },
    },
  ],
  distinctive: indexFactories,
  source,
};
