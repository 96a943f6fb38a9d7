/** Ollama: models on the user's own machine, priced at nothing. */
import type { CallShape, Params, Sdk } from '../schema.ts';

const source =
  'ollama-python and ollama-js: chat, generate, embed with options; num_predict in ollama docs/modelfile ("Default: -1, infinite generation"), read 2026-11-24';

const generation: Params = {
  model: ['model'],
  limits: [{ path: 'options.num_predict', source }],
  missingLimit: { sends: 'unlimited', source },
  tools: ['tools'],
  stream: ['stream'],
};

const calls: readonly CallShape[] = [
  {
    api: 'chat',
    kind: 'direct',
    operation: 'chat',
    methods: ['chat'],
    positional: ['model', 'messages'],
    params: { ...generation, messages: ['messages'], systemRoles: ['system'] },
  },
  {
    api: 'generate',
    kind: 'direct',
    operation: 'completion',
    methods: ['generate'],
    positional: ['model', 'prompt'],
    params: { ...generation, messages: ['prompt'], system: ['system'] },
  },
  {
    api: 'embed',
    kind: 'direct',
    operation: 'embedding',
    methods: ['embed', 'embeddings'],
    positional: ['model', 'input'],
    params: { model: ['model'], messages: ['input', 'prompt'] },
  },
];

export const ollama: Sdk = {
  id: 'ollama',
  title: 'Ollama',
  provider: 'ollama',
  modules: { python: ['ollama'], typescript: ['ollama', 'ollama/browser'] },
  clients: [{ id: 'client', names: ['Client', 'AsyncClient', 'Ollama'], role: 'client', baseUrl: ['host'], calls }],
  functions: calls,
  source,
};
