/** Statements other than declarations and imports. */

import type { Expr, Stmt, SwitchStmt } from '../../ir/nodes.ts';
import { FIELD } from './fields.ts';
import { type Lowerer, MAX_DEPTH, type StmtRule } from './lowerer.ts';
import { lowerAssignment } from './operators.ts';

export const statementRules: Readonly<Record<string, StmtRule>> = {
  expression_statement: (lower, node, out) => {
    for (let child = lower.tree.first(node); child !== 0; child = lower.tree.next(child)) lowerEffect(lower, child, node, out);
  },
  statement_block: (lower, node, out) => {
    out.push({ kind: 'block', span: lower.tree.span(node), body: lower.statementsIn(node) });
  },
  if_statement: lowerIf,
  for_statement: lowerFor,
  for_in_statement: lowerForIn,
  while_statement: (lower, node, out) => lowerWhile(lower, node, out, 'while'),
  do_statement: (lower, node, out) => lowerWhile(lower, node, out, 'doWhile'),
  switch_statement: lowerSwitch,
  try_statement: lowerTry,
  with_statement: (lower, node, out) => {
    const object = lower.exprOf(node, FIELD.object);
    out.push({ kind: 'expr', span: object.span, expr: object });
    out.push(...lower.body(lower.tree.child(node, FIELD.body)));
  },
  labeled_statement: (lower, node, out) => {
    const body = lower.tree.child(node, FIELD.body);
    if (body !== 0) lower.statement(body, out);
  },
  return_statement: (lower, node, out) => {
    const value = lower.tree.first(node);
    out.push({ kind: 'return', span: lower.tree.span(node), value: value === 0 ? undefined : lower.expr(value) });
  },
  throw_statement: (lower, node, out) => {
    const value = lower.tree.first(node);
    out.push({ kind: 'throw', span: lower.tree.span(node), value: value === 0 ? undefined : lower.expr(value) });
  },
  break_statement: (lower, node, out) => {
    // Leaving a `switch` is what the end of a case does anyway; only a jump out of a loop is one.
    const labelled = lower.tree.has(node, 'statement_identifier');
    if (labelled || !lower.inSwitch) out.push({ kind: 'break', span: lower.tree.span(node) });
  },
  continue_statement: (lower, node, out) => out.push({ kind: 'continue', span: lower.tree.span(node) }),
};

/** An expression evaluated for what it does: assignments become statements, a sequence several. */
function lowerEffect(lower: Lowerer, node: number, statement: number, out: Stmt[]): void {
  const { tree } = lower;
  switch (tree.type(node)) {
    case 'assignment_expression':
    case 'augmented_assignment_expression':
    case 'update_expression': {
      const { target, value, op } = lowerAssignment(lower, node);
      // The grammar reads `using x = f()` as an assignment with a word before it.
      const declaration = tree.has(node, 'using') ? 'const' : undefined;
      out.push({ kind: 'assign', span: tree.span(statement), target, value, op, declaration });
      return;
    }
    case 'parenthesized_expression':
    case 'sequence_expression': {
      const assignments = tree.type(node) === 'sequence_expression' || isAssignment(tree.type(tree.first(node)));
      if (!assignments || lower.depth >= MAX_DEPTH) break;
      lower.depth++;
      for (let child = tree.first(node); child !== 0; child = tree.next(child)) lowerEffect(lower, child, child, out);
      lower.depth--;
      return;
    }
    case 'await_expression': {
      const inner = tree.first(node);
      if (inner === 0 || !tree.has(inner, 'using')) break;
      lowerEffect(lower, inner, statement, out);
      return;
    }
  }
  out.push({ kind: 'expr', span: tree.span(statement), expr: lower.expr(node) });
}

function isAssignment(type: string): boolean {
  return type === 'assignment_expression' || type === 'augmented_assignment_expression' || type === 'sequence_expression';
}

function lowerIf(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const test = lower.exprOf(node, FIELD.condition);
  const consequent = lower.body(tree.child(node, FIELD.consequence));
  const otherwise = tree.child(node, FIELD.alternative);
  const alternate = otherwise === 0 ? [] : lower.body(tree.first(otherwise));
  out.push({ kind: 'if', span: tree.span(node), test, consequent, alternate });
}

function loopBody(lower: Lowerer, node: number): Stmt[] {
  const inSwitch = lower.inSwitch;
  lower.inSwitch = false;
  const body = lower.body(lower.tree.child(node, FIELD.body));
  lower.inSwitch = inSwitch;
  return body;
}

function lowerWhile(lower: Lowerer, node: number, out: Stmt[], variant: 'while' | 'doWhile'): void {
  const { tree } = lower;
  const condition = tree.child(node, FIELD.condition);
  const test = condition === 0 ? undefined : lower.expr(condition);
  out.push({ kind: 'loop', variant, span: tree.span(node), test, body: loopBody(lower, node), otherwise: [] });
}

function lowerFor(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const init: Stmt[] = [];
  const initializer = tree.child(node, FIELD.initializer);
  if (initializer !== 0) {
    if (lower.isExpr(initializer)) lowerEffect(lower, initializer, initializer, init);
    else lower.statement(initializer, init);
  }
  const condition = tree.child(node, FIELD.condition);
  const increment = tree.child(node, FIELD.increment);
  out.push({
    kind: 'loop',
    variant: 'for',
    span: tree.span(node),
    init: init.length > 0 ? init : undefined,
    test: condition === 0 ? undefined : lower.expr(condition),
    update: increment === 0 ? undefined : lower.expr(increment),
    body: loopBody(lower, node),
    otherwise: [],
  });
}

function lowerForIn(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const operator = tree.child(node, FIELD.operator);
  const right = tree.child(node, FIELD.right);
  const value = lower.exprIn(node, right);
  // `for (k in o)` goes over keys, of an array too: not the elements a loop's iterable stands for.
  const iterable: Expr = operator !== 0 && tree.type(operator) === 'in' ? lower.opaque('keys', right || node, [value]) : value;
  const initial = tree.child(node, FIELD.value);
  if (initial !== 0) lower.keep(lower.expr(initial));
  const left = tree.child(node, FIELD.left);
  const target = left === 0 ? undefined : lower.pattern(left);
  out.push({ kind: 'loop', variant: 'forEach', span: tree.span(node), target, iterable, body: loopBody(lower, node), otherwise: [] });
}

type Case = SwitchStmt['cases'][number];

function lowerSwitch(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const subject = lower.exprOf(node, FIELD.value);
  const body = tree.child(node, FIELD.body);
  const inSwitch = lower.inSwitch;
  lower.inSwitch = true;
  const cases: Case[] = [];
  /** Labels that share the next body: `case 1: case 2:`. */
  let tests: Expr[] = [];
  let isDefault = false;
  for (let child = body && tree.first(body); child !== 0; child = tree.next(child)) {
    const value = tree.child(child, FIELD.value);
    if (value === 0) isDefault = true;
    else tests.push(lower.expr(value));
    if (tree.child(child, FIELD.body) === 0 && tree.next(child) !== 0) continue;
    cases.push({ test: isDefault ? undefined : oneTest(tests), body: caseBody(lower, child) });
    if (isDefault) for (const test of tests) lower.keep(test);
    tests = [];
    isDefault = false;
  }
  lower.inSwitch = inSwitch;
  out.push({ kind: 'switch', span: tree.span(node), subject, cases });
}

function caseBody(lower: Lowerer, node: number): Stmt[] {
  const out: Stmt[] = [];
  for (let child = lower.tree.first(node); child !== 0; child = lower.tree.next(child)) {
    if (lower.tree.field(child) === FIELD.body) lower.statement(child, out);
  }
  return out;
}

function oneTest(tests: readonly Expr[]): Expr | undefined {
  const [first] = tests;
  const last = tests.at(-1);
  if (!first || !last || first === last) return first;
  return { kind: 'opaque', span: { start: first.span.start, end: last.span.end }, what: 'cases', children: tests };
}

function lowerTry(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const body = lower.body(tree.child(node, FIELD.body));
  const handler = tree.child(node, FIELD.handler);
  const finalizer = tree.child(node, FIELD.finalizer);
  const parameter = handler === 0 ? 0 : tree.child(handler, FIELD.parameter);
  out.push({
    kind: 'try',
    span: tree.span(node),
    body,
    handlers:
      handler === 0
        ? []
        : [{ param: parameter === 0 ? undefined : lower.pattern(parameter), body: lower.body(tree.child(handler, FIELD.body)) }],
    otherwise: [],
    finalizer: finalizer === 0 ? [] : lower.body(tree.child(finalizer, FIELD.body)),
  });
}
