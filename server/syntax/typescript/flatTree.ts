/**
 * A syntax tree copied once from the parser's memory into flat arrays.
 *
 * Every look at a web-tree-sitter node crosses into WebAssembly; one cursor walk that keeps only what lowering reads is
 * several times cheaper than asking node by node. Nodes are indices in source order; 0 is the root, and as no node has the
 * root as child or sibling, 0 also says "none".
 */

import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { Comment, Span } from '../../ir/nodes.ts';
import { FIELD, type Field } from './fields.ts';
import { bindCallsFirst, type NodeArrays } from './precedence.ts';

/** How the walk treats a node, by its type. */
const DROP = 0;
const KEYWORD = 1;
const OPERATOR = 2;
const COMMENT = 3;
const LEAF = 4;
const INNER = 5;

/** Anonymous tokens that carry meaning; all other punctuation and keywords are dropped. */
const KEYWORDS = new Set('async static get set readonly const let var using default type'.split(' '));
const OPERATORS = new Set(
  [
    'typeof void delete of in instanceof',
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

/** Types none of whose children has a field: they are not asked. */
const FIELDLESS = new Set(
  [
    'program statement_block expression_statement arguments array object parenthesized_expression spread_element await_expression',
    'yield_expression return_statement throw_statement template_string template_substitution formal_parameters class_body named_imports',
    'import_clause export_clause type_annotation type_arguments union_type array_type jsx_element jsx_attribute jsx_expression',
    'lexical_declaration variable_declaration object_pattern array_pattern rest_pattern as_expression satisfies_expression',
    'non_null_expression class_heritage computed_property_name switch_body else_clause sequence_expression decorator',
  ].flatMap(row => row.split(' ')),
);

interface GrammarTable {
  /** Type names, interned so that comparing them is comparing pointers. */
  readonly names: readonly string[];
  readonly roles: Uint8Array;
  readonly fields: Uint8Array;
  /** 1 for the types none of whose children has a field. */
  readonly withoutFields: Uint8Array;
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
  const withoutFields = Uint8Array.from(names, name => (FIELDLESS.has(name) ? 1 : 0));
  const table = { names, roles, fields, withoutFields };
  tables.set(language, table);
  return table;
}

function roleOf(name: string, named: boolean): number {
  if (!named) return OPERATORS.has(name) ? OPERATOR : KEYWORDS.has(name) ? KEYWORD : DROP;
  if (name === 'comment' || name === 'html_comment') return COMMENT;
  if (DROPPED.has(name)) return DROP;
  return LEAVES.has(name) ? LEAF : INNER;
}

export class FlatTree implements NodeArrays {
  readonly text: string;
  readonly comments: Comment[] = [];
  /** Spans of ERROR and MISSING nodes. */
  readonly errors: Span[] = [];
  /** The ERROR nodes, outer before inner. */
  readonly brokenNodes: number[] = [];
  readonly hasError: boolean;
  private readonly names: readonly string[];
  private typeArguments = false;
  readonly kinds: Uint16Array;
  readonly fields: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly firsts: Int32Array;
  readonly nexts: Int32Array;

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
    const count = this.copy(cursor, table);
    cursor.delete();
    if (this.typeArguments) bindCallsFirst(this, this.names, count);
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

  private copy(cursor: TreeCursor, table: GrammarTable): number {
    const { roles, fields, withoutFields } = table;
    const checked = this.hasError;
    const typeArguments = table.names.indexOf('type_arguments');
    const parents: number[] = [];
    let hasFields = false;
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
        if (role >= LEAF || checked) {
          this.starts[node] = cursor.startIndex;
          this.ends[node] = cursor.endIndex;
        }
        if (kind === typeArguments) this.typeArguments = true;
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

  private checkError(cursor: TreeCursor, kind: number): void {
    if (kind === 0 || cursor.nodeIsMissing) this.errors.push({ start: cursor.startIndex, end: cursor.endIndex });
  }
}

/** Rearranges a table keyed by type name into one indexed by `FlatTree.kind`. */
export function tableByKind<T>(language: Language, byName: Readonly<Record<string, T>>): (T | undefined)[] {
  return tableOf(language).names.map(name => (Object.hasOwn(byName, name) ? byName[name] : undefined));
}
