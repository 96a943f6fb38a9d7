/** Classes. Signatures without a body are skipped. */

import type { ClassMember, ClassNode, Expr, Span, Stmt } from '../../ir/nodes.ts';
import { FIELD } from './fields.ts';
import { lowerString } from './literals.ts';
import type { ExprRule, Lowerer, StmtRule } from './lowerer.ts';
import { annotationOf } from './types.ts';

export const classRules: Readonly<Record<string, ExprRule>> = {
  class: (lower, node) => ({ kind: 'class', span: lower.tree.span(node), cls: classNode(lower, node) }),
  decorator: (lower, node) => lower.firstExpr(node),
};

export const classStatements: Readonly<Record<string, StmtRule>> = {
  class_declaration: (lower, node, out) => lowerClassStatement(lower, node, out, []),
  abstract_class_declaration: (lower, node, out) => lowerClassStatement(lower, node, out, []),
};

/** `outer` are decorators written before `export`. */
export function lowerClassStatement(lower: Lowerer, node: number, out: Stmt[], outer: readonly Expr[]): void {
  const cls = classNode(lower, node, outer);
  out.push({ kind: 'classDef', span: cls.span, cls });
}

function classNode(lower: Lowerer, node: number, outer: readonly Expr[] = []): ClassNode {
  const { tree } = lower;
  const name = tree.child(node, FIELD.name);
  return {
    span: spanWith(outer, tree.span(node)),
    name: name === 0 ? undefined : tree.source(name),
    nameSpan: name === 0 ? undefined : tree.span(name),
    bases: lowerBases(lower, node),
    decorators: [...outer, ...decoratorsOf(lower, node)],
    members: lowerMembers(lower, tree.child(node, FIELD.body)),
  };
}

function lowerBases(lower: Lowerer, node: number): Expr[] {
  const { tree } = lower;
  const bases: Expr[] = [];
  const heritage = tree.childOfType(node, 'class_heritage');
  for (let clause = heritage && tree.first(heritage); clause !== 0; clause = tree.next(clause)) {
    if (tree.type(clause) !== 'extends_clause') continue;
    for (let child = tree.first(clause); child !== 0; child = tree.next(child)) {
      if (tree.field(child) === FIELD.value) bases.push(lower.expr(child));
    }
  }
  return bases;
}

/** A span widened to the decorators before it. */
export function spanWith(decorators: readonly Expr[], span: Span): Span {
  const [first] = decorators;
  return first && first.span.start < span.start ? { start: first.span.start, end: span.end } : span;
}

export function decoratorsOf(lower: Lowerer, node: number): Expr[] {
  const { tree } = lower;
  const found: Expr[] = [];
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    if (tree.type(child) === 'decorator') found.push(lower.firstExpr(child));
  }
  return found;
}

function lowerMembers(lower: Lowerer, body: number): ClassMember[] {
  const { tree } = lower;
  const members: ClassMember[] = [];
  if (body === 0) return members;
  /** Of the method that follows. */
  let decorators: Expr[] = [];
  for (let child = tree.first(body); child !== 0; child = tree.next(child)) {
    switch (tree.type(child)) {
      case 'decorator':
        decorators.push(lower.firstExpr(child));
        continue;
      case 'method_definition':
        members.push(lowerMethod(lower, child, decorators));
        break;
      case 'public_field_definition':
        members.push(lowerField(lower, child));
        break;
      case 'class_static_block':
        members.push(lowerStaticBlock(lower, child));
        break;
    }
    decorators = [];
  }
  return members;
}

function lowerMethod(lower: Lowerer, node: number, decorators: readonly Expr[]): ClassMember {
  const { tree } = lower;
  const name = memberName(lower, node);
  const kind = tree.has(node, 'get') ? 'getter' : tree.has(node, 'set') ? 'setter' : 'method';
  const span = spanWith(decorators, tree.span(node));
  const fn = { ...lower.fn(node), span, name, decorators };
  return { span, kind, name, isStatic: tree.has(node, 'static') || undefined, fn };
}

function lowerField(lower: Lowerer, node: number): ClassMember {
  const { tree } = lower;
  for (const decorator of decoratorsOf(lower, node)) lower.keep(decorator);
  const value = tree.child(node, FIELD.value);
  return {
    span: tree.span(node),
    kind: 'field',
    name: memberName(lower, node),
    isStatic: tree.has(node, 'static') || undefined,
    value: value === 0 ? undefined : lower.expr(value),
    annotation: annotationOf(lower, node, FIELD.type),
  };
}

/** `static { ... }` is a static method under a name no method can have. */
function lowerStaticBlock(lower: Lowerer, node: number): ClassMember {
  const span = lower.tree.span(node);
  const name = '<static>';
  return { span, kind: 'method', name, isStatic: true, fn: { ...lower.fn(node), name } };
}

/** As a member access would write it; a computed name stays in its brackets. */
function memberName(lower: Lowerer, node: number): string {
  const { tree } = lower;
  const name = tree.child(node, FIELD.name);
  if (name === 0) return '';
  if (tree.type(name) === 'string') return lowerString(lower, name).value;
  if (tree.type(name) === 'computed_property_name') {
    const key = lower.firstExpr(name);
    if (key.kind === 'string') return key.value;
    lower.keep(key);
  }
  return tree.source(name);
}
