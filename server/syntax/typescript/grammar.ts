/** What of a grammar's nodes is worth keeping, as tables indexed by the grammar's own numbers. */

import type { Language } from 'web-tree-sitter';
import { FIELD } from './fields.ts';

/** How the walk treats a node, by its type; positions and insides are kept from `LEAF` and `INNER` on. */
export const DROP = 0;
const KEYWORD = 1;
export const OPERATOR = 2;
export const COMMENT = 3;
export const LEAF = 4;
export const INNER = 5;

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

export interface Grammar {
  /** Type names, interned so that comparing them is comparing pointers. */
  readonly names: readonly string[];
  readonly roles: Uint8Array;
  readonly fields: Uint8Array;
  /** 1 for the types none of whose children has a field. */
  readonly withoutFields: Uint8Array;
}

const grammars = new WeakMap<Language, Grammar>();

/** The table of a grammar, made once. */
export function grammarOf(language: Language): Grammar {
  const known = grammars.get(language);
  if (known) return known;
  const names = language.types.map(name => Object.keys({ [name ?? '']: 0 })[0] ?? '');
  names[0] = 'ERROR';
  const roles = new Uint8Array(names.length);
  for (let id = 1; id < names.length; id++) roles[id] = roleOf(names[id] ?? '', language.nodeTypeIsNamed(id));
  roles[0] = INNER;
  const numbers: Readonly<Record<string, number>> = FIELD;
  const fields = Uint8Array.from(language.fields, name => (name === null ? 0 : (numbers[name] ?? 0)));
  const withoutFields = Uint8Array.from(names, name => (FIELDLESS.has(name) ? 1 : 0));
  const grammar = { names, roles, fields, withoutFields };
  grammars.set(language, grammar);
  return grammar;
}

function roleOf(name: string, named: boolean): number {
  if (!named) return OPERATORS.has(name) ? OPERATOR : KEYWORDS.has(name) ? KEYWORD : DROP;
  if (name === 'comment' || name === 'html_comment') return COMMENT;
  if (DROPPED.has(name)) return DROP;
  return LEAVES.has(name) ? LEAF : INNER;
}

/** Rearranges a table keyed by type name into one indexed by `FlatTree.kind`. */
export function tableByKind<T>(language: Language, byName: Readonly<Record<string, T>>): (T | undefined)[] {
  return grammarOf(language).names.map(name => (Object.hasOwn(byName, name) ? byName[name] : undefined));
}
