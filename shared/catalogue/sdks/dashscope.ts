/** DashScope. */
import { compatibleChat } from '../dialects/chatCompletions.ts';
import type { Sdk } from '../schema.ts';

export const dashscope: Sdk = {
  id: 'dashscope',
  title: 'DashScope',
  provider: 'unknown',
  modules: { python: ['dashscope'] },
  clients: [],
  functions: [
    {
      api: 'Generation.call',
      kind: 'direct',
      operation: 'chat',
      methods: ['Generation.call', 'AioGeneration.call', 'MultiModalConversation.call'],
      positional: ['model', 'prompt'],
      params: { ...compatibleChat('dashscope (PyPI): its documentation'), messages: ['messages', 'prompt'] },
    },
    {
      api: 'TextEmbedding.call',
      kind: 'direct',
      operation: 'embedding',
      methods: ['TextEmbedding.call'],
      positional: ['model', 'input'],
      params: { model: ['model'], messages: ['input'] },
    },
  ],
  source: 'dashscope (PyPI): its documentation',
};
