/** The content of messages, where a block may hold content again (the result of a tool) and may carry a marker for the prompt cache. */
import type { RequestFacts } from './dialect.ts';
import type { InputVisitor } from './inputTally.ts';
import { asText, type JsonObject, objectsOf } from './jsonValue.ts';
import { DEEPEST_BLOCK, NESTED_TOO_DEEPLY } from './nesting.ts';

export class ContentBlocks {
  /** The longest life that a marker asked for. */
  life: RequestFacts['cacheLife'];
  readonly #visitor: InputVisitor;
  readonly #block: (block: JsonObject) => void;
  #depth = 0;

  /** `block` is told each block, and calls `walk` for the content within it. */
  constructor(visitor: InputVisitor, block: (block: JsonObject) => void) {
    this.#visitor = visitor;
    this.#block = block;
  }

  /** A text, or a list of blocks; what lies too deep is not read, and is said so. */
  walk(content: unknown): void {
    const text = asText(content);
    if (text !== undefined) this.#visitor.text(text);
    if (this.#depth === DEEPEST_BLOCK) {
      this.#visitor.elsewhere(NESTED_TOO_DEEPLY, false);
      return;
    }
    this.#depth++;
    for (const block of objectsOf(content)) this.#block(block);
    this.#depth--;
  }

  /** Undefined: there is no marker. */
  mark(marker: JsonObject | undefined): void {
    if (marker) this.life = asText(marker.ttl) === '1h' || this.life === '1h' ? '1h' : '5m';
  }
}
