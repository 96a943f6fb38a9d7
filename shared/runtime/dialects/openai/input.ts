/** Goes through the input of OpenAI requests. Shapes: openai-node 7.57 resources/{chat/completions,responses}. */
import { dataUrlLength, type InputVisitor } from '../inputTally.ts';
import { asList, asObject, asText, type JsonObject, objectsOf } from '../jsonValue.ts';
import { mostImageTokens } from './images.ts';
import type { OpenAiApi } from './route.ts';

export interface Counts {
  readonly messages: number;
  readonly tools: number;
}

export function visitInput(api: OpenAiApi, body: JsonObject, visitor: InputVisitor): Counts {
  switch (api) {
    case 'chat':
      return visitChat(body, visitor);
    case 'responses':
      return visitResponse(body, visitor);
    case 'completions':
      return { messages: visitTexts(body.prompt, visitor) + visitTexts(body.suffix, visitor), tools: 0 };
    case 'embeddings':
      return { messages: visitTexts(body.input, visitor), tools: 0 };
  }
}

function visitChat(body: JsonObject, visitor: InputVisitor): Counts {
  const messages = objectsOf(body.messages);
  for (const message of messages) {
    visitContent(message.content, body, visitor);
    for (const called of ['tool_calls', 'function_call', 'refusal', 'name'] as const) visitor.json(message[called]);
    if (asObject(message.audio)) visitor.elsewhere('audio tokens have a price of their own', false);
  }
  if (asObject(body.web_search_options)) visitor.elsewhere('the web search reads pages that are not known before', false);
  if (asObject(body.audio)) visitor.elsewhere('audio tokens have a price of their own', false);
  if (asObject(body.prediction)) visitor.elsewhere('rejected tokens of a prediction are charged beside the answer', false);
  visitor.json(body.response_format);
  visitor.json(body.functions);
  return { messages: messages.length, tools: visitTools(body.tools, visitor) + asList(body.functions).length };
}

function visitResponse(body: JsonObject, visitor: InputVisitor): Counts {
  if (body.previous_response_id) visitor.elsewhere('the earlier conversation is stored at the provider (previous_response_id)', true);
  if (body.conversation) visitor.elsewhere('the earlier conversation is stored at the provider (conversation)', true);
  if (body.prompt) visitor.elsewhere('the prompt is stored at the provider (prompt id)', true);
  const instructions = asText(body.instructions);
  if (instructions !== undefined) visitor.text(instructions);
  const input = asText(body.input);
  if (input !== undefined) visitor.text(input);
  const items = objectsOf(body.input);
  for (const item of items) visitItem(item, body, visitor);
  visitor.json(asObject(body.text)?.format);
  return { messages: items.length + (input === undefined ? 0 : 1), tools: visitTools(body.tools, visitor) };
}

/** An item of a response's input: a message, a call of a tool, what the tool answered, reasoning handed back. */
function visitItem(item: JsonObject, body: JsonObject, visitor: InputVisitor): void {
  if (item.type === 'item_reference') visitor.elsewhere('an item is stored at the provider (item_reference)', true);
  if ('content' in item) visitContent(item.content, body, visitor);
  const output = item.output;
  if (Array.isArray(output)) visitContent(output, body, visitor);
  else if (asObject(output)?.type === 'computer_screenshot') visitPart(output as JsonObject, body, visitor);
  else visitor.json(output);
  for (const member of ['arguments', 'name', 'summary', 'encrypted_content', 'input', 'action'] as const) visitor.json(item[member]);
}

function visitContent(content: unknown, body: JsonObject, visitor: InputVisitor): void {
  const text = asText(content);
  if (text !== undefined) visitor.text(text);
  for (const part of asList(content)) {
    const object = asObject(part);
    if (object) visitPart(object, body, visitor);
    else visitor.json(part);
  }
}

function visitPart(part: JsonObject, body: JsonObject, visitor: InputVisitor): void {
  switch (part.type) {
    case 'image_url':
    case 'input_image':
    case 'computer_screenshot': {
      const url = asText(part.image_url) ?? asText(asObject(part.image_url)?.url);
      visitor.media(mostImageTokens(asText(body.model)), url === undefined ? 0 : (dataUrlLength(url) ?? 0));
      return;
    }
    case 'input_audio':
      visitor.elsewhere('audio tokens have a price of their own', false);
      return;
    case 'file':
    case 'input_file':
      visitor.elsewhere('the pages of a file are counted by the provider', true);
      return;
    default:
      visitor.json(asText(part.text) ?? part);
  }
}

/** Tools that the client runs are only described; those that the provider runs call the model again with what they found. */
const CLIENT_TOOLS = new Set(['function', 'custom', 'local_shell', 'apply_patch', 'computer_use_preview', 'computer', 'namespace']);

function visitTools(tools: unknown, visitor: InputVisitor): number {
  const list = objectsOf(tools);
  for (const tool of list) {
    const type = asText(tool.type) ?? 'function';
    if (!CLIENT_TOOLS.has(type)) visitor.elsewhere(`the tool ${type} runs at the provider, and how often is not known before`, false);
    visitor.json(tool);
  }
  return list.length;
}

/** Prompts and texts to embed: a string, strings, or tokens. */
function visitTexts(value: unknown, visitor: InputVisitor): number {
  const text = asText(value);
  if (text !== undefined) {
    visitor.text(text);
    return 1;
  }
  const list = asList(value);
  if (list.length > 0 && typeof list[0] === 'number') {
    visitor.media(list.length, 0);
    return 1;
  }
  for (const item of list) {
    // Already tokens.
    if (Array.isArray(item)) visitor.media(item.length, 0);
    else visitor.json(item);
  }
  return list.length;
}
