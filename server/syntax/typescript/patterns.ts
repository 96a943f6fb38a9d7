/** What stands left of `=`, in a parameter, or after `for (const`. */

import type { DictPattern, Expr, ListPattern, Pattern } from '../../ir/nodes.ts';
import { elisions } from './collections.ts';
import { FIELD } from './fields.ts';
import type { FlatTree } from './flatTree.ts';
import { lowerName, lowerString } from './literals.ts';
import type { Lowerer, PatternRule } from './lowerer.ts';

export const patternRules: Readonly<Record<string, PatternRule>> = {
  identifier: lowerName,
  shorthand_property_identifier_pattern: lowerName,
  undefined: lowerName,
  this: lowerName,
  member_expression: lowerPlace,
  subscript_expression: lowerPlace,
  non_null_expression: lowerInner,
  parenthesized_expression: lowerInner,
  as_expression: lowerInner,
  satisfies_expression: lowerInner,
  type_assertion: lowerPlace,
  array_pattern: lowerArrayPattern,
  object_pattern: lowerObjectPattern,
};

function lowerInner(lower: Lowerer, node: number): Pattern {
  return lower.firstPattern(node);
}

function lowerPlace(lower: Lowerer, node: number): Pattern {
  const place = lower.expr(node);
  switch (place.kind) {
    case 'name':
    case 'member':
    case 'index':
    case 'opaque':
      return place;
    default:
      return lower.opaque('target', node, [place]);
  }
}

interface Part {
  readonly target: Pattern;
  readonly rest?: boolean;
  readonly default?: Expr;
}

/** A target that may have a default or be a rest. */
function lowerPart(lower: Lowerer, node: number): Part {
  const { tree } = lower;
  switch (tree.type(node)) {
    case 'rest_pattern':
    case 'spread_element':
      return { target: lower.firstPattern(node), rest: true };
    case 'assignment_pattern':
    case 'object_assignment_pattern':
    case 'assignment_expression':
      return { target: lower.patternOf(node, FIELD.left), default: lower.exprOf(node, FIELD.right) };
    default:
      return { target: lower.pattern(node) };
  }
}

function lowerArrayPattern(lower: Lowerer, node: number): ListPattern {
  const { tree } = lower;
  const items: Part[] = [];
  let from = tree.start(node) + 1;
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    for (let holes = elisions(tree.text, from, tree.start(child), items.length === 0); holes > 0; holes--) {
      items.push({ target: { kind: 'opaque', span: { start: from, end: from }, what: 'elision', children: [] } });
    }
    from = tree.end(child);
    items.push(lowerPart(lower, child));
  }
  return { kind: 'listPattern', span: tree.span(node), items };
}

function lowerObjectPattern(lower: Lowerer, node: number): DictPattern {
  const { tree } = lower;
  const entries: (Part & { key?: string })[] = [];
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    if (tree.type(child) === 'pair_pattern') {
      const key = patternKey(lower, tree.child(child, FIELD.key));
      const part = lowerPart(lower, tree.child(child, FIELD.value));
      entries.push(key === undefined ? part : { key, ...part });
      continue;
    }
    const part = lowerPart(lower, child);
    entries.push(part.rest || part.target.kind !== 'name' ? part : { key: part.target.name, ...part });
  }
  return { kind: 'dictPattern', span: tree.span(node), entries };
}

function patternKey(lower: Lowerer, node: number): string | undefined {
  const { tree } = lower;
  if (tree.type(node) === 'string') return lowerString(lower, node).value;
  if (tree.type(node) !== 'computed_property_name') return tree.source(node);
  const key = lower.firstExpr(node);
  if (key.kind === 'string') return key.value;
  lower.keep(key);
  return undefined;
}

/** The names a pattern binds, in source order. */
export function boundNames(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'name':
      return [pattern.name];
    case 'listPattern':
      return pattern.items.flatMap(item => boundNames(item.target));
    case 'dictPattern':
      return pattern.entries.flatMap(entry => boundNames(entry.target));
    default:
      return [];
  }
}

/** The local name and property of each entry of `{a, b: c}`, where it is no more than that. */
export function plainEntries(tree: FlatTree, node: number): { imported: string; local: string; node: number }[] | undefined {
  const found: { imported: string; local: string; node: number }[] = [];
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    if (tree.type(child) === 'shorthand_property_identifier_pattern') {
      found.push({ imported: tree.source(child), local: tree.source(child), node: child });
      continue;
    }
    const key = tree.child(child, FIELD.key);
    const value = tree.child(child, FIELD.value);
    if (tree.type(key) !== 'property_identifier' || tree.type(value) !== 'identifier') return undefined;
    found.push({ imported: tree.source(key), local: tree.source(value), node: child });
  }
  return found;
}
