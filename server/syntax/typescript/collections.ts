/** Array and object literals. */

import type { DictEntry, DictExpr, Expr, ListExpr, ListItem, StringExpr } from '../../ir/nodes.ts';
import { FIELD } from './fields.ts';
import { lowerString } from './literals.ts';
import type { ExprRule, Lowerer } from './lowerer.ts';

export const collectionRules: Readonly<Record<string, ExprRule>> = {
  array: lowerArray,
  object: lowerObject,
};

function lowerArray(lower: Lowerer, node: number): ListExpr {
  const { tree } = lower;
  const items: ListItem[] = [];
  let from = tree.start(node) + 1;
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    for (let holes = elisions(tree.text, from, tree.start(child), items.length === 0); holes > 0; holes--) {
      items.push({ value: { kind: 'null', span: { start: from, end: from } } });
    }
    from = tree.end(child);
    if (tree.type(child) === 'spread_element') items.push({ value: lower.firstExpr(child), spread: true });
    else if (tree.kind(child) === 0) items.push({ value: lower.expr(child), spread: true });
    else items.push({ value: lower.expr(child) });
  }
  return { kind: 'list', span: tree.span(node), variant: 'list', items };
}

/** How many elements are left out between two written ones: `[a, , b]`. */
export function elisions(text: string, from: number, to: number, first: boolean): number {
  if (to - from < 2 && !first) return 0;
  let gap = text.slice(from, to);
  if (!gap.includes(',')) return 0;
  if (gap.includes('/')) gap = gap.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const commas = gap.split(',').length - 1;
  return Math.max(0, first ? commas : commas - 1);
}

function lowerObject(lower: Lowerer, node: number): DictExpr {
  const { tree } = lower;
  const entries: DictEntry[] = [];
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    const span = tree.span(child);
    switch (tree.type(child)) {
      case 'pair':
        entries.push({
          kind: 'entry',
          span,
          key: lowerKey(lower, tree.child(child, FIELD.key)),
          value: lower.exprOf(child, FIELD.value),
        });
        break;
      case 'shorthand_property_identifier': {
        const name = tree.source(child);
        const key: StringExpr = { kind: 'string', span, value: name };
        entries.push({ kind: 'entry', span, key, value: { kind: 'name', span, name }, shorthand: true });
        break;
      }
      case 'method_definition':
        entries.push({ kind: 'entry', span, key: lowerKey(lower, tree.child(child, FIELD.name)), value: lowerMethod(lower, child) });
        break;
      case 'spread_element':
        entries.push({ kind: 'spread', span, value: lower.firstExpr(child) });
        break;
      default:
        // A broken piece may hold any entries.
        entries.push({ kind: 'spread', span, value: lower.expr(child) });
    }
  }
  return { kind: 'dict', span: tree.span(node), entries };
}

/** What an accessor gives is not the function itself. */
function lowerMethod(lower: Lowerer, node: number): Expr {
  const { tree } = lower;
  const fn: Expr = { kind: 'function', span: tree.span(node), fn: lower.fn(node) };
  if (tree.has(node, 'get')) return lower.opaque('getter', node, [fn]);
  if (tree.has(node, 'set')) return lower.opaque('setter', node, [fn]);
  return fn;
}

/** A plain key is a string; a computed one the expression in the brackets. */
function lowerKey(lower: Lowerer, node: number): Expr {
  const { tree } = lower;
  switch (tree.type(node)) {
    case 'string':
      return lowerString(lower, node);
    case 'computed_property_name':
      return lower.firstExpr(node);
    case 'number':
      return { kind: 'string', span: tree.span(node), value: numberKey(tree.source(node)) };
    default:
      return { kind: 'string', span: tree.span(node), value: tree.source(node) };
  }
}

function numberKey(source: string): string {
  return String(Number(source.replaceAll('_', '').replace(/n$/, '')));
}
