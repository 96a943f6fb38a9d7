/**
 * A syntax tree copied once from the parser's memory into flat arrays.
 *
 * Every look at a web-tree-sitter node crosses into WebAssembly; one cursor walk that keeps only what lowering reads is
 * several times cheaper than asking node by node. Nodes are indices in source order; 0 is the root, and as no node has the
 * root as child or sibling, 0 also says "none".
 */

import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { Comment, Span } from '../../ir/nodes.ts';

/** The grammar's field names that lowering asks for, numbered alike for the TypeScript and the TSX grammar. */
export const FIELD = {
  none: 0,
  alias: 1,
  alternative: 2,
  argument: 3,
  arguments: 4,
  attribute: 5,
  body: 6,
  condition: 7,
  consequence: 8,
  constructor: 9,
  declaration: 10,
  decorator: 11,
  finalizer: 12,
  function: 13,
  handler: 14,
  increment: 15,
  index: 16,
  initializer: 17,
  key: 18,
  kind: 19,
  left: 20,
  module: 21,
  name: 22,
  object: 23,
  open_tag: 24,
  operator: 25,
  parameter: 26,
  parameters: 27,
  pattern: 28,
  property: 29,
  return_type: 30,
  right: 31,
  source: 32,
  type: 33,
  type_arguments: 34,
  value: 35,
} as const;

export type Field = (typeof FIELD)[keyof typeof FIELD];

/** How the walk treats a node, by its type. */
const DROP = 0;
const TOKEN = 1;
const LEAF = 2;
const INNER = 3;
const COMMENT = 4;

/** Anonymous tokens that carry meaning; all other punctuation and keywords are dropped. */
const TOKENS = new Set(
  [
    'async static get set readonly const let var using default type typeof void delete of in instanceof new',
    '+ - * / % ** << >> >>> & | ^ ~ ! && || ?? == != === !== < <= > >= ++ --',
    '+= -= *= /= %= **= <<= >>= >>>= &= |= ^= &&= ||= ??=',
  ].flatMap(row => row.split(' ')),
);

/** Named nodes that lowering never reads. */
const DROPPED = new Set(
  [
    'string_fragment escape_sequence html_character_reference jsx_text jsx_closing_element hash_bang_line empty_statement',
    'type_parameters implements_clause import_attribute debugger_statement index_signature',
  ].flatMap(row => row.split(' ')),
);

/** Named nodes read from the text alone, or not at all: their insides are not walked. */
const LEAVES = new Set(
  [
    'identifier property_identifier private_property_identifier shorthand_property_identifier type_identifier number string regex',
    'shorthand_property_identifier_pattern this super true false null undefined import meta_property optional_chain this_type statement_identifier',
    'accessibility_modifier override_modifier interface_declaration type_alias_declaration object_type function_type constructor_type',
    'conditional_type template_literal_type mapped_type_clause lookup_type index_type_query infer_type type_predicate_annotation',
    'asserts_annotation tuple_type function_signature method_signature abstract_method_signature',
  ].flatMap(row => row.split(' ')),
);

interface GrammarTable {
  /** Type names, interned so that comparing them is comparing pointers. */
  readonly names: readonly string[];
  readonly roles: Uint8Array;
  readonly fields: Uint8Array;
}

const tables = new WeakMap<Language, GrammarTable>();

function tableOf(language: Language): GrammarTable {
  const known = tables.get(language);
  if (known) return known;
  const names = language.types.map(name => Object.keys({ [name ?? '']: 0 })[0] ?? '');
  names[0] = 'ERROR';
  const roles = new Uint8Array(names.length);
  for (let id = 1; id < names.length; id++) roles[id] = roleOf(names[id] ?? '', language.nodeTypeIsNamed(id));
  roles[0] = INNER;
  const numbers: Readonly<Record<string, number>> = FIELD;
  const fields = Uint8Array.from(language.fields, name => (name === null ? 0 : (numbers[name] ?? 0)));
  const table = { names, roles, fields };
  tables.set(language, table);
  return table;
}

function roleOf(name: string, named: boolean): number {
  if (!named) return TOKENS.has(name) ? TOKEN : DROP;
  if (name === 'comment' || name === 'html_comment') return COMMENT;
  if (DROPPED.has(name)) return DROP;
  return LEAVES.has(name) ? LEAF : INNER;
}

export class FlatTree {
  readonly text: string;
  readonly comments: Comment[] = [];
  /** Spans of ERROR and MISSING nodes. */
  readonly errors: Span[] = [];
  /** The ERROR nodes, outer before inner. */
  readonly brokenNodes: number[] = [];
  readonly hasError: boolean;
  private readonly names: readonly string[];
  private readonly kinds: Uint16Array;
  private readonly fields: Uint8Array;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly firsts: Int32Array;
  private readonly nexts: Int32Array;

  constructor(tree: Tree, text: string) {
    const root = tree.rootNode;
    const table = tableOf(tree.language);
    const size = root.descendantCount + 1;
    this.text = text;
    this.hasError = root.hasError;
    this.names = table.names;
    this.kinds = new Uint16Array(size);
    this.fields = new Uint8Array(size);
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
    this.firsts = new Int32Array(size);
    this.nexts = new Int32Array(size);
    const cursor = tree.walk();
    this.copy(cursor, table);
    cursor.delete();
  }

  /** The grammar's number of a node's type, 0 for ERROR; see `names`. */
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

  private copy(cursor: TreeCursor, table: GrammarTable): void {
    const { roles, fields } = table;
    const checked = this.hasError;
    const parents: number[] = [];
    let previous = 0;
    let used = 0;
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
      } else if (role !== DROP) {
        const node = used++;
        if (kind === 0 && node !== 0) this.brokenNodes.push(node);
        this.kinds[node] = kind;
        this.fields[node] = fields[cursor.currentFieldId] as number;
        this.starts[node] = cursor.startIndex;
        this.ends[node] = cursor.endIndex;
        if (previous !== 0) this.nexts[previous] = node;
        else if (node !== 0) this.firsts[parents[parents.length - 1] as number] = node;
        previous = node;
        if (role === INNER && cursor.gotoFirstChild()) {
          parents.push(node);
          previous = 0;
          continue;
        }
      }
      while (!cursor.gotoNextSibling()) {
        if (parents.length === 0) return;
        cursor.gotoParent();
        previous = parents.pop() as number;
      }
    }
  }

  private checkError(cursor: TreeCursor, kind: number): void {
    if (kind === 0 || cursor.nodeIsMissing) this.errors.push({ start: cursor.startIndex, end: cursor.endIndex });
  }
}

/** Rearranges a table keyed by type name into one indexed by `FlatTree.kind`. */
export function tableByKind<T>(language: Language, byName: Readonly<Record<string, T>>): (T | undefined)[] {
  return tableOf(language).names.map(name => (Object.hasOwn(byName, name) ? byName[name] : undefined));
}
