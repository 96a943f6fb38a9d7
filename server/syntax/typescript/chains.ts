/**
 * Expressions that nest to the left: `a + b + c`, `a.b().c()`. They are lowered from the innermost out without recursion,
 * so that a chain of thousands of links cannot exhaust the stack.
 */

import type { Argument, Expr } from '../../ir/nodes.ts';
import { FIELD } from './fields.ts';
import { lowerTemplate } from './literals.ts';
import { type ExprRule, type Lowerer, MAX_DEPTH } from './lowerer.ts';

/** Puts one more link around what has been lowered so far. */
type LinkRule = (lower: Lowerer, node: number, inner: Expr) => Expr;

const LINKS: Readonly<Record<string, LinkRule>> = {
  binary_expression: (lower, node, left) => ({
    kind: 'binary',
    span: lower.tree.span(node),
    op: binaryOperator(lower, node),
    left,
    right: lower.exprOf(node, FIELD.right),
  }),
  call_expression: (lower, node, callee) => lowerCallOf(lower, node, callee),
  member_expression: (lower, node, object) => lowerMemberOf(lower, node, object),
  nested_identifier: (lower, node, object) => lowerMemberOf(lower, node, object),
  subscript_expression: (lower, node, object) => ({
    kind: 'index',
    span: lower.tree.span(node),
    object,
    index: lower.exprOf(node, FIELD.index),
  }),
  non_null_expression: (_lower, _node, inner) => inner,
  parenthesized_expression: (_lower, _node, inner) => inner,
  as_expression: (_lower, _node, inner) => inner,
  satisfies_expression: (_lower, _node, inner) => inner,
  instantiation_expression: (_lower, _node, inner) => inner,
};

export const chainRules: Readonly<Record<string, ExprRule>> = {
  ...Object.fromEntries(Object.keys(LINKS).map(type => [type, lowerChain])),
  new_expression: lowerNew,
  type_assertion: (lower, node) => lower.exprIn(node, lower.tree.last(node)),
};

/** Links in one piece of a chain too long to be nested as it is written. */
const PIECE = 50;

function lowerChain(lower: Lowerer, node: number): Expr {
  const { tree } = lower;
  const links: number[] = [];
  let base = node;
  for (;;) {
    if (LINKS[tree.type(base)] === undefined) break;
    const inner = innerOf(lower, base);
    if (inner === 0) break;
    links.push(base);
    base = inner;
  }
  if (links.length === 0) return lower.opaque(tree.type(node), node);
  const { depth } = lower;
  if (depth + links.length < MAX_DEPTH) return foldLinks(lower, links, 0, links.length, base);
  // Longer than the tree may be deep: pieces of the chain side by side, innermost first.
  const pieces: Expr[] = [];
  for (let to = links.length; to > 0; to -= PIECE) pieces.push(foldLinks(lower, links, Math.max(0, to - PIECE), to, base));
  return lower.opaque('chain', node, pieces);
}

/** The links from `to - 1`, the innermost, out to `from`. */
function foldLinks(lower: Lowerer, links: readonly number[], from: number, to: number, base: number): Expr {
  const { tree, depth } = lower;
  lower.depth = depth + to - from - 1;
  let result: Expr;
  if (to < links.length) result = lower.opaque('chain', links[to] as number);
  else result = LINKS[tree.type(base)] ? lower.missing(base) : lower.expr(base);
  for (let i = to - 1; i >= from; i--) {
    const link = links[i] as number;
    lower.depth = depth + i - from;
    result = (LINKS[tree.type(link)] as LinkRule)(lower, link, result);
  }
  lower.depth = depth;
  return result;
}

/** What a link is put around: `left`, `object`, `function`, or the only child of a cast. */
function innerOf(lower: Lowerer, node: number): number {
  const { tree } = lower;
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    switch (tree.field(child)) {
      case FIELD.left:
      case FIELD.object:
      case FIELD.function:
        return child;
      case FIELD.none:
        if (lower.isExpr(child)) return child;
    }
  }
  return 0;
}

const LOGICAL: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or' };

function binaryOperator(lower: Lowerer, node: number): string {
  const operator = lower.tree.child(node, FIELD.operator);
  const written = operator === 0 ? '' : lower.tree.type(operator);
  return LOGICAL[written] ?? written;
}

function lowerMemberOf(lower: Lowerer, node: number, object: Expr): Expr {
  const { tree } = lower;
  const property = tree.child(node, FIELD.property);
  const span = tree.span(node);
  if (property === 0) return lower.opaque('member', node, [object]);
  const optional = tree.has(node, 'optional_chain');
  const propertySpan = tree.span(property);
  const name = tree.text.slice(propertySpan.start, propertySpan.end);
  return optional
    ? { kind: 'member', span, object, property: name, propertySpan, optional }
    : { kind: 'member', span, object, property: name, propertySpan };
}

function lowerCallOf(lower: Lowerer, node: number, callee: Expr): Expr {
  const { tree } = lower;
  const span = tree.span(node);
  const list = tree.child(node, FIELD.arguments);
  if (list === 0) return { kind: 'call', span, callee, args: [], argsSpan: { start: span.end, end: span.end } };
  const argsSpan = tree.span(list);
  if (tree.type(list) !== 'template_string') return { kind: 'call', span, callee, args: lowerArguments(lower, list), argsSpan };
  const value = lowerTemplate(lower, list, true);
  return { kind: 'call', span, callee, args: [{ kind: 'positional', span: argsSpan, value }], argsSpan, tagged: true };
}

function lowerNew(lower: Lowerer, node: number): Expr {
  const { tree } = lower;
  const callee = lower.exprOf(node, FIELD.constructor);
  const list = tree.child(node, FIELD.arguments);
  const span = tree.span(node);
  if (list === 0) return { kind: 'call', span, callee, args: [], argsSpan: { start: span.end, end: span.end }, isNew: true };
  return { kind: 'call', span, callee, args: lowerArguments(lower, list), argsSpan: tree.span(list), isNew: true };
}

function lowerArguments(lower: Lowerer, list: number): Argument[] {
  const { tree } = lower;
  const args: Argument[] = [];
  for (let child = tree.first(list); child !== 0; child = tree.next(child)) {
    const span = tree.span(child);
    if (tree.type(child) === 'spread_element') args.push({ kind: 'spread', span, value: lower.firstExpr(child) });
    // What stands in a broken piece is not known to be one argument.
    else if (tree.kind(child) === 0) args.push({ kind: 'spread', span, value: lower.expr(child) });
    else args.push({ kind: 'positional', span, value: lower.expr(child) });
  }
  return args;
}
