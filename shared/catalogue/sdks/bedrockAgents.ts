/** Bedrock's agent runtime: knowledge bases, agents, flows, reranking. */
import type { CallShape, Params } from '../schema.ts';

const source = 'botocore 1.43.67 data/bedrock-agent-runtime/2023-07-26/service-2.json, read 2026-11-24';

const knowledgeBase = 'retrieveAndGenerateConfiguration.knowledgeBaseConfiguration';
const external = 'retrieveAndGenerateConfiguration.externalSourcesConfiguration';
const limit = 'generationConfiguration.inferenceConfig.textInferenceConfig.maxTokens';
const search = 'retrievalConfiguration.vectorSearchConfiguration';

const retrieve: Params = {
  messages: ['retrievalQuery.text'],
  retrievalK: { paths: [`${search}.numberOfResults`], source },
  reranker: [`${search}.rerankingConfiguration`],
};

const retrieveAndGenerate: Params = {
  model: [`${knowledgeBase}.modelArn`, `${external}.modelArn`],
  system: [`${knowledgeBase}.generationConfiguration.promptTemplate.textPromptTemplate`],
  messages: ['input.text'],
  limits: [
    { path: `${knowledgeBase}.${limit}`, source },
    { path: `${external}.${limit}`, source },
  ],
  missingLimit: { sends: 'unlimited', source },
  retrievalK: { paths: [`${knowledgeBase}.${search}.numberOfResults`], source },
  reranker: [`${knowledgeBase}.${search}.rerankingConfiguration`],
};

const inlineAgent: Params = { model: ['foundationModel'], system: ['instruction'], messages: ['inputText'], tools: ['actionGroups'] };

interface Operation {
  readonly api: string;
  readonly kind: CallShape['kind'];
  readonly operation: CallShape['operation'];
  readonly params: Params;
  /** As the service calls it: `Retrieve`. */
  readonly names: readonly string[];
}

const operations: readonly Operation[] = [
  { api: 'retrieve', kind: 'retriever', operation: 'retrieval', params: retrieve, names: ['Retrieve'] },
  {
    api: 'retrieve_and_generate',
    kind: 'direct',
    operation: 'chat',
    params: retrieveAndGenerate,
    names: ['RetrieveAndGenerate', 'RetrieveAndGenerateStream'],
  },
  { api: 'invoke_agent', kind: 'direct', operation: 'agent', params: { messages: ['inputText'] }, names: ['InvokeAgent'] },
  { api: 'invoke_inline_agent', kind: 'direct', operation: 'agent', params: inlineAgent, names: ['InvokeInlineAgent'] },
  { api: 'invoke_flow', kind: 'direct', operation: 'agent', params: {}, names: ['InvokeFlow'] },
  { api: 'rerank', kind: 'direct', operation: 'rerank', params: {}, names: ['Rerank'] },
];

const snake = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, upper => `_${upper}`).toLowerCase();
const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** Each operation three ways: boto3's method, the JavaScript method, the JavaScript command. */
export const agentRuntimeCalls: readonly CallShape[] = operations.flatMap(({ names, ...shape }): CallShape[] => [
  { ...shape, language: 'python', methods: names.map(snake) },
  { ...shape, language: 'typescript', methods: names.map(camel) },
  { ...shape, language: 'typescript', methods: ['send'], commands: names.map(name => `${name}Command`) },
]);
