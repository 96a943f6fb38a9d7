/** What OpenAI's requests say. Shapes: openai-node 7.57 resources/{chat/completions,responses}. */
import { contentOf, type Message, type RequestContent, textMessage } from '../content.ts';
import { asList, asObject, asText, type JsonObject, objectsOf } from '../jsonValue.ts';
import type { OpenAiApi } from './route.ts';

export function readContent(api: OpenAiApi, body: JsonObject): RequestContent {
  switch (api) {
    case 'chat':
      return contentOf(body, [], objectsOf(body.messages).map(chatMessage), toolNames(body));
    case 'responses':
      return contentOf(body, textsOfInstructions(body), responseMessages(body.input), toolNames(body));
    case 'completions':
      return contentOf(body, [], textMessages(body.prompt), []);
    case 'embeddings':
      return contentOf(body, [], textMessages(body.input), []);
  }
}

function chatMessage(message: JsonObject): Message {
  const { texts, other } = partsOf(message.content);
  const calls = objectsOf(message.tool_calls).map(call => nameOf(call));
  const called = asObject(message.function_call);
  const isResult = message.role === 'tool' || message.role === 'function';
  return {
    role: roleOf(message.role),
    texts,
    toolCalls: called ? [...calls, asText(called.name) ?? ''] : calls,
    toolResults: isResult ? 1 : 0,
    other,
    source: message,
  };
}

function responseMessages(input: unknown): readonly Message[] {
  const text = asText(input);
  return text === undefined ? objectsOf(input).map(responseItem) : [textMessage('user', text)];
}

/** A message, a call of a tool, what it answered, or reasoning handed back. */
function responseItem(item: JsonObject): Message {
  const type = asText(item.type) ?? 'message';
  if (type === 'message') {
    const { texts, other } = partsOf(item.content);
    return { role: roleOf(item.role), texts, toolCalls: [], toolResults: 0, other, source: item };
  }
  if (type.endsWith('_output')) {
    return { role: 'tool', texts: partsOf(item.output).texts, toolCalls: [], toolResults: 1, other: false, source: item };
  }
  const isCall = type.endsWith('_call');
  return {
    role: 'assistant',
    texts: [],
    toolCalls: isCall ? [asText(item.name) ?? type] : [],
    toolResults: 0,
    other: !isCall,
    source: item,
  };
}

function partsOf(content: unknown): { readonly texts: readonly string[]; readonly other: boolean } {
  const text = asText(content);
  if (text !== undefined) return { texts: [text], other: false };
  const parts = asList(content);
  const texts = parts.flatMap(part => asText(part) ?? asText(asObject(part)?.text) ?? []);
  return { texts, other: texts.length < parts.length };
}

function textsOfInstructions({ instructions }: JsonObject): readonly string[] {
  const text = asText(instructions);
  return text === undefined ? objectsOf(instructions).flatMap(item => responseItem(item).texts) : [text];
}

/** Several prompts, or texts to embed, are a message each. */
function textMessages(value: unknown): readonly Message[] {
  const text = asText(value);
  return (text === undefined ? asList(value) : [text]).flatMap(item => (typeof item === 'string' ? textMessage('user', item) : []));
}

function toolNames(body: JsonObject): readonly (string | undefined)[] {
  return [...objectsOf(body.tools).map(tool => nameOf(tool)), ...objectsOf(body.functions).map(({ name }) => asText(name))];
}

/** Of a tool or a call of one: within `function` (chat), of its own (responses), or of a tool of the provider's. */
function nameOf(tool: JsonObject): string {
  return asText((asObject(tool.function) ?? asObject(tool.custom) ?? tool).name) ?? asText(tool.type) ?? '';
}

function roleOf(role: unknown): Message['role'] {
  if (role === 'system' || role === 'developer') return 'system';
  if (role === 'assistant') return 'assistant';
  return role === 'tool' || role === 'function' ? 'tool' : 'user';
}
