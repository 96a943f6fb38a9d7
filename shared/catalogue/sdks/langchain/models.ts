/** LangChain's model classes: which provider, how each spells its limit, what it sends when none is set. */
import type { CallShape, Client, Factory, LimitParam, MissingLimit, Params, Provider } from '../../schema.ts';

interface ModelClass {
  readonly names: readonly string[];
  readonly provider: Provider;
  /** Names of the limit, Python's and TypeScript's together. */
  readonly limits: readonly string[];
  readonly missing?: Partial<Record<'python' | 'typescript', MissingLimit>>;
  readonly missingByModel?: Params['missingLimitByModel'];
  readonly defaultModel?: Params['defaultModel'];
  /** Legacy text-in, text-out classes. */
  readonly completion?: boolean;
  readonly source: string;
}

const openaiSource = 'langchain libs/partners/openai/langchain_openai/chat_models/base.py; @langchain/openai, read 2026-11-24';
const anthropicSource =
  'langchain libs/partners/anthropic/langchain_anthropic/chat_models.py; @langchain/anthropic 1.5.11 dist/chat_models.js:24-50, read 2026-11-24';
const awsSource = 'langchain-aws libs/aws/langchain_aws, langchain-ai/langchain-aws 0434c7f9 (2026-08-20), read 2026-11-24';
const partner = 'langchain partner package of that name, its documented init arguments';

const openaiLimits = [
  'max_tokens',
  'max_completion_tokens',
  'maxTokens',
  'maxCompletionTokens',
  'model_kwargs.max_tokens',
  'model_kwargs.max_completion_tokens',
  'modelKwargs.max_tokens',
  'modelKwargs.max_completion_tokens',
  'extra_body.max_tokens',
];
const plainLimits = ['max_tokens', 'maxTokens', 'max_completion_tokens', 'model_kwargs.max_tokens', 'modelKwargs.max_tokens'];
const googleLimits = ['max_output_tokens', 'max_tokens', 'maxOutputTokens', 'model_kwargs.max_output_tokens'];
const bedrockLimits = [
  'max_tokens',
  'maxTokens',
  ...['max_tokens', 'max_tokens_to_sample', 'maxTokenCount', 'max_gen_len', 'maxTokens', 'max_new_tokens'].flatMap(name => [
    `model_kwargs.${name}`,
    `modelKwargs.${name}`,
  ]),
];
const unlimited = (source: string) => ({ python: { sends: 'unlimited', source }, typescript: { sends: 'unlimited', source } }) as const;

/** Known by annotation only: `llm: BaseChatModel`. */
const baseModels: ModelClass = {
  names: [
    'BaseChatModel',
    'BaseLanguageModel',
    'BaseLLM',
    'LanguageModelLike',
    'ConfigurableModel',
    'ChatModel',
    'Runnable',
    'RunnableSerializable',
  ],
  provider: 'unknown',
  limits: [...plainLimits, 'max_output_tokens'],
  source: partner,
};

const modelClasses: readonly ModelClass[] = [
  {
    names: ['ChatOpenAI', 'BaseChatOpenAI', 'PromptLayerChatOpenAI', 'ChatOpenAICompletions', 'ChatOpenAIResponses'],
    provider: 'openai',
    limits: openaiLimits,
    missing: unlimited(openaiSource),
    defaultModel: {
      id: 'gpt-3.5-turbo',
      source: 'langchain_openai/chat_models/base.py: model_name = Field(default="gpt-3.5-turbo"), read 2026-11-24',
    },
    source: openaiSource,
  },
  { names: ['AzureChatOpenAI'], provider: 'azure.ai.openai', limits: openaiLimits, missing: unlimited(openaiSource), source: openaiSource },
  {
    names: ['OpenAI', 'OpenAIChat', 'BaseOpenAI'],
    provider: 'openai',
    limits: openaiLimits,
    missing: { python: { sends: 'default', tokens: 256, source: 'langchain_openai/llms/base.py: max_tokens: int = 256' } },
    completion: true,
    source: openaiSource,
  },
  { names: ['AzureOpenAI'], provider: 'azure.ai.openai', limits: openaiLimits, completion: true, source: openaiSource },
  {
    names: ['ChatAnthropic', 'ChatAnthropicMessages', 'AnthropicLLM', 'Anthropic'],
    provider: 'anthropic',
    limits: ['max_tokens', 'max_tokens_to_sample', 'maxTokens', 'maxTokensToSample', 'model_kwargs.max_tokens'],
    missing: {
      python: { sends: 'modelMaximum', source: `${anthropicSource} (_default_max_tokens_for: the model's maximum, else 4096)` },
      typescript: { sends: 'default', tokens: 16384, source: `${anthropicSource} (4.x and 5.x; 4096 for others)` },
    },
    source: anthropicSource,
  },
  {
    names: ['ChatBedrockConverse', 'ChatAnthropicBedrock', 'ChatAnthropicMantle', 'ChatOpenAIMantle', 'ChatBedrockNovaSonic'],
    provider: 'aws.bedrock',
    limits: bedrockLimits,
    missing: unlimited(`${awsSource}: chat_models/bedrock_converse.py:498 (max_tokens None)`),
    source: awsSource,
  },
  {
    names: ['ChatBedrock', 'BedrockChat', 'BedrockLLM', 'Bedrock'],
    provider: 'aws.bedrock',
    limits: bedrockLimits,
    missingByModel: [
      { models: /anthropic|claude/, missing: { sends: 'default', tokens: 1024, source: `${awsSource}: llms/bedrock.py:391` } },
    ],
    source: awsSource,
  },
  {
    names: ['ChatGoogleGenerativeAI', 'GoogleGenerativeAI', 'ChatGoogle'],
    provider: 'gcp.gemini',
    limits: googleLimits,
    missing: unlimited(partner),
    source: partner,
  },
  { names: ['ChatGooglePalm', 'GooglePalm'], provider: 'gcp.gemini', limits: googleLimits, source: partner },
  {
    names: ['ChatVertexAI', 'VertexAI', 'ChatAnthropicVertex', 'VertexAIModelGarden'],
    provider: 'gcp.vertex_ai',
    limits: googleLimits,
    missing: unlimited(partner),
    source: partner,
  },
  { names: ['ChatMistralAI', 'MistralAI'], provider: 'mistral_ai', limits: plainLimits, missing: unlimited(partner), source: partner },
  { names: ['ChatGroq'], provider: 'groq', limits: plainLimits, missing: unlimited(partner), source: partner },
  { names: ['ChatCohere', 'Cohere'], provider: 'cohere', limits: plainLimits, missing: unlimited(partner), source: partner },
  { names: ['ChatDeepSeek'], provider: 'deepseek', limits: plainLimits, missing: unlimited(partner), source: partner },
  { names: ['ChatXAI'], provider: 'x_ai', limits: plainLimits, missing: unlimited(partner), source: partner },
  { names: ['ChatPerplexity'], provider: 'perplexity', limits: plainLimits, missing: unlimited(partner), source: partner },
  { names: ['ChatOpenRouter'], provider: 'openrouter', limits: plainLimits, missing: unlimited(partner), source: partner },
  {
    names: ['ChatOllama', 'OllamaLLM', 'Ollama', 'OllamaFunctions'],
    provider: 'ollama',
    limits: ['num_predict', 'numPredict'],
    missing: unlimited(partner),
    source: partner,
  },
  {
    names: [
      'ChatTogether',
      'ChatTogetherAI',
      'Together',
      'TogetherAI',
      'ChatFireworks',
      'Fireworks',
      'ChatNVIDIA',
      'ChatCerebras',
      'ChatLiteLLM',
      'ChatLiteLLMRouter',
      'AzureAIChatCompletionsModel',
      'AzureMLChatOnlineEndpoint',
      'ChatDatabricks',
      'ChatSambaNovaCloud',
      'ChatTongyi',
      'Tongyi',
      'ChatZhipuAI',
      'MoonshotChat',
      'ChatMoonshot',
      'QianfanChatEndpoint',
      'ChatBaichuan',
      'ChatSparkLLM',
      'ChatWatsonx',
      'WatsonxLLM',
      'ChatUpstage',
      'ChatWriter',
      'ChatAnyscale',
      'ChatDeepInfra',
      'ChatAI21',
      'AI21',
      'ChatHuggingFace',
      'Replicate',
    ],
    provider: 'unknown',
    limits: [...plainLimits, 'max_new_tokens'],
    source: partner,
  },
  baseModels,
  {
    names: ['HuggingFaceHub', 'HuggingFaceEndpoint', 'HuggingFaceInference', 'HuggingFaceTextGenInference'],
    provider: 'unknown',
    limits: ['max_new_tokens', 'maxTokens', 'model_kwargs.max_new_tokens', 'model_kwargs.max_length'],
    completion: true,
    source: partner,
  },
];

const modelNames = [
  'model',
  'model_name',
  'modelName',
  'model_id',
  'modelId',
  'deployment_name',
  'azure_deployment',
  'deployment',
  'azureOpenAIApiDeploymentName',
  'deploymentName',
  'engine',
  'repo_id',
  'base_model_id',
];

/** Everything a Runnable that ends in a model can be asked to do. */
export const runMethods: readonly string[] = [
  'invoke',
  'ainvoke',
  'stream',
  'astream',
  'batch',
  'abatch',
  'batch_as_completed',
  'abatch_as_completed',
  'astream_events',
  'streamEvents',
  'stream_events',
  'astream_log',
  'streamLog',
  'transform',
  'generate',
  'agenerate',
  'generate_prompt',
  'agenerate_prompt',
  'generatePrompt',
  'predict',
  'apredict',
  'predict_messages',
  'apredict_messages',
  'predictMessages',
  'call',
  'call_as_llm',
  '__call__',
  '()',
];

/** Methods that give the same model back, bound to more settings. */
export const bindings: readonly string[] = [
  'bind()',
  'bind_tools()',
  'bindTools()',
  'bind_functions()',
  'with_structured_output()',
  'withStructuredOutput()',
  'with_config()',
  'withConfig()',
  'with_retry()',
  'withRetry()',
  'with_fallbacks()',
  'withFallbacks()',
  'with_types()',
  'with_listeners()',
  'withListeners()',
  'configurable_fields()',
  'configurable_alternatives()',
];

const limitParams = (names: readonly string[], prefix: string, source: string): readonly LimitParam[] =>
  names.map(name => ({ path: `${prefix}${name}`, source }));

function client(row: ModelClass, language: 'python' | 'typescript'): Client {
  const common: Params = {
    ...(row.missing?.[language] ? { missingLimit: row.missing[language] } : {}),
    ...(row.missingByModel ? { missingLimitByModel: row.missingByModel } : {}),
    ...(row.defaultModel ? { defaultModel: row.defaultModel } : {}),
  };
  const operation = row.completion ? 'completion' : 'chat';
  const run: CallShape = {
    api: `${row.names[0]}.invoke`,
    kind: 'framework',
    operation,
    methods: runMethods,
    positional: ['input'],
    options: 1,
    params: {
      ...common,
      model: ['model', ...modelNames.map(name => `@${name}`)],
      messages: ['input', '0', 'messages', 'inputs'],
      systemRoles: ['system', 'developer'],
      limits: [...limitParams(row.limits, '', row.source), ...limitParams(row.limits, '@', row.source)],
      tools: ['@tools', '@functions', 'tools'],
      completions: ['@n'],
      effort: ['@reasoning_effort', '@reasoningEffort', '@reasoning.effort'],
      serviceTier: ['@service_tier', '@serviceTier'],
      stream: ['@streaming'],
    },
  };
  return {
    id: `${row.names[0]}.${language}`,
    language,
    names: row.names,
    role: 'model',
    provider: row.provider,
    transparent: bindings,
    baseUrl: [
      'base_url',
      'openai_api_base',
      'api_base',
      'baseURL',
      'baseUrl',
      'configuration.baseURL',
      'anthropic_api_url',
      'anthropicApiUrl',
      'endpoint_url',
    ],
    calls: [run],
    construction: {
      api: row.names[0] as string,
      kind: 'config',
      operation,
      params: {
        ...common,
        model: modelNames,
        limits: limitParams(row.limits, '', row.source),
        completions: ['n'],
        effort: ['reasoning_effort', 'reasoningEffort', 'reasoning.effort'],
        serviceTier: ['service_tier', 'serviceTier'],
        stream: ['streaming'],
      },
    },
  };
}

/** `init_chat_model('openai:gpt-4o')`, `initChatModel('gpt-4o', { modelProvider: 'openai' })`. */
function universal(language: 'python' | 'typescript'): Client {
  const source = 'langchain libs/langchain_v1/langchain/chat_models/base.py init_chat_model; langchain (npm) chat_models/universal';
  const row: ModelClass = {
    names: ['init_chat_model', 'initChatModel'],
    provider: 'unknown',
    limits: ['max_tokens', 'maxTokens', 'max_output_tokens', 'maxOutputTokens', 'num_predict'],
    source,
  };
  const made = client(row, language);
  const naming = (prefix: string): Params => ({
    modelPrefix: ':',
    hidesLimit: [`${prefix}model_kwargs`, `${prefix}configurable_fields`, `${prefix}configurableFields`],
    provider: [`${prefix}model_provider`, `${prefix}modelProvider`],
    missingLimitByModel: [
      {
        models: /^(?:anthropic:)?claude/,
        missing:
          language === 'python'
            ? { sends: 'modelMaximum', source: `${anthropicSource} (_default_max_tokens_for)` }
            : { sends: 'default', tokens: 16384, source: anthropicSource },
      },
    ],
    missingLimit: { sends: 'unlimited', source },
  });
  const at = language === 'python' ? 'model' : '0';
  return {
    ...made,
    positional: ['model'],
    calls: made.calls.map(call => ({
      ...call,
      params: { ...call.params, ...naming('@'), model: ['config.configurable.model', `@${at}`] },
    })),
    construction: {
      api: 'init_chat_model',
      kind: 'config',
      operation: 'chat',
      params: { ...made.construction?.params, ...naming(language === 'python' ? '' : '1.'), model: [at] },
    },
  };
}

const embeddingNames = [
  'OpenAIEmbeddings',
  'AzureOpenAIEmbeddings',
  'BedrockEmbeddings',
  'GoogleGenerativeAIEmbeddings',
  'VertexAIEmbeddings',
  'CohereEmbeddings',
  'MistralAIEmbeddings',
  'VoyageAIEmbeddings',
  'init_embeddings',
];

const embeddingModel = (prefix: string) =>
  ['model', 'modelName', 'model_name', 'model_id', 'deployment', 'azure_deployment', 'azureOpenAIApiDeploymentName', '0'].map(
    name => `${prefix}${name}`,
  );

const embeddings: Client = {
  id: 'embeddings',
  names: embeddingNames,
  baseUrl: ['base_url', 'openai_api_base', 'baseURL', 'configuration.baseURL'],
  calls: [
    {
      api: 'embeddings.embed',
      kind: 'framework',
      operation: 'embedding',
      methods: ['embed_documents', 'embed_query', 'aembed_documents', 'aembed_query', 'embedDocuments', 'embedQuery'],
      positional: ['texts'],
      params: { model: embeddingModel('@'), messages: ['texts', '0'] },
    },
  ],
  construction: { api: 'embeddings', kind: 'config', operation: 'embedding', params: { model: embeddingModel('') } },
};

/** Some chat model: nothing says which but what is done with it. */
function unseenModel(): Client {
  const { construction: _, ...model } = client(baseModels, 'python');
  return { ...model, id: 'unseenModel', language: undefined, names: [] };
}

/** Only chat models have these, whatever the receiver is. */
export const modelFactories: readonly Factory[] = [
  { methods: ['bind_tools', 'bindTools', 'with_structured_output', 'withStructuredOutput'], client: 'unseenModel' },
];

export const modelClients: readonly Client[] = [
  unseenModel(),
  ...(['python', 'typescript'] as const).flatMap(language => [...modelClasses.map(row => client(row, language)), universal(language)]),
  embeddings,
];
