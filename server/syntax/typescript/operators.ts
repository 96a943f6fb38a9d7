/** Operators that do not chain to the left, and assignments used as expressions. */

import type { AssignExpr, Expr, UnaryExpr } from '../../ir/nodes.ts';
import { FIELD } from './fields.ts';
import type { ExprRule, Lowerer } from './lowerer.ts';

export const operatorRules: Readonly<Record<string, ExprRule>> = {
  unary_expression: lowerUnary,
  update_expression: lowerAssignment,
  assignment_expression: lowerAssignment,
  augmented_assignment_expression: lowerAssignment,
  ternary_expression: (lower, node) => ({
    kind: 'conditional',
    span: lower.tree.span(node),
    test: lower.exprOf(node, FIELD.condition),
    consequent: lower.exprOf(node, FIELD.consequence),
    alternate: lower.exprOf(node, FIELD.alternative),
  }),
  await_expression: lowerAwait,
  yield_expression: (lower, node) => lower.opaque('yield', node, operands(lower, node)),
  sequence_expression: lowerSequence,
  spread_element: (lower, node) => lower.opaque('spread', node, operands(lower, node)),
};

function operands(lower: Lowerer, node: number): Expr[] {
  const found: Expr[] = [];
  for (let child = lower.tree.first(node); child !== 0; child = lower.tree.next(child)) {
    if (lower.isExpr(child)) found.push(lower.expr(child));
  }
  return found;
}

function lowerUnary(lower: Lowerer, node: number): UnaryExpr {
  const { tree } = lower;
  const operator = tree.child(node, FIELD.operator);
  const written = operator === 0 ? '' : tree.type(operator);
  const operand = lower.exprOf(node, FIELD.argument);
  return { kind: 'unary', span: tree.span(node), op: written === '!' ? 'not' : written, operand };
}

function lowerAwait(lower: Lowerer, node: number): Expr {
  const [value] = operands(lower, node);
  return { kind: 'await', span: lower.tree.span(node), value: value ?? lower.missing(node) };
}

/** `(0, exports.f)` is what a compiler writes for `exports.f`. */
function lowerSequence(lower: Lowerer, node: number): Expr {
  const found = operands(lower, node);
  const last = found.at(-1);
  if (last && found.slice(0, -1).every(item => item.kind === 'number')) return last;
  return lower.opaque('sequence', node, found);
}

/** `a = b`, `a += b`, `a ??= b`, and `a++` as `a += 1`. */
export function lowerAssignment(lower: Lowerer, node: number): AssignExpr {
  const { tree } = lower;
  const span = tree.span(node);
  const operator = tree.child(node, FIELD.operator);
  if (tree.type(node) === 'update_expression') {
    const target = lower.patternOf(node, FIELD.argument);
    const op = operator !== 0 && tree.type(operator) === '--' ? '-' : '+';
    const sign = operator === tree.first(node) ? { start: span.start, end: span.start + 2 } : { start: span.end - 2, end: span.end };
    return { kind: 'assign', span, target, value: { kind: 'number', span: sign, value: 1 }, op };
  }
  const target = lower.patternOf(node, FIELD.left);
  const value = lower.exprOf(node, FIELD.right);
  if (operator === 0) return { kind: 'assign', span, target, value };
  return { kind: 'assign', span, target, value, op: augmentation(tree.type(operator)) };
}

function augmentation(written: string): string {
  if (written === '&&=') return 'and';
  if (written === '||=') return 'or';
  return written.slice(0, -1);
}
