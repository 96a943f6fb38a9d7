/** A plain file that is being edited: what did not change since its last text is neither parsed nor lowered again. */

import { Edit, type Point, type Tree } from 'web-tree-sitter';
import type { Module } from '../ir/nodes.ts';
import { parseModule, withLineFeeds } from './parseModule.ts';
import type { Parsers } from './parsers.ts';
import { type KnownPiece, type Lowered, moved, type Piece } from './pieces.ts';
import { lowerPythonPieces } from './python.ts';
import type { SourceFile } from './sourceFile.ts';
import { lowerTypeScriptPieces } from './typescript.ts';

export class EditedModule {
  readonly #parsers: Parsers;
  #last: LastRead | undefined;

  constructor(parsers: Parsers) {
    this.#parsers = parsers;
  }

  /**
   * The same module as `parseModule` gives, at least where the code is sound: what the parser makes of broken code may depend on what it was
   * before. `confirm` tells. The module of the text before is good no longer.
   */
  update(source: SourceFile): Module {
    if (source.cells !== undefined) return parseModule(source, this.#parsers);
    const { text, grammar, path } = source;
    const last = this.#last?.source.grammar === grammar && this.#last.source.path === path ? this.#last : undefined;
    const change = last && changeBetween(last.source.text, text);
    if (change) last.tree.edit(editOf(change));
    const tree = this.#parsers.parse(withLineFeeds(text), grammar, last && { previous: last.tree });
    const isSure = last === undefined || !tree.rootNode.hasError;
    const { module, pieces } = lowered(source, tree, change ? knownPieces(last.pieces, change) : () => undefined);
    this.#keep({ tree, source, pieces, module, isSure });
    return module;
  }

  /** Whether the module may be another than a first reading gives. */
  get isSure(): boolean {
    return this.#last?.isSure ?? true;
  }

  /** Reads the text as if for the first time; the module, where it is another. */
  confirm(): Module | undefined {
    const last = this.#last;
    if (!last || last.isSure) return undefined;
    const tree = this.#parsers.parse(withLineFeeds(last.source.text), last.source.grammar);
    const { module, pieces } = lowered(last.source, tree, () => undefined);
    this.#keep({ ...last, tree, pieces, module, isSure: true });
    return isSame(module, last.module) ? undefined : module;
  }

  /** Gives the parser's memory back. */
  close(): void {
    this.#last?.tree.delete();
    this.#last = undefined;
  }

  #keep(read: LastRead): void {
    this.#last?.tree.delete();
    this.#last = read;
  }
}

interface LastRead extends Lowered {
  readonly tree: Tree;
  readonly source: SourceFile;
  readonly isSure: boolean;
}

function lowered({ text, grammar, path }: SourceFile, tree: Tree, known: KnownPiece): Lowered {
  return (grammar === 'python' ? lowerPythonPieces : lowerTypeScriptPieces)(tree, text, path, known);
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b || typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every(key => isSame(left[key], right[key]));
}

/** The one stretch that differs between two texts. */
interface Change {
  readonly before: string;
  readonly after: string;
  readonly start: number;
  readonly endBefore: number;
  readonly endAfter: number;
}

function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  return { before, after, start, endBefore: before.length - same, endAfter: after.length - same };
}

function editOf({ before, after, start, endBefore, endAfter }: Change): Edit {
  return new Edit({
    startIndex: start,
    oldEndIndex: endBefore,
    newEndIndex: endAfter,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, endBefore),
    newEndPosition: pointAt(after, endAfter),
  });
}

function pointAt(text: string, offset: number): Point {
  const parsed = withLineFeeds(text.slice(0, offset));
  let row = 0;
  let lineStart = 0;
  for (let end = parsed.indexOf('\n'); end !== -1; end = parsed.indexOf('\n', lineStart)) {
    row++;
    lineStart = end + 1;
  }
  return { row, column: offset - lineStart };
}

/**
 * A piece without errors, of the same type, at the place where the same letters are: it lies wholly before or behind the change and has text
 * between itself and it.
 */
function knownPieces(pieces: readonly Piece[], { start, endBefore, endAfter }: Change): KnownPiece {
  const sound = pieces.filter(piece => piece.syntaxErrors.length === 0);
  const before = new Map(sound.filter(piece => piece.end < start).map(piece => [piece.start, piece]));
  const behind = new Map(sound.filter(piece => piece.start > endBefore).map(piece => [piece.start, piece]));
  const by = endAfter - endBefore;
  return (type, from, to) => {
    const old = to < start ? before.get(from) : from > endAfter ? behind.get(from - by) : undefined;
    const shift = to < start ? 0 : by;
    return old && old.type === type && old.end + shift === to ? moved(old, shift) : undefined;
  };
}
