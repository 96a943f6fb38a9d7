/** What Gemini's requests say, in the spelling of either SDK. */
import { contentOf, type Message, type RequestContent, textMessage, textsOf } from '../content.ts';
import { asObject, asText, type JsonObject, membersOf, objectsOf } from '../jsonValue.ts';
import { member } from './input.ts';

export function readContents(body: JsonObject): RequestContent {
  const system = member(body, 'systemInstruction');
  return contentOf(body, textsOfContent(system), listOf(body.contents).map(messageOf), toolNames(body.tools));
}

/** An interaction: a text, contents, or steps of a conversation. */
export function readInteraction(body: JsonObject): RequestContent {
  const tools = objectsOf(body.tools).map(tool => asText(tool.name) ?? asText(tool.type));
  return contentOf(body, textsOf(body.system_instruction), listOf(body.input).map(stepOf), tools);
}

export function readEmbedding(body: JsonObject): RequestContent {
  const contents = membersOf([body, ...objectsOf(body.requests)], 'content');
  return contentOf(body, [], contents.map(messageOf), []);
}

function messageOf(content: unknown): Message {
  const text = asText(content);
  if (text !== undefined) return textMessage('user', text);
  const object = asObject(content) ?? {};
  const parts = partsOf(object);
  const calls = objectsOf(parts.map(part => member(part, 'functionCall')));
  const results = objectsOf(parts.map(part => member(part, 'functionResponse')));
  const texts = parts.flatMap(part => asText(part.text) ?? []);
  return {
    role: results.length > 0 || object.role === 'function' ? 'tool' : object.role === 'model' ? 'assistant' : 'user',
    texts,
    toolCalls: calls.map(({ name }) => asText(name) ?? ''),
    toolResults: results.length,
    other: parts.length > texts.length + calls.length + results.length,
    source: content,
  };
}

function stepOf(step: unknown): Message {
  const text = asText(step) ?? asText(asObject(step)?.text);
  if (text !== undefined) return { ...textMessage('user', text), source: step };
  const object = asObject(step) ?? {};
  const type = asText(object.type) ?? '';
  const texts = textsOf(object.content);
  return {
    role: /result|response/.test(type)
      ? 'tool'
      : object.role === 'model' || /^(model_output|function_call|thought)/.test(type)
        ? 'assistant'
        : 'user',
    texts,
    toolCalls: type === 'function_call' ? [asText(object.name) ?? ''] : [],
    toolResults: /result|response/.test(type) ? 1 : 0,
    other: texts.length < listOf(object.content).length,
    source: step,
  };
}

function toolNames(tools: unknown): readonly (string | undefined)[] {
  return objectsOf(tools).flatMap(tool =>
    Object.entries(tool).flatMap(([kind, value]) =>
      /^function_?declarations$/i.test(kind) ? objectsOf(value).map(({ name }) => asText(name)) : [kind],
    ),
  );
}

function textsOfContent(content: unknown): readonly string[] {
  const text = asText(content);
  return text !== undefined ? [text] : partsOf(asObject(content) ?? {}).flatMap(part => asText(part.text) ?? []);
}

function partsOf(content: JsonObject): readonly JsonObject[] {
  return objectsOf(listOf(content.parts));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
