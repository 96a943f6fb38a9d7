/**
 * A syntax tree copied once from the parser's memory into flat arrays.
 *
 * Every look at a web-tree-sitter node crosses into WebAssembly; one cursor walk that keeps only what lowering reads is
 * several times cheaper than asking node by node. Nodes are indices in source order; 0 is the root, and as no node has the
 * root as child or sibling, 0 also says "none".
 */

import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { Comment, Span } from '../../ir/nodes.ts';
import type { KnownPiece, Piece } from '../pieces.ts';
import { FIELD, type Field } from './fields.ts';
import { COMMENT, DROP, type Grammar, grammarOf, INNER, LEAF, OPERATOR } from './grammar.ts';
import { bindCallsFirst, type NodeArrays } from './precedence.ts';

export class FlatTree implements NodeArrays {
  readonly text: string;
  readonly comments: Comment[] = [];
  /** Spans of ERROR and MISSING nodes. */
  readonly errors: Span[] = [];
  /** Statements of the program that were known: they are not among the nodes. */
  readonly known: Piece[] = [];
  /** The ERROR nodes, outer before inner. */
  readonly brokenNodes: number[] = [];
  readonly hasError: boolean;
  /** The grammar's number of each node's type, 0 for ERROR. */
  readonly kinds: Uint16Array;
  readonly fields: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly firsts: Int32Array;
  readonly nexts: Int32Array;
  private readonly names: readonly string[];
  /** The statements of the program with type arguments in them. */
  private readonly typed = new Set<number>();

  constructor(tree: Tree, text: string, known?: KnownPiece) {
    const root = tree.rootNode;
    const grammar = grammarOf(tree.language);
    const size = root.descendantCount + 1;
    this.text = text;
    this.hasError = root.hasError;
    this.names = grammar.names;
    this.kinds = new Uint16Array(size);
    this.fields = new Uint8Array(size);
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
    this.firsts = new Int32Array(size);
    this.nexts = new Int32Array(size);
    const cursor = tree.walk();
    const count = this.copy(cursor, grammar, known);
    cursor.delete();
    for (const statement of this.typed) bindCallsFirst(this, this.names, statement, this.next(statement) || count);
  }

  kind(node: number): number {
    return this.kinds[node] as number;
  }

  type(node: number): string {
    return this.names[this.kinds[node] as number] as string;
  }

  field(node: number): number {
    return this.fields[node] as number;
  }

  start(node: number): number {
    return this.starts[node] as number;
  }

  end(node: number): number {
    return this.ends[node] as number;
  }

  span(node: number): Span {
    return { start: this.starts[node] as number, end: this.ends[node] as number };
  }

  /** The source of a node. */
  source(node: number): string {
    return this.text.slice(this.starts[node], this.ends[node]);
  }

  first(node: number): number {
    return this.firsts[node] as number;
  }

  next(node: number): number {
    return this.nexts[node] as number;
  }

  last(node: number): number {
    let last = this.firsts[node] as number;
    for (let child = last; child !== 0; child = this.nexts[child] as number) last = child;
    return last;
  }

  /** The first child with that field, or 0. */
  child(node: number, field: Field): number {
    let child = this.firsts[node] as number;
    while (child !== 0 && this.fields[child] !== field) child = this.nexts[child] as number;
    return child;
  }

  /** The first child of that type, or 0. */
  childOfType(node: number, type: string): number {
    let child = this.firsts[node] as number;
    while (child !== 0 && this.type(child) !== type) child = this.nexts[child] as number;
    return child;
  }

  has(node: number, type: string): boolean {
    return this.childOfType(node, type) !== 0;
  }

  private copy(cursor: TreeCursor, grammar: Grammar, known: KnownPiece | undefined): number {
    const { roles, fields, withoutFields } = grammar;
    const checked = this.hasError;
    const typeArguments = grammar.names.indexOf('type_arguments');
    const parents: number[] = [];
    let hasFields = false;
    let previous = 0;
    let used = 0;
    let statement = 0;
    for (;;) {
      const typeId = cursor.nodeTypeId;
      const kind = typeId < roles.length ? typeId : 0;
      let role = roles[kind] as number;
      if (checked) {
        this.checkError(cursor, kind);
        if (role === LEAF) role = INNER;
      }
      if (role === COMMENT) {
        const start = cursor.startIndex;
        const end = cursor.endIndex;
        this.comments.push({ span: { start, end }, text: this.text.slice(start, end) });
      } else if (role !== DROP && !(known && parents.length === 1 && this.isKnown(cursor, kind, known))) {
        const node = used++;
        if (kind === 0 && node !== 0) this.brokenNodes.push(node);
        this.kinds[node] = kind;
        if (role >= LEAF || checked) {
          this.starts[node] = cursor.startIndex;
          this.ends[node] = cursor.endIndex;
        }
        if (parents.length === 1) statement = node;
        if (kind === typeArguments) this.typed.add(statement);
        if (role === OPERATOR) this.fields[node] = FIELD.operator;
        else if (hasFields) this.fields[node] = fields[cursor.currentFieldId] as number;
        if (previous !== 0) this.nexts[previous] = node;
        else if (node !== 0) this.firsts[parents[parents.length - 1] as number] = node;
        previous = node;
        if (role === INNER && cursor.gotoFirstChild()) {
          parents.push(node);
          hasFields = !withoutFields[kind];
          previous = 0;
          continue;
        }
      }
      while (!cursor.gotoNextSibling()) {
        if (parents.length === 0) return used;
        cursor.gotoParent();
        previous = parents.pop() as number;
        hasFields = parents.length > 0 && !withoutFields[this.kinds[parents[parents.length - 1] as number] as number];
      }
    }
  }

  private isKnown(cursor: TreeCursor, kind: number, known: KnownPiece): boolean {
    if (this.hasError && (kind === 0 || cursor.currentNode.hasError)) return false;
    const piece = known(this.names[kind] as string, cursor.startIndex, cursor.endIndex);
    if (piece) this.known.push(piece);
    return piece !== undefined;
  }

  private checkError(cursor: TreeCursor, kind: number): void {
    if (kind === 0 || cursor.nodeIsMissing) this.errors.push({ start: cursor.startIndex, end: cursor.endIndex });
  }
}
