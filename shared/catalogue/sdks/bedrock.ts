/** Amazon Bedrock through the AWS SDKs: Converse and InvokeModel. The agent runtime (knowledge bases, agents) is in `bedrockAgents.ts`. */
import { anthropicCacheMarker } from '../dialects/anthropicMessages.ts';
import type { CacheMarkerShape, CallShape, Client, LimitParam, Params, Sdk } from '../schema.ts';
import { agentRuntimeCalls } from './bedrockAgents.ts';

const model = 'botocore 1.43.67 data/bedrock-runtime/2023-09-30/service-2.json, read 2026-11-24';
const mistakes = 'boto3 refuses unknown parameters before sending; the JavaScript SDK leaves them out: both tried with 2026-11 versions';

const cachePoint: CacheMarkerShape = {
  key: 'cachePoint',
  placement: 'ownBlock',
  write: { python: '{"cachePoint": {"type": "default"}}', typescript: "{ cachePoint: { type: 'default' } }" },
  maxMarkers: 4,
  source: `${model}; the limit of 4: langchain_aws chat_models/bedrock_converse.py`,
};

const converse = (status: 'rejected' | 'ignored'): Params => ({
  model: ['modelId'],
  system: ['system'],
  messages: ['messages'],
  limits: [
    { path: 'inferenceConfig.maxTokens', status: 'current', source: model },
    { path: 'inferenceConfig.max_tokens', status, insteadUse: 'maxTokens', source: mistakes },
    { path: 'inferenceConfig.maxOutputTokens', status, insteadUse: 'maxTokens', source: mistakes },
    { path: 'inferenceConfig.maxTokenCount', status, insteadUse: 'maxTokens', source: mistakes },
    { path: 'maxTokens', status, insteadUse: 'inferenceConfig', source: mistakes },
    { path: 'max_tokens', status, insteadUse: 'inferenceConfig', source: mistakes },
  ],
  missingLimit: { sends: 'unlimited', source: `${model}: "The default value is the maximum allowed value for the model"` },
  tools: ['toolConfig.tools'],
  cacheMarker: cachePoint,
  effort: ['outputConfig.effort'],
  serviceTier: ['serviceTier.type'],
});

const bodyLimits: readonly LimitParam[] = [
  { path: 'body.max_tokens', source: 'AWS docs, model-parameters-anthropic-claude-messages, -mistral, -cohere-command-r-plus' },
  { path: 'body.max_tokens_to_sample', source: 'AWS docs, model-parameters-anthropic-claude-text-completion' },
  { path: 'body.textGenerationConfig.maxTokenCount', source: 'AWS docs, model-parameters-titan-text' },
  { path: 'body.max_gen_len', source: 'AWS docs, model-parameters-meta' },
  { path: 'body.inferenceConfig.maxTokens', source: 'AWS docs, Amazon Nova complete request schema' },
  { path: 'body.inferenceConfig.max_new_tokens', source: 'AWS docs, Amazon Nova request schema, its first spelling' },
  { path: 'body.max_completion_tokens', source: 'AWS docs, model-parameters-openai' },
  { path: 'body.maxTokens', source: 'AWS docs, model-parameters-jurassic2' },
  { path: 'body.max_new_tokens', source: 'imported models: AWS docs, invoke imported model' },
];

/** The JSON body is the vendor's own; which one is known only where the model id is. */
const invoke: Params = {
  model: ['modelId'],
  system: ['body.system', 'body.preamble'],
  messages: ['body.messages', 'body.prompt', 'body.inputText', 'body.message'],
  systemRoles: ['system'],
  limits: bodyLimits,
  missingLimitByModel: [
    {
      models: /anthropic|claude/,
      missing: { sends: 'required', source: 'AWS docs, model-parameters-anthropic-claude-messages-request-response: max_tokens required' },
    },
    {
      models: /titan-text/,
      missing: {
        sends: 'default',
        tokens: 512,
        source: 'AWS docs, model-parameters-titan-text; repost.aws/questions/QUmgOYYUzAQj6W5tyMN_mDLA',
      },
    },
  ],
  tools: ['body.tools', 'body.toolConfig.tools'],
  cacheMarker: anthropicCacheMarker,
  effort: ['body.output_config.effort', 'body.reasoning_effort'],
  serviceTier: ['serviceTier'],
};

const embeds = /embed/;
const draws = /stability|sd3|stable-|titan-image|nova-canvas|nova-reel|luma|rerank/;

function invokeShapes(shape: Pick<CallShape, 'methods' | 'commands' | 'language'>): readonly CallShape[] {
  const base = { ...shape, api: 'invoke_model', kind: 'direct' } as const;
  return [
    {
      ...base,
      operation: 'embedding',
      when: [{ path: 'modelId', matches: embeds }],
      params: { model: ['modelId'], messages: ['body.inputText', 'body.texts'] },
    },
    { ...base, operation: 'image', when: [{ path: 'modelId', matches: draws }], params: { model: ['modelId'] } },
    { ...base, operation: 'chat', params: invoke },
  ];
}

const python = 'python' as const;
const typescript = 'typescript' as const;

const runtimeCalls: readonly CallShape[] = [
  {
    api: 'converse',
    kind: 'direct',
    operation: 'chat',
    language: python,
    methods: ['converse', 'converse_stream'],
    params: converse('rejected'),
  },
  {
    api: 'converse',
    kind: 'direct',
    operation: 'chat',
    language: typescript,
    methods: ['converse', 'converseStream'],
    params: converse('ignored'),
  },
  {
    api: 'converse',
    kind: 'direct',
    operation: 'chat',
    language: typescript,
    methods: ['send'],
    commands: ['ConverseCommand', 'ConverseStreamCommand'],
    params: converse('ignored'),
  },
  ...invokeShapes({ methods: ['invoke_model', 'invoke_model_with_response_stream'], language: python }),
  ...invokeShapes({ methods: ['invokeModel', 'invokeModelWithResponseStream'], language: typescript }),
  ...invokeShapes({ methods: ['send'], commands: ['InvokeModelCommand', 'InvokeModelWithResponseStreamCommand'], language: typescript }),
  {
    api: 'invoke_model_with_bidirectional_stream',
    kind: 'direct',
    operation: 'audio',
    methods: ['invoke_model_with_bidirectional_stream', 'invokeModelWithBidirectionalStream'],
    params: { model: ['modelId'] },
  },
  {
    api: 'invoke_model_with_bidirectional_stream',
    kind: 'direct',
    operation: 'audio',
    methods: ['send'],
    commands: ['InvokeModelWithBidirectionalStreamCommand'],
    params: { model: ['modelId'] },
  },
  {
    api: 'start_async_invoke',
    kind: 'direct',
    operation: 'batch',
    methods: ['start_async_invoke', 'startAsyncInvoke'],
    params: { model: ['modelId'] },
  },
  {
    api: 'start_async_invoke',
    kind: 'direct',
    operation: 'batch',
    methods: ['send'],
    commands: ['StartAsyncInvokeCommand'],
    params: { model: ['modelId'] },
  },
  {
    api: 'count_tokens',
    kind: 'direct',
    operation: 'count',
    free: true,
    methods: ['count_tokens', 'countTokens'],
    params: { model: ['modelId'] },
  },
  {
    api: 'count_tokens',
    kind: 'direct',
    operation: 'count',
    free: true,
    methods: ['send'],
    commands: ['CountTokensCommand'],
    params: { model: ['modelId'] },
  },
];

/** boto3's clients are one function; the service's name decides what they are. */
const runtimeService = [{ path: 'service_name', matches: /^bedrock-runtime$/ }];
const agentService = [{ path: 'service_name', matches: /^bedrock-agent-runtime$/ }];

/** A session's methods take the service first or by name. */
const sessionFactories = [
  { client: 'runtime', service: runtimeService },
  { client: 'agentRuntime', service: agentService },
].flatMap(({ client, service }) =>
  ['service_name', '0'].map(path => ({
    methods: ['client', 'create_client'],
    client,
    when: service.map(condition => ({ ...condition, path })),
  })),
);

const boto = {
  names: ['client'],
  positional: ['service_name', 'region_name'],
  language: python,
  role: 'client',
  transparent: ['__aenter__()', 'enter_async_context()'],
  baseUrl: ['endpoint_url'],
} as const satisfies Partial<Client>;

export const bedrock: Sdk = {
  id: 'bedrock',
  title: 'Amazon Bedrock',
  provider: 'aws.bedrock',
  modules: {
    python: [
      'boto3',
      'botocore',
      'aioboto3',
      'aiobotocore',
      'mypy_boto3_bedrock_runtime',
      'types_boto3_bedrock_runtime',
      'mypy_boto3_bedrock_agent_runtime',
    ],
    typescript: ['@aws-sdk/client-bedrock-runtime', '@aws-sdk/client-bedrock-agent-runtime'],
  },
  hints: ['bedrock-runtime', 'bedrock-agent-runtime', 'bedrock_runtime', 'bedrock_agent_runtime'],
  clients: [
    { ...boto, id: 'runtime', when: runtimeService, calls: runtimeCalls },
    { ...boto, id: 'agentRuntime', when: agentService, calls: agentRuntimeCalls },
    {
      id: 'session',
      language: python,
      names: ['Session', 'session.Session', 'get_session', '_get_default_session'],
      factories: sessionFactories,
      calls: [],
    },
    { id: 'typedRuntime', names: ['BedrockRuntimeClient', 'BedrockRuntime'], role: 'client', baseUrl: ['endpoint'], calls: runtimeCalls },
    {
      id: 'typedAgentRuntime',
      names: ['BedrockAgentRuntimeClient', 'AgentsforBedrockRuntimeClient', 'BedrockAgentRuntime'],
      role: 'client',
      baseUrl: ['endpoint'],
      calls: agentRuntimeCalls,
    },
  ],
  source: `${model}; @aws-sdk/client-bedrock-runtime 3.1164.0 dist-types/commands, read 2026-11-24`,
};
