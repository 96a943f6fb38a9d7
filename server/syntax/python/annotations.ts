/**
 * Type annotations, read from their text as far as names go. One reader serves written types and types in quotes.
 */

import type { Span, TypeRef } from '../../ir/nodes.ts';

/** Annotations nest little; past this the rest is not read. */
const DEEPEST = 40;

export function readAnnotation(text: string, span: Span): TypeRef {
  return new AnnotationReader(text, span).union(0);
}

class AnnotationReader {
  private at: number;
  private readonly end: number;
  private readonly text: string;

  constructor(text: string, span: Span) {
    this.text = text;
    this.at = span.start;
    this.end = span.end;
  }

  union(depth: number): TypeRef {
    this.skipSpace();
    const start = this.at;
    const options = [this.single(depth)];
    while (this.take('|')) options.push(this.single(depth));
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : this.ref(start, ['|'], options);
  }

  private single(depth: number): TypeRef {
    this.skipSpace();
    const start = this.at;
    const quoted = this.quoted();
    if (quoted !== undefined) return depth < DEEPEST ? new AnnotationReader(this.text, quoted).union(depth + 1) : this.ref(start, [], []);
    if (depth >= DEEPEST) {
      this.at = this.end;
      return this.ref(start, [], []);
    }
    if (this.take('(')) {
      const inner = this.union(depth + 1);
      this.skipUntil(')');
      this.take(')');
      return inner;
    }
    const path = this.path();
    const last = path[path.length - 1];
    // The items of a Literal are values, not types.
    if (last === 'Literal' && this.take('[')) return this.ref(start, path, this.literals());
    const args = this.take('[') ? this.list(depth + 1) : [];
    if (last === 'Annotated' && args[0] !== undefined) return args[0];
    if (last === 'Union' && args.length > 0) return this.ref(start, ['|'], args);
    return this.ref(start, path, args);
  }

  /** After `[`: types up to `]`. */
  private list(depth: number): TypeRef[] {
    const types: TypeRef[] = [];
    while (this.at < this.end && !this.take(']')) {
      const before = this.at;
      types.push(this.union(depth));
      this.skipUntil(',]');
      this.take(',');
      if (this.at === before) this.at++;
    }
    return types;
  }

  private literals(): TypeRef[] {
    const values: TypeRef[] = [];
    while (this.at < this.end && !this.take(']')) {
      this.skipSpace();
      const start = this.at;
      this.skipUntil(',]');
      const written = this.text.slice(start, this.at).trim();
      if (written !== '') values.push({ span: { start, end: start + written.length }, path: [written], args: [] });
      this.take(',');
    }
    return values;
  }

  /** `a.b.C`, `None`, `...`; empty where no name stands. */
  private path(): string[] {
    NAME.lastIndex = this.at;
    const found = NAME.exec(this.text);
    if (found === null || this.at + found[0].length > this.end) return [];
    this.at += found[0].length;
    return found[0] === '...' ? ['...'] : found[0].split('.').map(part => part.trim());
  }

  /** The span between quotes; moves past them. */
  private quoted(): Span | undefined {
    QUOTED.lastIndex = this.at;
    const found = QUOTED.exec(this.text);
    if (found === null || this.at + found[0].length > this.end) return undefined;
    const quotes = (found[1] ?? '').length;
    const end = this.at + found[0].length;
    const prefix = found[0].indexOf(found[1] ?? '');
    const inside = { start: this.at + prefix + quotes, end: end - quotes };
    this.at = end;
    return inside;
  }

  private ref(start: number, path: readonly string[], args: readonly TypeRef[]): TypeRef {
    return { span: { start, end: Math.max(start, this.at) }, path, args };
  }

  private skipSpace(): void {
    SPACE.lastIndex = this.at;
    const found = SPACE.exec(this.text);
    if (found !== null) this.at = Math.min(this.end, this.at + found[0].length);
  }

  private peek(character: string): boolean {
    this.skipSpace();
    return this.at < this.end && this.text.charAt(this.at) === character;
  }

  private take(character: string): boolean {
    if (!this.peek(character)) return false;
    this.at++;
    return true;
  }

  /** To the next of these characters outside brackets and quotes. */
  private skipUntil(stops: string): void {
    let depth = 0;
    while (this.at < this.end) {
      const character = this.text.charAt(this.at);
      if (depth === 0 && stops.includes(character)) return;
      if ((character === '"' || character === "'") && this.quoted() !== undefined) continue;
      if ('([{'.includes(character)) depth++;
      else if (')]}'.includes(character)) depth--;
      this.at++;
    }
  }
}

const NAME = /\.\.\.|[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*/uy;
const QUOTED = /[rRbBuUfF]{0,2}("""|'''|"|')(?:\\.|(?!\1)[^\\])*\1/suy;
const SPACE = /(?:\s|#[^\n]*|\\\r?\n)*/y;
