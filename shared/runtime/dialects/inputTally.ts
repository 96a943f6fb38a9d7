/**
 * Two ways of going through what a request sends: adding up the most it can be charged for, and collecting its text. A dialect knows where things
 * stand in a body and calls a visitor for each.
 */
import { NO_CONTENT, type RequestContent } from './content.ts';
import type { InputBound } from './dialect.ts';
import { type JsonObject, parseObject } from './jsonValue.ts';
import { isNestedDeeply } from './nesting.ts';

export interface InputVisitor {
  /** Text that the model reads: a message, an instruction. */
  text(text: string): void;
  /** What the model reads as JSON, or nearly: a tool's schema, a call's arguments. Nothing for what is absent. */
  json(value: unknown): void;
  /** An image, a page: `inline` letters of the body are its data and not text, and it is charged with at most `tokens`. */
  media(tokens: number, inline: number): void;
  /** A part of the input that is not in the body; see `InputBound`. */
  elsewhere(reason: string, withinContext: boolean): void;
}

/**
 * The bound of a body. Each token of a byte-level vocabulary stands for one byte at least, and JSON writes text in no fewer bytes than UTF-8 does,
 * so the body's bytes bound its text. The names, quotes and braces around a message (some 25 bytes) are more than what providers add to one (4
 * tokens with OpenAI: gpt-tokenizer src/functionCalling.ts).
 */
export class InputTally implements InputVisitor {
  #inline = 0;
  #media = 0;
  #unknown: { readonly unknown: string; readonly withinContext: boolean } | undefined;

  text(): void {
    // Within the bytes of the body.
  }

  json(): void {
    // Likewise.
  }

  media(tokens: number, inline: number): void {
    this.#media += tokens;
    this.#inline += inline;
  }

  elsewhere(reason: string, withinContext: boolean): void {
    // What nothing bounds outweighs what the context does.
    if (this.#unknown === undefined || (this.#unknown.withinContext && !withinContext)) this.#unknown = { unknown: reason, withinContext };
  }

  get mediaTokens(): number {
    return this.#media;
  }

  /** `added`: tokens that the provider adds around the messages and tools. */
  bound(bodyBytes: number, added: number): InputBound {
    return this.#unknown ?? { tokens: Math.max(0, bodyBytes - this.#inline) + this.#media + added };
  }
}

/** All text that a body sends, a line break between its pieces; the body itself where it is nested too deeply to be taken apart. */
export function textOfBody(bytes: Buffer, visit: (body: JsonObject, visitor: InputVisitor) => unknown): string {
  if (isNestedDeeply(bytes)) return bytes.toString('utf8');
  const collector = new TextCollector();
  visit(parseObject(bytes) ?? {}, collector);
  return collector.join();
}

/** What a body says; nothing where it is nested too deeply to be taken apart. */
export function contentOfBody(bytes: Buffer, read: (body: JsonObject) => RequestContent): RequestContent {
  const body = isNestedDeeply(bytes) ? undefined : parseObject(bytes);
  return body ? read(body) : NO_CONTENT;
}

class TextCollector implements InputVisitor {
  readonly #pieces: string[] = [];

  text(text: string): void {
    this.#pieces.push(text);
  }

  json(value: unknown): void {
    if (value !== undefined && value !== null) this.#pieces.push(typeof value === 'string' ? value : JSON.stringify(value));
  }

  media(): void {
    // Not text.
  }

  elsewhere(): void {
    // Not here.
  }

  join(): string {
    return this.#pieces.join('\n');
  }
}

/** Letters of the data in a `data:` URL; undefined for another URL. */
export function dataUrlLength(url: string): number | undefined {
  if (!/^data:/i.test(url)) return undefined;
  const comma = url.indexOf(',');
  return comma < 0 ? 0 : url.length - comma - 1;
}
