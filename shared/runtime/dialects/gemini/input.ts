/** Goes through the input of Gemini requests, in the spelling of either SDK. @google/genai 3.1. */
import type { InputVisitor } from '../inputTally.ts';
import { asList, asObject, asText, type JsonObject, objectsOf } from '../jsonValue.ts';
import { DEEPEST_BLOCK, NESTED_TOO_DEEPLY } from '../nesting.ts';

/**
 * The most tokens of one image: 258 for each tile of 768 pixels with Gemini 2 (16 tiles and the whole), 2,240 at the highest resolution of Gemini 3
 * (ai.google.dev/gemini-api/docs/tokens and /media-resolution).
 */
const IMAGE = 17 * 258;

/** A member by its name in camel case, which the API also takes in snake case. */
export function member(object: JsonObject | undefined, name: string): unknown {
  return object?.[name] ?? object?.[name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)];
}

export interface Counts {
  readonly messages: number;
  readonly tools: number;
}

export function visitContents(body: JsonObject, visitor: InputVisitor): Counts {
  visitContent(member(body, 'systemInstruction'), visitor);
  const contents = Array.isArray(body.contents) ? asList(body.contents) : body.contents === undefined ? [] : [body.contents];
  for (const content of contents) visitContent(content, visitor);
  if (member(body, 'cachedContent')) visitor.elsewhere('a part of the prompt is stored at the provider (cachedContent)', true);
  const config = asObject(member(body, 'generationConfig'));
  visitor.json(member(config, 'responseSchema') ?? member(config, 'responseJsonSchema'));
  return { messages: contents.length, tools: visitTools(body.tools, visitor) };
}

/** A `Content`, or a text. */
export function visitContent(content: unknown, visitor: InputVisitor): void {
  const text = asText(content);
  if (text !== undefined) visitor.text(text);
  const parts = asObject(content)?.parts;
  for (const part of Array.isArray(parts) ? objectsOf(parts) : objectsOf([parts])) visitPart(part, visitor);
}

function visitPart(part: JsonObject, visitor: InputVisitor, depth = 0): void {
  if (depth > DEEPEST_BLOCK) {
    visitor.elsewhere(NESTED_TOO_DEEPLY, false);
    return;
  }
  const text = asText(part.text);
  if (text !== undefined) visitor.text(text);
  const inline = asObject(member(part, 'inlineData'));
  if (inline) visitMedia(asText(member(inline, 'mimeType')) ?? '', asText(inline.data)?.length ?? 0, visitor);
  const file = asObject(member(part, 'fileData'));
  if (file) visitMedia(asText(member(file, 'mimeType')) ?? '', 0, visitor);
  for (const name of ['functionCall', 'executableCode', 'codeExecutionResult'] as const) visitor.json(member(part, name));
  const response = asObject(member(part, 'functionResponse'));
  visitor.json(response?.response);
  for (const nested of objectsOf(response?.parts)) visitPart(nested, visitor, depth + 1);
}

function visitMedia(type: string, inline: number, visitor: InputVisitor): void {
  if (type.startsWith('image/')) visitor.media(IMAGE, inline);
  else if (type.startsWith('audio/')) visitor.elsewhere('audio tokens have a price of their own', false);
  else visitor.elsewhere('the pages or frames of a file are counted by the provider', true);
}

/** Tools that only describe functions of the client; all others run at Google. */
const CLIENT_TOOLS = new Set(['functionDeclarations', 'function_declarations', 'computerUse', 'computer_use']);

function visitTools(tools: unknown, visitor: InputVisitor): number {
  let count = 0;
  for (const tool of objectsOf(tools)) {
    for (const [name, value] of Object.entries(tool)) {
      if (!CLIENT_TOOLS.has(name)) visitor.elsewhere(`the tool ${name} runs at the provider, and how often is not known before`, false);
      count += Math.max(1, asList(value).length);
      visitor.json(value);
    }
  }
  return count;
}

/** An interaction: a text, contents, or steps of a conversation. */
export function visitInteraction(body: JsonObject, visitor: InputVisitor): Counts {
  visitor.json(body.system_instruction);
  if (body.previous_interaction_id) visitor.elsewhere('the earlier conversation is stored at the provider (previous_interaction_id)', true);
  if (body.continuation_token) visitor.elsewhere('the earlier turn is stored at the provider (continuation_token)', true);
  if (body.cached_content) visitor.elsewhere('a part of the prompt is stored at the provider (cached_content)', true);
  if (body.environment || body.agent) visitor.elsewhere('an agent runs at the provider, and how often is not known before', false);
  const input = Array.isArray(body.input) ? body.input : [body.input];
  for (const item of input) visitStep(item, visitor);
  let tools = 0;
  for (const tool of objectsOf(body.tools)) {
    tools++;
    if (tool.type !== 'function') visitor.elsewhere(`the tool ${tool.type} runs at the provider, and how often is not known before`, false);
    visitor.json(tool);
  }
  visitor.json(body.response_format);
  return { messages: input.length, tools };
}

function visitStep(item: unknown, visitor: InputVisitor, depth = 0): void {
  if (depth > DEEPEST_BLOCK) {
    visitor.elsewhere(NESTED_TOO_DEEPLY, false);
    return;
  }
  const object = asObject(item);
  const type = asText(object?.type) ?? '';
  if (object && /^(image|audio|video|document)$/.test(type)) {
    visitMedia(asText(object.mime_type) ?? `${type}/`, asText(object.data)?.length ?? 0, visitor);
  } else if (object && object.content !== undefined) {
    for (const part of Array.isArray(object.content) ? object.content : [object.content]) visitStep(part, visitor, depth + 1);
  } else {
    visitor.json(asText(object?.text) ?? item);
  }
}
