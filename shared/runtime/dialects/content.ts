/** What a request says to its model, taken apart: for those who tell calls, turns and questions apart. Nothing here counts or prices. */
import { asText, type JsonObject, objectsOf } from './jsonValue.ts';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  /** Its texts, in their order. */
  readonly texts: readonly string[];
  /** Names of the tools it calls. */
  readonly toolCalls: readonly string[];
  /** How many results of tools it carries. */
  readonly toolResults: number;
  /** It also carries what is no text, call or result: an image, a file, audio, reasoning handed back. */
  readonly other: boolean;
  /** As it stands in the request. */
  readonly source: unknown;
}

export interface RequestContent {
  /** The instructions that stand before the conversation, wherever the API wants them; system messages at its head among them. */
  readonly system: readonly string[];
  /** The conversation, without those. */
  readonly messages: readonly Message[];
  /** Names of the tools the model may call, in their order. */
  readonly tools: readonly string[];
  /** The request as it came. */
  readonly body: JsonObject;
}

export const NO_CONTENT: RequestContent = { system: [], messages: [], tools: [], body: {} };

/** A message that is only a text. */
export function textMessage(role: Message['role'], text: string): Message {
  return { role, texts: [text], toolCalls: [], toolResults: 0, other: false, source: text };
}

/** Content of a conversation whose system messages stand at its head or anywhere in it. */
export function contentOf(
  body: JsonObject,
  system: readonly string[],
  messages: readonly Message[],
  tools: readonly (string | undefined)[],
): RequestContent {
  const first = messages.findIndex(({ role }) => role !== 'system');
  const head = first < 0 ? messages : messages.slice(0, first);
  return {
    system: [...system, ...head.flatMap(({ texts }) => texts)],
    messages: messages.slice(head.length),
    tools: tools.filter(name => name !== undefined),
    body,
  };
}

/** A text, or the texts of a list of blocks. */
export function textsOf(value: unknown): readonly string[] {
  const text = asText(value);
  return text !== undefined ? [text] : objectsOf(value).flatMap(block => asText(block.text) ?? []);
}
