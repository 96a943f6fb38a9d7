/** Operators. Chains are read in a loop, so that thousands of terms neither overflow the stack here nor in whoever walks the result. */

import type { Expr } from '../../ir/nodes.ts';
import { type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import { LONGEST_CHAIN, type Lowering, opaque } from './lowering.ts';

const BINARY = new Set(['+', '-', '*', '/', '%', '//', '**', '@', '|', '&', '^', '<<', '>>', 'and', 'or']);
const COMPARISON = new Set(['<', '<=', '==', '!=', '>=', '>', '<>', 'in', 'not in', 'is', 'is not']);
/** Operators for which `(a op b) op c` is `a op (b op c)`. */
const ASSOCIATIVE = new Set(['+', 'and', 'or', '|']);

/** `binary_operator` and `boolean_operator`. */
export function lowerBinary(node: ConcreteNode, to: Lowering): Expr {
  const steps: { op: string; node: ConcreteNode; right: ConcreteNode }[] = [];
  let left = node;
  while (left.type === 'binary_operator' || left.type === 'boolean_operator') {
    const [inner, right] = [childAt(left, 0), childAt(left, 1)];
    steps.push({ op: operatorBetween(inner, right, to.text), node: left, right });
    left = inner;
  }
  steps.reverse();
  if (steps.some(step => !BINARY.has(step.op))) return opaque(node, 'operator', lowerAll([left, ...steps.map(step => step.right)], to));
  if (steps.length > LONGEST_CHAIN) return lowerLongChain(node, left, steps, to);
  let expr = to.expression(left);
  for (const step of steps) {
    expr = {
      kind: 'binary',
      span: { start: step.node.start, end: step.node.end },
      op: step.op,
      left: expr,
      right: to.expression(step.right),
    };
  }
  return expr;
}

function lowerLongChain(
  node: ConcreteNode,
  first: ConcreteNode,
  steps: readonly { op: string; right: ConcreteNode }[],
  to: Lowering,
): Expr {
  const operands = lowerAll([first, ...steps.map(step => step.right)], to);
  const op = steps[0]?.op ?? '';
  if (!ASSOCIATIVE.has(op) || steps.some(step => step.op !== op)) return opaque(node, 'long expression', operands);
  let level = operands;
  while (level.length > 1) level = pairUp(level, op);
  return level[0] ?? opaque(node, 'long expression');
}

function pairUp(operands: readonly Expr[], op: string): Expr[] {
  const pairs: Expr[] = [];
  for (let i = 0; i < operands.length; i += 2) {
    const left = operands[i] as Expr;
    const right = operands[i + 1];
    pairs.push(right === undefined ? left : { kind: 'binary', span: { start: left.span.start, end: right.span.end }, op, left, right });
  }
  return pairs;
}

/** `a < b`, `a < b < c` (which is `a < b and b < c`). */
export function lowerComparison(node: ConcreteNode, to: Lowering): Expr {
  const operands = lowerAll(node.children, to);
  if (operands.length > LONGEST_CHAIN) return opaque(node, 'comparison', operands);
  let expr: Expr | undefined;
  for (let i = 1; i < operands.length; i++) {
    const [before, after] = [node.children[i - 1], node.children[i]] as [ConcreteNode, ConcreteNode];
    const [left, right] = [operands[i - 1], operands[i]] as [Expr, Expr];
    const op = operatorBetween(before, after, to.text);
    const repeated = i > 1;
    // A middle operand that does something must not stand in the tree twice.
    if (!COMPARISON.has(op) || (repeated && !isPlain(left))) return opaque(node, 'comparison', operands);
    const pair: Expr = { kind: 'binary', span: { start: before.start, end: after.end }, op, left, right };
    expr =
      expr === undefined
        ? pair
        : { kind: 'binary', span: { start: expr.span.start, end: pair.span.end }, op: 'and', left: expr, right: pair };
  }
  return expr ?? opaque(node, 'comparison', operands);
}

function isPlain(expr: Expr): boolean {
  return expr.kind === 'name' || expr.kind === 'number' || expr.kind === 'string' || (expr.kind === 'member' && isPlain(expr.object));
}

export function lowerNot(node: ConcreteNode, to: Lowering): Expr {
  return { kind: 'unary', span: spanOf(node), op: 'not', operand: to.expression(childAt(node, 0)) };
}

export function lowerUnary(node: ConcreteNode, to: Lowering): Expr {
  return { kind: 'unary', span: spanOf(node), op: to.text.charAt(node.start), operand: to.expression(childAt(node, 0)) };
}

/** `consequent if test else alternate`. */
export function lowerConditional(node: ConcreteNode, to: Lowering): Expr {
  const [consequent, test, alternate] = lowerAll([childAt(node, 0), childAt(node, 1), childAt(node, 2)], to) as [Expr, Expr, Expr];
  return { kind: 'conditional', span: spanOf(node), test, consequent, alternate };
}

/** The operator written between two nodes: line breaks, comments and spaces taken away. */
export function operatorBetween(left: ConcreteNode, right: ConcreteNode, text: string): string {
  const between = text.slice(left.end, right.start).trim();
  if (between.length <= 2) return between;
  return between
    .replace(/#.*|\\/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
}

function lowerAll(nodes: readonly ConcreteNode[], to: Lowering): Expr[] {
  return nodes.map(node => to.expression(node));
}
