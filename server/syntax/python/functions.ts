/** `def`, `lambda` and their parameters. */

import type { Expr, FunctionNode, Param, Stmt } from '../../ir/nodes.ts';
import { type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import { readAnnotation } from './annotations.ts';
import type { Lowering } from './lowering.ts';

/** `outer` is the decorated definition, where there are decorators. */
export function lowerFunction(
  node: ConcreteNode,
  to: Lowering,
  decorators: readonly Expr[] = [],
  outer: ConcreteNode = node,
): FunctionNode {
  const name = childAt(node, 0);
  const parameters = node.children.find(child => child.type === 'parameters');
  const returns = node.children.find(child => child.type === 'type');
  const body = node.children.find(child => child.type === 'block');
  const params = lowerParameters(parameters, to);
  const { statements, yields } = withOwnYields(to, () => (body === undefined ? [] : to.statements(body)));
  return {
    span: spanOf(outer),
    name: to.text.slice(name.start, name.end),
    nameSpan: spanOf(name),
    params,
    body: statements,
    decorators,
    ...(returns && { returns: readAnnotation(to.text, returns) }),
    ...(to.text.startsWith('async', node.start) && { isAsync: true }),
    ...(yields && { isGenerator: true }),
  };
}

export function lowerLambda(node: ConcreteNode, to: Lowering): Expr {
  const span = spanOf(node);
  const parameters = node.children.find(child => child.type === 'lambda_parameters');
  const body = childAt(node, parameters === undefined ? 0 : 1);
  const params = lowerParameters(parameters, to);
  const { statements, yields } = withOwnYields(to, (): Stmt[] => [{ kind: 'return', span: spanOf(body), value: to.expression(body) }]);
  return { kind: 'function', span, fn: { span, params, body: statements, decorators: [], ...(yields && { isGenerator: true }) } };
}

function withOwnYields(to: Lowering, lowerBody: () => Stmt[]): { statements: Stmt[]; yields: boolean } {
  const outer = to.yields;
  to.yields = false;
  const statements = lowerBody();
  const yields = to.yields;
  to.yields = outer;
  return { statements, yields };
}

function lowerParameters(list: ConcreteNode | undefined, to: Lowering): Param[] {
  return (list?.children ?? []).flatMap(child => {
    const param = lowerParameter(child, to);
    return param === undefined ? [] : [param];
  });
}

function lowerParameter(node: ConcreteNode, to: Lowering): Param | undefined {
  const span = spanOf(node);
  switch (node.type) {
    case 'identifier':
    case 'tuple_pattern':
      return { span, target: to.pattern(node) };
    case 'default_parameter':
      return { span, target: to.pattern(childAt(node, 0)), default: to.expression(childAt(node, 1)) };
    case 'typed_default_parameter':
      return {
        span,
        target: to.pattern(childAt(node, 0)),
        annotation: readAnnotation(to.text, childAt(node, 1)),
        default: to.expression(childAt(node, 2)),
      };
    case 'typed_parameter': {
      const bare = lowerParameter(childAt(node, 0), to);
      return bare && { ...bare, span, annotation: readAnnotation(to.text, childAt(node, 1)) };
    }
    case 'list_splat_pattern':
      return { span, target: to.pattern(childAt(node, 0)), rest: 'list' };
    case 'dictionary_splat_pattern':
      return { span, target: to.pattern(childAt(node, 0)), rest: 'dict' };
    default:
      // `/` and `*` alone name no parameter.
      return undefined;
  }
}
