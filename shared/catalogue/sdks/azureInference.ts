/** Azure's own clients: AI Inference, AI Projects (which hands out OpenAI clients), and the former `@azure/openai`. */
import { compatibleChat, embeddingParams } from '../dialects/chatCompletions.ts';
import type { CallShape, LimitParam, Sdk } from '../schema.ts';

const source = 'azure-sdk-for-python sdk/ai/azure-ai-inference; @azure-rest/ai-inference; @azure/openai 1.x: their READMEs';

const body = compatibleChat(source);
const inBody = (paths: readonly string[] | undefined) => paths?.map(path => `body.${path}`);

const restChat: CallShape = {
  api: 'chat.completions',
  kind: 'direct',
  operation: 'chat',
  methods: ['post'],
  params: {
    ...body,
    model: ['body.model'],
    messages: ['body.messages'],
    tools: inBody(body.tools),
    completions: inBody(body.completions),
    stream: inBody(body.stream),
    effort: inBody(body.effort),
    serviceTier: undefined,
    limits: body.limits?.map((limit): LimitParam => ({ ...limit, path: `body.${limit.path}` })),
  },
};

export const azureInference: Sdk = {
  id: 'azure-inference',
  title: 'Azure AI Inference',
  provider: 'azure.ai.openai',
  modules: { python: ['azure.ai.inference'], typescript: ['@azure-rest/ai-inference', '@azure/openai'] },
  hints: ['azure.ai.inference', '@azure-rest/ai-inference', '@azure/openai'],
  clients: [
    {
      id: 'chat',
      language: 'python',
      names: ['ChatCompletionsClient'],
      role: 'client',
      calls: [
        {
          api: 'complete',
          kind: 'direct',
          operation: 'chat',
          methods: ['complete'],
          positional: ['messages'],
          params: { ...body, model: ['model', '@model'] },
        },
      ],
    },
    {
      id: 'embeddings',
      language: 'python',
      names: ['EmbeddingsClient'],
      role: 'client',
      calls: [
        {
          api: 'embed',
          kind: 'direct',
          operation: 'embedding',
          methods: ['embed'],
          params: { ...embeddingParams, model: ['model', '@model'] },
        },
      ],
    },
    {
      id: 'SystemMessage',
      language: 'python',
      names: ['SystemMessage'],
      role: 'message',
      positional: ['content'],
      message: { role: 'system', content: ['content'] },
      calls: [],
    },
    {
      id: 'UserMessage',
      language: 'python',
      names: ['UserMessage'],
      role: 'message',
      positional: ['content'],
      message: { role: 'user', content: ['content'] },
      calls: [],
    },
    {
      id: 'AssistantMessage',
      language: 'python',
      names: ['AssistantMessage'],
      role: 'message',
      positional: ['content'],
      message: { role: 'assistant', content: ['content'] },
      calls: [],
    },
    {
      id: 'rest',
      language: 'typescript',
      names: ['default'],
      modules: ['@azure-rest/ai-inference'],
      factories: [{ methods: ['path'], client: 'restChat', when: [{ path: '0', matches: /chat\/completions/ }] }],
      calls: [],
    },
    { id: 'restChat', language: 'typescript', names: [], role: 'client', calls: [restChat] },
    {
      id: 'former',
      language: 'typescript',
      names: ['OpenAIClient'],
      modules: ['@azure/openai'],
      role: 'client',
      calls: [
        {
          api: 'chat.completions',
          kind: 'direct',
          operation: 'chat',
          methods: ['getChatCompletions', 'streamChatCompletions', 'listChatCompletions'],
          options: 2,
          params: {
            model: ['0'],
            messages: ['1'],
            systemRoles: ['system'],
            limits: [{ path: 'maxTokens', source }],
            missingLimit: { sends: 'unlimited', source },
            tools: ['tools', 'functions'],
            completions: ['n'],
          },
        },
        {
          api: 'completions',
          kind: 'direct',
          operation: 'completion',
          methods: ['getCompletions', 'streamCompletions'],
          options: 2,
          params: { model: ['0'], messages: ['1'], limits: [{ path: 'maxTokens', source }] },
        },
        {
          api: 'embeddings',
          kind: 'direct',
          operation: 'embedding',
          methods: ['getEmbeddings'],
          options: 2,
          params: { model: ['0'], messages: ['1'] },
        },
      ],
    },
  ],
  source,
};
