/** `if`, `for`, `while`, `try`, `with`, `match`. */

import type { Expr, IfStmt, LoopStmt, Stmt, SwitchStmt, TryStmt, WithStmt } from '../../ir/nodes.ts';
import { type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import { LONGEST_CHAIN, type Lowering, opaque } from './lowering.ts';

export function lowerIf(node: ConcreteNode, to: Lowering): IfStmt | SwitchStmt {
  const arms = [node, ...node.children.filter(child => child.type === 'elif_clause')];
  const lowered = arms.map(arm => ({ start: arm.start, test: to.expression(childAt(arm, 0)), body: bodyOf(arm, to) }));
  const otherwise = clauseBody(node, 'else_clause', to);
  if (arms.length > LONGEST_CHAIN) {
    return { kind: 'switch', span: spanOf(node), subject: opaque(node, 'elif chain'), cases: [...lowered, { body: otherwise }] };
  }
  const [first, ...rest] = lowered;
  let alternate = otherwise;
  for (const arm of rest.reverse()) {
    const span = { start: arm.start, end: node.end };
    alternate = [{ kind: 'if', span, test: arm.test, consequent: arm.body, alternate }];
  }
  return { kind: 'if', span: spanOf(node), test: first?.test ?? opaque(node, 'test'), consequent: first?.body ?? [], alternate };
}

export function lowerFor(node: ConcreteNode, to: Lowering): LoopStmt {
  return {
    kind: 'loop',
    span: spanOf(node),
    variant: 'forEach',
    target: to.pattern(childAt(node, 0)),
    iterable: to.expression(childAt(node, 1)),
    body: bodyOf(node, to),
    otherwise: clauseBody(node, 'else_clause', to),
  };
}

export function lowerWhile(node: ConcreteNode, to: Lowering): LoopStmt {
  return {
    kind: 'loop',
    span: spanOf(node),
    variant: 'while',
    test: to.expression(childAt(node, 0)),
    body: bodyOf(node, to),
    otherwise: clauseBody(node, 'else_clause', to),
  };
}

export function lowerTry(node: ConcreteNode, to: Lowering): TryStmt {
  return {
    kind: 'try',
    span: spanOf(node),
    body: bodyOf(node, to),
    handlers: node.children.filter(child => child.type === 'except_clause').map(clause => lowerHandler(clause, to)),
    otherwise: clauseBody(node, 'else_clause', to),
    finalizer: clauseBody(node, 'finally_clause', to),
  };
}

function lowerHandler(clause: ConcreteNode, to: Lowering): TryStmt['handlers'][number] {
  const body = bodyOf(clause, to);
  const [first, ...others] = clause.children.filter(child => child.type !== 'block');
  if (first === undefined) return { body };
  if (first.type === 'as_pattern') return { param: to.pattern(childAt(first, 1)), type: to.expression(childAt(first, 0)), body };
  const last = others[others.length - 1];
  if (last === undefined) return { type: to.expression(first), body };
  // `except A, B:` catches both.
  const items = [first, ...others].map(child => ({ value: to.expression(child) }));
  return { type: { kind: 'list', span: { start: first.start, end: last.end }, variant: 'tuple', items }, body };
}

export function lowerWith(node: ConcreteNode, to: Lowering): WithStmt {
  const clause = node.children.find(child => child.type === 'with_clause');
  const items = (clause?.children ?? []).flatMap(item => withItems(item.type === 'with_item' ? childAt(item, 0) : item, to));
  return { kind: 'with', span: spanOf(node), items, body: bodyOf(node, to) };
}

function withItems(node: ConcreteNode, to: Lowering): WithStmt['items'][number][] {
  if (node.type === 'as_pattern') return [{ expr: to.expression(childAt(node, 0)), target: to.pattern(childAt(node, 1)) }];
  // Parentheses around the items, where the parser took them for an expression.
  const inside = node.type === 'parenthesized_expression' || node.type === 'tuple' ? node.children : [];
  if (inside.some(child => child.type === 'as_pattern')) return inside.flatMap(child => withItems(child, to));
  return [{ expr: to.expression(node) }];
}

export function lowerMatch(node: ConcreteNode, to: Lowering): SwitchStmt {
  const subjects = node.children.filter(child => child.type !== 'block' && child.type !== 'case_clause');
  const block = node.children.find(child => child.type === 'block');
  const clauses = [...node.children, ...(block?.children ?? [])].filter(child => child.type === 'case_clause');
  const cases = clauses.map(clause => {
    const test = lowerCaseTest(clause, to);
    return { ...(test && { test }), body: bodyOf(clause, to) };
  });
  return { kind: 'switch', span: spanOf(node), subject: lowerSubject(subjects, node, to), cases };
}

function lowerSubject(subjects: readonly ConcreteNode[], node: ConcreteNode, to: Lowering): Expr {
  const [first] = subjects;
  const last = subjects[subjects.length - 1];
  if (first === undefined || last === undefined) return opaque(node, 'subject');
  if (first === last) return to.expression(first);
  const items = subjects.map(subject => ({ value: to.expression(subject) }));
  return { kind: 'list', span: { start: first.start, end: last.end }, variant: 'tuple', items };
}

/** The value a case compares with; absent where it binds names or always matches. */
function lowerCaseTest(clause: ConcreteNode, to: Lowering): Expr | undefined {
  const patterns = clause.children.filter(child => child.type === 'case_pattern');
  const guard = clause.children.find(child => child.type === 'if_clause');
  const [pattern] = patterns;
  const value = patterns.length === 1 && pattern?.children[0] !== undefined ? caseValue(pattern.children[0], to) : undefined;
  if (guard === undefined) return value;
  return opaque({ start: (pattern ?? guard).start, end: guard.end }, 'guarded case', [
    ...(value ? [value] : []),
    to.expression(childAt(guard, 0)),
  ]);
}

const LITERALS = new Set(['string', 'concatenated_string', 'integer', 'float', 'true', 'false', 'none']);

function caseValue(node: ConcreteNode, to: Lowering): Expr | undefined {
  if (LITERALS.has(node.type)) return to.text.charAt(node.start - 1) === '-' ? undefined : to.expression(node);
  if (node.type === 'dotted_name' && node.children.length > 1) return to.expression(node);
  if (node.type !== 'union_pattern' || node.children.length > LONGEST_CHAIN) return undefined;
  let union: Expr | undefined;
  for (const option of node.children) {
    const value = caseValue(option, to);
    if (value === undefined) return undefined;
    union = union ? { kind: 'binary', span: { start: union.span.start, end: value.span.end }, op: '|', left: union, right: value } : value;
  }
  return union;
}

function bodyOf(node: ConcreteNode, to: Lowering): Stmt[] {
  const block = node.children.find(child => child.type === 'block');
  return block === undefined ? [] : to.statements(block);
}

function clauseBody(node: ConcreteNode, type: string, to: Lowering): Stmt[] {
  const clause = node.children.find(child => child.type === type);
  return clause === undefined ? [] : bodyOf(clause, to);
}
