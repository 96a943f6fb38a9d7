/** `class`: its bases, and its body as members. */

import type { ClassMember, ClassNode, Expr, FunctionNode, Stmt } from '../../ir/nodes.ts';
import { type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import { lowerArguments } from './chains.ts';
import type { Lowering } from './lowering.ts';

/** `outer` is the decorated definition, where there are decorators. */
export function lowerClass(node: ConcreteNode, to: Lowering, decorators: readonly Expr[] = [], outer: ConcreteNode = node): ClassNode {
  const name = childAt(node, 0);
  const list = node.children.find(child => child.type === 'argument_list');
  const body = node.children.find(child => child.type === 'block');
  const members: ClassMember[] = [];
  for (const statement of body === undefined ? [] : to.statements(body)) addMember(statement, members, to);
  return {
    span: spanOf(outer),
    name: to.text.slice(name.start, name.end),
    nameSpan: spanOf(name),
    bases: list === undefined ? [] : lowerBases(list, to),
    decorators,
    members,
  };
}

function lowerBases(list: ConcreteNode, to: Lowering): Expr[] {
  const bases: Expr[] = [];
  for (const argument of lowerArguments(list, to)) {
    if (argument.kind === 'positional') bases.push(argument.value);
    // `metaclass=make()`: no base, but what it calls counts.
    else strayExpression(argument.value, to);
  }
  return bases;
}

/** A statement of a class body as a member; both branches of a condition are kept, anything else follows the class. */
function addMember(statement: Stmt, members: ClassMember[], to: Lowering): void {
  switch (statement.kind) {
    case 'functionDef':
      members.push(methodOf(statement.fn));
      return;
    case 'classDef':
      members.push({
        kind: 'field',
        span: statement.span,
        name: statement.cls.name ?? '',
        value: { kind: 'class', span: statement.span, cls: statement.cls },
      });
      return;
    case 'assign':
      if (statement.target.kind === 'name' && statement.op === undefined) {
        const { span, target, value, annotation } = statement;
        members.push({ kind: 'field', span, name: target.name, ...(value && { value }), ...(annotation && { annotation }) });
        return;
      }
      break;
    case 'if':
      strayExpression(statement.test, to);
      for (const inner of [...statement.consequent, ...statement.alternate]) addMember(inner, members, to);
      return;
    case 'try':
      for (const inner of [...statement.body, ...statement.handlers.flatMap(handler => handler.body)]) addMember(inner, members, to);
      for (const inner of [...statement.otherwise, ...statement.finalizer]) addMember(inner, members, to);
      return;
    case 'with':
      for (const item of statement.items) strayExpression(item.expr, to);
      for (const inner of statement.body) addMember(inner, members, to);
      return;
    case 'expr':
      // The docstring is the attribute it becomes; SDKs send it as the description of a tool.
      if (statement.expr.kind === 'string' && members.length === 0) {
        members.push({ kind: 'field', span: statement.span, name: '__doc__', value: statement.expr });
      } else {
        strayExpression(statement.expr, to);
      }
      return;
    default:
      break;
  }
  to.stray(statement);
}

function strayExpression(expr: Expr, to: Lowering): void {
  if (expr.kind !== 'string' && expr.kind !== 'name' && expr.kind !== 'member') to.stray({ kind: 'expr', span: expr.span, expr });
}

const GETTERS = new Set(['property', 'cached_property', 'getter']);

function methodOf(fn: FunctionNode): ClassMember {
  const decorators = fn.decorators.map(lastName);
  const kind = decorators.some(name => GETTERS.has(name)) ? 'getter' : decorators.includes('setter') ? 'setter' : 'method';
  return { kind, span: fn.span, name: fn.name ?? '', fn, ...(decorators.includes('staticmethod') && { isStatic: true }) };
}

function lastName(decorator: Expr): string {
  if (decorator.kind === 'name') return decorator.name;
  return decorator.kind === 'member' ? decorator.property : '';
}
