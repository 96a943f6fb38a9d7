/** Raw HTTP to known endpoints: the body is the API's own, whatever sends it. */
import { anthropicMessages } from '../dialects/anthropicMessages.ts';
import { compatibleChat, completionParams, embeddingParams, modelOnly, openAiChat } from '../dialects/chatCompletions.ts';
import { responsesParams } from '../dialects/responses.ts';
import type { ArgPath, CallShape, Client, Operation, Params, Sdk } from '../schema.ts';

interface Endpoint {
  readonly api: string;
  readonly operation: Operation;
  readonly url: RegExp;
  readonly params: Params;
  /** The model stands in the URL. */
  readonly model?: RegExp;
}

const geminiSource = 'ai.google.dev/api/generate-content: systemInstruction, contents, generationConfig.maxOutputTokens';

const gemini: Params = {
  system: ['systemInstruction', 'system_instruction'],
  messages: ['contents'],
  limits: [
    { path: 'generationConfig.maxOutputTokens', source: geminiSource },
    { path: 'generation_config.max_output_tokens', source: geminiSource },
  ],
  missingLimit: { sends: 'unlimited', source: geminiSource },
  tools: ['tools'],
  completions: ['generationConfig.candidateCount'],
  automaticCache: true,
};

const endpoints: readonly Endpoint[] = [
  { api: 'http.chat.completions', operation: 'chat', url: /\/\/api\.openai\.com\/v1\/chat\/completions/, params: openAiChat },
  {
    api: 'http.chat.completions',
    operation: 'chat',
    url: /\/chat\/completions/,
    model: /\/deployments\/([^/?]+)\//,
    params: compatibleChat('the Chat Completions dialect of OpenAI-compatible hosts'),
  },
  { api: 'http.responses', operation: 'chat', url: /\/\/api\.openai\.com\/v1\/responses|\/openai\/v1\/responses/, params: responsesParams },
  {
    api: 'http.messages',
    operation: 'chat',
    url: /\/\/api\.anthropic\.com\/v1\/messages(?!\/)|\/anthropic\/v1\/messages(?!\/)/,
    params: anthropicMessages,
  },
  { api: 'http.generateContent', operation: 'chat', url: /:(?:streamG|g)enerateContent/, model: /models\/([^:/?]+):/, params: gemini },
  {
    api: 'http.completions',
    operation: 'completion',
    url: /\/\/api\.openai\.com\/v1\/(?:engines\/[^/]+\/)?completions/,
    model: /\/engines\/([^/]+)\//,
    params: completionParams,
  },
  {
    api: 'http.embeddings',
    operation: 'embedding',
    url: /\/\/api\.(?:openai\.com|mistral\.ai|cohere\.(?:ai|com))\/v\d\/embed/,
    params: embeddingParams,
  },
  { api: 'http.audio', operation: 'audio', url: /\/\/api\.openai\.com\/v1\/audio\//, params: modelOnly },
  {
    api: 'http.images',
    operation: 'image',
    url: /\/\/api\.openai\.com\/v1\/images\//,
    params: { ...modelOnly, messages: ['prompt'], completions: ['n'] },
  },
  {
    api: 'http.ollama',
    operation: 'chat',
    url: /:11434\/api\/(?:chat|generate)/,
    params: {
      model: ['model'],
      messages: ['messages', 'prompt'],
      system: ['system'],
      limits: [{ path: 'options.num_predict', source: 'ollama docs/api' }],
    },
  },
];

/** The same fields, found below the places where the body may stand. */
function inside(params: Params, bodies: readonly ArgPath[], url: ArgPath, model: RegExp | undefined): Params {
  const at = (paths: readonly ArgPath[] | undefined) => paths && bodies.flatMap(body => paths.map(path => `${body}.${path}`));
  return {
    ...params,
    model: at(params.model),
    ...(model ? { modelIn: [{ path: url, pattern: model }] } : {}),
    system: at(params.system),
    messages: at(params.messages),
    limits: params.limits && bodies.flatMap(body => (params.limits ?? []).map(limit => ({ ...limit, path: `${body}.${limit.path}` }))),
    tools: at(params.tools),
    completions: at(params.completions),
    stream: at(params.stream),
    effort: at(params.effort),
    serviceTier: at(params.serviceTier),
    ...(params.cacheMarker ? { cacheMarker: { ...params.cacheMarker, topLevel: at(params.cacheMarker.topLevel) } } : {}),
  };
}

/** A function or method that sends a request, and where it takes URL and body. */
interface Sender {
  readonly language: 'python' | 'typescript';
  readonly methods: readonly string[];
  readonly positional?: readonly string[];
  readonly options?: number;
  readonly url: ArgPath;
  readonly bodies: readonly ArgPath[];
}

const requests: readonly Sender[] = [
  { language: 'python', methods: ['post'], positional: ['url', 'data', 'json'], url: 'url', bodies: ['json', 'data', 'content'] },
  { language: 'python', methods: ['request', 'stream'], positional: ['method', 'url'], url: 'url', bodies: ['json', 'data', 'content'] },
];

/** Axios takes the body second, got and ky an options object that holds it. */
const posts: readonly Sender[] = [
  { language: 'typescript', methods: ['post'], options: 1, url: '0', bodies: ['1', 'json', 'body'] },
  { language: 'typescript', methods: ['request', 'default'], url: 'url', bodies: ['data'] },
];

const fetches: readonly Sender[] = [
  {
    language: 'typescript',
    methods: ['fetch', '$fetch', 'ofetch', 'fetchEventSource', 'default'],
    options: 1,
    url: '0',
    bodies: ['body', 'json'],
  },
];

const shapes = (senders: readonly Sender[]): readonly CallShape[] =>
  senders.flatMap(({ url, bodies, ...sender }) =>
    endpoints.map(endpoint => ({
      ...sender,
      api: endpoint.api,
      kind: 'direct',
      operation: endpoint.operation,
      when: [{ path: url, matches: endpoint.url }],
      params: inside(endpoint.params, bodies, url, endpoint.model),
    })),
  );

/** Sessions and clients of the HTTP libraries; a base URL given to them is not part of what a condition sees. */
const sessions: readonly Client[] = [
  {
    id: 'python',
    language: 'python',
    names: ['Session', 'session', 'Client', 'AsyncClient', 'ClientSession'],
    role: 'client',
    calls: shapes(requests),
  },
  { id: 'axios', language: 'typescript', names: ['default.create', 'axios.create', 'create'], role: 'client', calls: shapes(posts) },
];

export const http: Sdk = {
  id: 'http',
  title: 'Raw HTTP',
  provider: 'unknown',
  modules: {
    python: ['requests', 'httpx', 'aiohttp', 'curl_cffi'],
    typescript: ['axios', 'node-fetch', 'undici', 'got', 'ky', 'ofetch', 'superagent', '@microsoft/fetch-event-source', 'cross-fetch'],
  },
  globals: ['fetch', '$fetch'],
  hints: [
    '/chat/completions',
    'api.openai.com/v1/',
    'api.anthropic.com/v1/messages',
    'enerateContent',
    ':11434/api/',
    'api.mistral.ai/v1/embed',
    'api.cohere.',
  ],
  clients: sessions,
  functions: [...shapes(requests), ...shapes(posts), ...shapes(fetches)],
  source: "the providers' API references",
};
