/**
 * The body of a reply that is no stream, for reading its usage at the end. Bodies of ordinary size are kept whole; of larger ones (thousands of
 * embeddings, images) the beginning and the end, where the usage is.
 */
import { type JsonObject, parseObject } from './jsonValue.ts';

const KEPT_WHOLE = 1024 * 1024;
const KEPT_EDGE = 64 * 1024;

export class BodyKeeper {
  #chunks: Buffer[] = [];
  #length = 0;
  #head: Buffer | undefined;

  write(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length > KEPT_WHOLE) this.#keepEdges();
  }

  /** The body, or of a large one an object with the named members that stand near its edges. Undefined when it is no JSON object. */
  read(members: readonly string[]): JsonObject | undefined {
    const tail = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#chunks = [tail];
    if (this.#head === undefined) return parseObject(tail);
    if (
      !tail
        .toString('latin1', tail.length - 64)
        .trimEnd()
        .endsWith('}')
    )
      return undefined;
    const found = members.flatMap(name => {
      const value = memberIn(tail, name) ?? memberIn(this.#head as Buffer, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return found.length === 0 ? undefined : Object.fromEntries(found);
  }

  #keepEdges(): void {
    const all = Buffer.concat(this.#chunks);
    this.#head ??= Buffer.from(all.subarray(0, KEPT_EDGE));
    const tail = Buffer.from(all.subarray(Math.max(0, all.length - KEPT_EDGE)));
    this.#chunks = [tail];
    // What is kept counts again, so that edges are cut once for each megabyte.
    this.#length = tail.length;
  }
}

/** The value of the last member of this name, by looking for it in a piece of JSON; values of one line without braces inside strings, as usage is. */
function memberIn(piece: Buffer, name: string): unknown {
  const text = piece.toString('utf8');
  const at = text.lastIndexOf(`"${name}"`);
  if (at < 0) return undefined;
  const colon = text.indexOf(':', at);
  const from = colon < 0 ? '' : text.slice(colon + 1).trimStart();
  const end = from.startsWith('{') ? closingBrace(from) : from.search(/[,}\]]/);
  if (end < 0) return undefined;
  try {
    return JSON.parse(from.slice(0, from.startsWith('{') ? end + 1 : end));
  } catch {
    return undefined;
  }
}

function closingBrace(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}
