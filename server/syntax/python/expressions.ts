/** One row a kind of expression. A kind without a row is opaque, with its parts. */

import type { Expr } from '../../ir/nodes.ts';
import { type ConcreteNode, childAt, MISSING, spanOf } from '../concreteNode.ts';
import { lowerChain } from './chains.ts';
import { lowerComprehension, lowerDictionary, lowerList } from './collections.ts';
import { lowerLambda } from './functions.ts';
import { lowerConcatenatedString, lowerNumber, lowerString } from './literals.ts';
import { type Lowering, opaque } from './lowering.ts';
import { lowerBinary, lowerComparison, lowerConditional, lowerNot, lowerUnary } from './operators.ts';
import { withoutParentheses } from './parentheses.ts';

type LowerExpression = (node: ConcreteNode, to: Lowering) => Expr;

export const EXPRESSIONS: Readonly<Record<string, LowerExpression>> = {
  identifier: lowerName,
  string: lowerString,
  concatenated_string: lowerConcatenatedString,
  integer: lowerNumber,
  float: lowerNumber,
  true: node => ({ kind: 'boolean', span: spanOf(node), value: true }),
  false: node => ({ kind: 'boolean', span: spanOf(node), value: false }),
  none: node => ({ kind: 'null', span: spanOf(node) }),
  ellipsis: node => opaque(node, '...'),
  call: lowerChain,
  attribute: lowerChain,
  subscript: lowerChain,
  dotted_name: lowerDottedName,
  parenthesized_expression: (node, to) => to.expression(withoutParentheses(node)),
  list: (node, to) => lowerList(node, to, 'list'),
  list_pattern: (node, to) => lowerList(node, to, 'list'),
  tuple: (node, to) => lowerList(node, to, 'tuple'),
  tuple_pattern: (node, to) => lowerList(node, to, 'tuple'),
  expression_list: (node, to) => lowerList(node, to, 'tuple'),
  pattern_list: (node, to) => lowerList(node, to, 'tuple'),
  set: (node, to) => lowerList(node, to, 'set'),
  dictionary: lowerDictionary,
  list_comprehension: (node, to) => lowerComprehension(node, to, 'list'),
  set_comprehension: (node, to) => lowerComprehension(node, to, 'set'),
  dictionary_comprehension: (node, to) => lowerComprehension(node, to, 'dict'),
  generator_expression: (node, to) => lowerComprehension(node, to, 'generator'),
  binary_operator: lowerBinary,
  boolean_operator: lowerBinary,
  comparison_operator: lowerComparison,
  not_operator: lowerNot,
  unary_operator: lowerUnary,
  conditional_expression: lowerConditional,
  lambda: lowerLambda,
  await: (node, to) => ({ kind: 'await', span: spanOf(node), value: to.expression(childAt(node, 0)) }),
  named_expression: (node, to) => ({
    kind: 'assign',
    span: spanOf(node),
    target: to.pattern(childAt(node, 0)),
    value: to.expression(childAt(node, 1)),
  }),
  yield: lowerYield,
  type: (node, to) => to.expression(childAt(node, 0)),
  generic_type: lowerGenericType,
  union_type: lowerUnionType,
  type_parameter: (node, to) => lowerList(node, to, 'tuple'),
  keyword_argument: (node, to) => to.expression(childAt(node, 1)),
  argument_list: (node, to) => lowerList(node, to, 'tuple'),
};

function lowerName(node: ConcreteNode, to: Lowering): Expr {
  if (node.start === node.end) return opaque(node, MISSING);
  return { kind: 'name', span: spanOf(node), name: to.text.slice(node.start, node.end) };
}

/** `a.b.c` in a `case`. */
function lowerDottedName(node: ConcreteNode, to: Lowering): Expr {
  const [first, ...rest] = node.children;
  let expr = lowerName(first ?? node, to);
  for (const part of rest) {
    const property = to.text.slice(part.start, part.end);
    expr = { kind: 'member', span: { start: node.start, end: part.end }, object: expr, property, propertySpan: spanOf(part) };
  }
  return expr;
}

function lowerYield(node: ConcreteNode, to: Lowering): Expr {
  to.yields = true;
  return opaque(
    node,
    'yield',
    node.children.map(child => to.expression(child)),
  );
}

/** `List[int]` where a type is a value (`type A = List[int]`). */
function lowerGenericType(node: ConcreteNode, to: Lowering): Expr {
  const parameters = childAt(node, 1);
  const [only, second] = parameters.children;
  const index = only !== undefined && second === undefined ? to.expression(only) : to.expression(parameters);
  return { kind: 'index', span: spanOf(node), object: to.expression(childAt(node, 0)), index };
}

function lowerUnionType(node: ConcreteNode, to: Lowering): Expr {
  return { kind: 'binary', span: spanOf(node), op: '|', left: to.expression(childAt(node, 0)), right: to.expression(childAt(node, 1)) };
}
