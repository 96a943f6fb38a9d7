/** LangChain's messages, prompt templates and the glue of a pipeline. */
import type { Client, MessageShape } from '../../schema.ts';

const roles: Readonly<Record<string, MessageShape['role']>> = {
  System: 'system',
  Human: 'user',
  AI: 'assistant',
  Tool: 'tool',
  Function: 'tool',
};

/** `SystemMessage('...')`, `SystemMessage(content='...')`, `new SystemMessage({ content })`. */
const messages: readonly Client[] = Object.entries(roles).map(([name, role]) => ({
  id: `${name}Message`,
  names: [`${name}Message`, `${name}MessageChunk`],
  role: 'message',
  positional: ['content'],
  message: { ...(role ? { role } : {}), content: ['content', '0'] },
  calls: [],
}));

/** One message with holes: `SystemMessagePromptTemplate.from_template('...')`. */
const messageTemplates: readonly Client[] = (['System', 'Human', 'AI'] as const).map(name => ({
  id: `${name}MessagePromptTemplate`,
  names: [`${name}MessagePromptTemplate.from_template`, `${name}MessagePromptTemplate.fromTemplate`, `${name}MessagePromptTemplate`],
  role: 'prompt',
  positional: ['template'],
  template: {
    text: ['template', '0', 'prompt.template', 'prompt'],
    role: name === 'System' ? 'system' : name === 'AI' ? 'assistant' : 'user',
  },
  calls: [],
}));

export const promptClients: readonly Client[] = [
  ...messages,
  ...messageTemplates,
  {
    id: 'ChatMessage',
    names: ['ChatMessage'],
    role: 'message',
    positional: ['content', 'role'],
    message: { rolePath: 'role', content: ['content', '0'] },
    calls: [],
  },
  {
    id: 'ChatPromptTemplate',
    names: [
      'ChatPromptTemplate.from_messages',
      'ChatPromptTemplate.fromMessages',
      'ChatPromptTemplate.fromPromptMessages',
      'ChatPromptTemplate',
    ],
    role: 'prompt',
    positional: ['messages'],
    transparent: ['partial()', 'with_config()', 'withConfig()'],
    template: { messages: ['messages', 'promptMessages', '0'], feeds: 'unseenModel' },
    calls: [],
  },
  {
    id: 'PromptTemplate',
    names: [
      'PromptTemplate.from_template',
      'PromptTemplate.fromTemplate',
      'PromptTemplate',
      'ChatPromptTemplate.from_template',
      'ChatPromptTemplate.fromTemplate',
    ],
    role: 'prompt',
    positional: ['template'],
    transparent: ['partial()'],
    template: { text: ['template', '0'], role: 'user', feeds: 'unseenModel' },
    calls: [],
  },
  {
    id: 'MessagesPlaceholder',
    names: ['MessagesPlaceholder'],
    role: 'prompt',
    positional: ['variable_name'],
    template: { placeholder: true },
    calls: [],
  },
  {
    id: 'RunnableSequence',
    names: ['RunnableSequence.from', 'RunnableSequence'],
    transparent: ['with_config()', 'withConfig()', 'with_retry()', 'withRetry()', 'with_fallbacks()', 'withFallbacks()'],
    steps: ['0'],
    calls: [],
  },
  { id: 'RunnableWithMessageHistory', names: ['RunnableWithMessageHistory'], positional: ['runnable'], wraps: ['runnable'], calls: [] },
];
