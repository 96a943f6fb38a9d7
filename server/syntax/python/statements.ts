/** One row a kind of statement. */

import type { AssignStmt, Expr, Pattern, Stmt } from '../../ir/nodes.ts';
import { type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import { readAnnotation } from './annotations.ts';
import { lowerFor, lowerIf, lowerMatch, lowerTry, lowerWhile, lowerWith } from './branches.ts';
import { lowerClass } from './classes.ts';
import { lowerFunction } from './functions.ts';
import { lowerFutureImport, lowerImport, lowerImportFrom } from './imports.ts';
import { type Lowering, opaque } from './lowering.ts';
import { operatorBetween } from './operators.ts';
import { typeCallTarget } from './repairs.ts';

type LowerStatement = (node: ConcreteNode, to: Lowering) => Stmt | readonly Stmt[];

export const STATEMENTS: Readonly<Record<string, LowerStatement>> = {
  expression_statement: lowerExpressionStatement,
  import_statement: lowerImport,
  import_from_statement: lowerImportFrom,
  future_import_statement: lowerFutureImport,
  if_statement: lowerIf,
  for_statement: lowerFor,
  while_statement: lowerWhile,
  try_statement: lowerTry,
  with_statement: lowerWith,
  match_statement: lowerMatch,
  function_definition: (node, to) => ({ kind: 'functionDef', span: spanOf(node), fn: lowerFunction(node, to) }),
  class_definition: (node, to) => ({ kind: 'classDef', span: spanOf(node), cls: lowerClass(node, to) }),
  decorated_definition: lowerDecorated,
  return_statement: (node, to) => ({ kind: 'return', span: spanOf(node), ...optionalValue(node, to) }),
  raise_statement: lowerRaise,
  break_statement: node => ({ kind: 'break', span: spanOf(node) }),
  continue_statement: node => ({ kind: 'continue', span: spanOf(node) }),
  delete_statement: (node, to) => effect(node, 'del', to),
  assert_statement: (node, to) => effect(node, 'assert', to),
  print_statement: (node, to) => effect(node, 'print', to),
  exec_statement: (node, to) => effect(node, 'exec', to),
  type_alias_statement: lowerTypeAlias,
  pass_statement: () => [],
  global_statement: () => [],
  nonlocal_statement: () => [],
  block: (node, to) => to.statements(node),
  ERROR: (node, to) => to.statements(node),
};

function lowerExpressionStatement(node: ConcreteNode, to: Lowering): Stmt | readonly Stmt[] {
  const [only, second] = node.children;
  if (only === undefined) return [];
  if (only.type === 'assignment' || only.type === 'augmented_assignment') return lowerAssignment(only, to);
  if (second === undefined) return { kind: 'expr', span: spanOf(node), expr: to.expression(only) };
  const items = node.children.map(child => ({ value: to.expression(child) }));
  return { kind: 'expr', span: spanOf(node), expr: { kind: 'list', span: spanOf(node), variant: 'tuple', items } };
}

/** `a = v`, `a: T = v`, `a += v`, and `a = b = v`. */
export function lowerAssignment(node: ConcreteNode, to: Lowering): readonly AssignStmt[] {
  const links: ConcreteNode[] = [];
  let value: ConcreteNode | undefined = node;
  while (value?.type === 'assignment' || value?.type === 'augmented_assignment') {
    links.push(value);
    value = rightSide(value);
  }
  const first = childAt(node, 0);
  const targets = links.map(link => to.pattern(childAt(link, 0)));
  if (links.length > 1) return chainedAssignment(node, targets, value === undefined ? undefined : to.expression(value));
  const target = targets[0] ?? to.pattern(first);
  const annotated = node.children.find(child => child.type === 'type');
  const sign = value && operatorBetween(annotated ?? first, value, to.text);
  const op = node.type === 'augmented_assignment' ? sign?.slice(0, -1) : undefined;
  return [
    {
      kind: 'assign',
      span: spanOf(node),
      target,
      ...(value && { value: sign?.endsWith('=') ? to.expression(value) : opaque(value, 'broken', [to.expression(value)]) }),
      ...(op !== undefined && { op }),
      ...(annotated && { annotation: readAnnotation(to.text, annotated) }),
    },
  ];
}

function rightSide(node: ConcreteNode): ConcreteNode | undefined {
  const last = node.children[node.children.length - 1];
  return node.children.length > 1 && last?.type !== 'type' ? last : undefined;
}

/**
 * `a = b = v`: the value goes to one target and the others read it from there, so that `v` stands in the tree once.
 * A plain name takes the value where there is one.
 */
function chainedAssignment(node: ConcreteNode, targets: readonly Pattern[], value: Expr | undefined): readonly AssignStmt[] {
  const holder = targets.find(target => target.kind === 'name') ?? targets[0];
  if (holder === undefined) return [];
  const copy: Expr = holder.kind === 'listPattern' || holder.kind === 'dictPattern' ? opaque(holder.span, 'chained assignment') : holder;
  const others = targets.filter(target => target !== holder);
  return [
    { kind: 'assign', span: spanOf(node), target: holder, ...(value && { value }) },
    ...others.map((target): AssignStmt => ({ kind: 'assign', span: spanOf(node), target, value: copy })),
  ];
}

function lowerDecorated(node: ConcreteNode, to: Lowering): Stmt | readonly Stmt[] {
  const decorators = node.children.filter(child => child.type === 'decorator').map(child => to.expression(childAt(child, 0)));
  const definition = node.children.find(child => child.type === 'function_definition' || child.type === 'class_definition');
  const span = spanOf(node);
  if (definition === undefined) return decorators.map(expr => ({ kind: 'expr', span: expr.span, expr }));
  return definition.type === 'class_definition'
    ? { kind: 'classDef', span, cls: lowerClass(definition, to, decorators, node) }
    : { kind: 'functionDef', span, fn: lowerFunction(definition, to, decorators, node) };
}

function lowerRaise(node: ConcreteNode, to: Lowering): Stmt {
  const [raised, ...causes] = node.children.map(child => to.expression(child));
  for (const cause of causes) {
    if (cause.kind !== 'name' && cause.kind !== 'null') to.stray({ kind: 'expr', span: cause.span, expr: cause });
  }
  return { kind: 'throw', span: spanOf(node), ...(raised && { value: raised }) };
}

/** `type A[T] = list[T]` binds a name to a type. */
function lowerTypeAlias(node: ConcreteNode, to: Lowering): Stmt {
  const target = typeCallTarget(node, to.text) ?? firstLeaf(childAt(node, 0));
  return { kind: 'assign', span: spanOf(node), target: to.pattern(target), value: to.expression(childAt(node, 1)) };
}

function firstLeaf(node: ConcreteNode): ConcreteNode {
  let leaf = node;
  while (leaf.children[0] !== undefined) leaf = leaf.children[0];
  return leaf;
}

function optionalValue(node: ConcreteNode, to: Lowering): { value?: Expr } {
  const [value] = node.children;
  return value === undefined ? {} : { value: to.expression(value) };
}

/** A statement that only evaluates. */
function effect(node: ConcreteNode, what: string, to: Lowering): Stmt {
  const children = node.children.map(child => to.expression(child));
  return { kind: 'expr', span: spanOf(node), expr: opaque(node, what, children) };
}
