/** Mistral: the current client (`chat.complete`) and the one before version 1 (`client.chat(...)`). */
import type { CallShape, Params, Sdk } from '../schema.ts';

const source =
  'mistralai 2.5 src/mistralai/client/{chat,agents,fim,conversations,embeddings,ocr}.py, mistralai/client-python 05629d23 (2026-06-30), read 2026-11-24';

const chat: Params = {
  model: ['model'],
  messages: ['messages'],
  systemRoles: ['system'],
  limits: [
    { path: 'max_tokens', source },
    { path: 'maxTokens', source: '@mistralai/mistralai: the same fields in camel case' },
  ],
  missingLimit: { sends: 'unlimited', source },
  tools: ['tools'],
  completions: ['n'],
  stream: ['stream'],
  effort: ['reasoning_effort', 'reasoningEffort'],
};

const completionArguments = ['completion_args', 'completionArgs'];

const conversation: Params = {
  model: ['model'],
  system: ['instructions'],
  messages: ['inputs'],
  limits: completionArguments.flatMap(at => [
    { path: `${at}.max_tokens`, source },
    { path: `${at}.maxTokens`, source },
  ]),
  missingLimit: { sends: 'unlimited', source },
  tools: ['tools'],
};

/** Python's asynchronous twins end in `_async`. */
const both = (...methods: readonly string[]) => methods.flatMap(method => [method, `${method}_async`]);

const calls: readonly CallShape[] = [
  {
    api: 'chat',
    kind: 'direct',
    operation: 'chat',
    methods: both('chat.complete', 'chat.stream', 'chat.parse', 'chat.parse_stream').concat('chat.parseStream'),
    params: chat,
  },
  {
    api: 'agents',
    kind: 'direct',
    operation: 'chat',
    methods: both('agents.complete', 'agents.stream'),
    params: { ...chat, model: ['agent_id', 'agentId'] },
  },
  {
    api: 'fim',
    kind: 'direct',
    operation: 'completion',
    methods: both('fim.complete', 'fim.stream'),
    params: { ...chat, messages: ['prompt', 'suffix'] },
  },
  {
    api: 'conversations',
    kind: 'direct',
    operation: 'chat',
    methods: both('start', 'append', 'restart', 'start_stream', 'append_stream', 'restart_stream', 'run', 'run_stream')
      .concat('startStream', 'appendStream', 'restartStream')
      .map(verb => `conversations.${verb}`),
    params: conversation,
  },
  {
    api: 'embeddings',
    kind: 'direct',
    operation: 'embedding',
    methods: both('embeddings.create'),
    params: { model: ['model'], messages: ['inputs'] },
  },
  { api: 'ocr', kind: 'direct', operation: 'chat', methods: both('ocr.process'), params: { model: ['model'] } },
  { api: 'batch.jobs', kind: 'direct', operation: 'batch', methods: both('batch.jobs.create'), params: { model: ['model'] } },
];

export const mistral: Sdk = {
  id: 'mistral',
  title: 'Mistral',
  provider: 'mistral_ai',
  modules: { python: ['mistralai'], typescript: ['@mistralai/mistralai'] },
  clients: [
    {
      id: 'client',
      names: ['Mistral', 'MistralGoogleCloud', 'MistralAzure'],
      role: 'client',
      transparent: ['beta'],
      baseUrl: ['server_url', 'serverURL'],
      calls,
    },
    {
      id: 'before1',
      names: ['MistralClient', 'MistralAsyncClient', 'default'],
      role: 'client',
      baseUrl: ['endpoint'],
      calls: [
        {
          api: 'chat',
          kind: 'direct',
          operation: 'chat',
          methods: ['chat', 'chat_stream', 'chatStream'],
          positional: ['messages', 'model'],
          params: chat,
        },
        {
          api: 'embeddings',
          kind: 'direct',
          operation: 'embedding',
          methods: ['embeddings'],
          positional: ['model', 'input'],
          params: { model: ['model'], messages: ['input'] },
        },
      ],
    },
  ],
  source,
};
