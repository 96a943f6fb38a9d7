/** Loops of the user's own code around a call: is there a bound on how often they go round? */
import type { Expr, LoopStmt, Stmt } from '../ir/nodes.ts';
import type { LoopContext } from '../resolve/run.ts';
import type { Loop } from './callSite.ts';

/** The innermost loop that may go round again and again because of what the model answers; undefined when there is none. */
export function userLoop(loops: readonly LoopContext[]): Loop | undefined {
  for (let i = loops.length - 1; i >= 0; i--) {
    const context = loops[i] as LoopContext;
    const { loop, at } = context;
    if (!loop) continue;
    if (loop.variant === 'forEach') {
      const turns = rangeOf(loop, context);
      return { state: 'bounded', by: 'code', at, ...(turns !== undefined ? { bound: turns } : {}) };
    }
    if (asksUser(loop)) return { state: 'none', reason: 'each round waits for the user', at };
    const counter = counted(loop);
    if (counter) return { state: 'bounded', by: 'code', at, ...(counter.bound !== undefined ? { bound: counter.bound } : {}) };
    if (leavesAfterCall(loop)) return { state: 'none', reason: 'the loop ends with the first answer', at };
    return { state: 'unbounded', by: 'code', at };
  }
  return undefined;
}

function rangeOf(loop: LoopStmt, context: LoopContext): number | undefined {
  const { iterable } = loop;
  if (
    iterable?.kind === 'call' &&
    iterable.callee.kind === 'name' &&
    iterable.callee.name === 'range' &&
    context.iterable?.kind === 'instance'
  ) {
    const args = context.iterable.args.positional.map(value =>
      value.kind === 'constant' && typeof value.value === 'number' ? value.value : undefined,
    );
    const [start, end] = args.length > 1 ? [args[0], args[1]] : [0, args[0]];
    return start !== undefined && end !== undefined ? Math.max(0, end - start) : undefined;
  }
  return context.iterable?.kind === 'list' && !context.iterable.open ? context.iterable.items.length : undefined;
}

const ASKING =
  /^(input|raw_input|prompt|question|readline|text_input|chat_input|ask|getpass|receive_text|receive_json|recv|accept|read_line)$/;

function asksUser(loop: LoopStmt): boolean {
  return someCall(loop, name => ASKING.test(name));
}

/** A counter that the test, or a way out of the body, compares; or a deadline. */
function counted(loop: LoopStmt): { bound?: number } | undefined {
  const stepped = new Set<string>();
  for (const statement of statementsOf(loop.body)) collectSteps(statement, stepped);
  if (loop.update) collectStepExpr(loop.update, stepped);
  const tests: Expr[] = loop.test ? [loop.test] : [];
  for (const statement of statementsOf(loop.body))
    if (statement.kind === 'if' && leaves([...statement.consequent, ...statement.alternate])) tests.push(statement.test);
  for (const test of tests) {
    for (const part of conjuncts(test)) {
      if (part.kind !== 'binary' || !/^(<|<=|>|>=|==|===|!=|!==)$/.test(part.op)) {
        if (part.kind === 'name' && stepped.has(part.name)) return {};
        continue;
      }
      const sides = [part.left, part.right];
      if (sides.some(side => mentions(side, stepped))) {
        const limit = sides.find(side => side.kind === 'number');
        return limit?.kind === 'number' ? { bound: limit.value } : {};
      }
      if (sides.some(isElapsed)) return {};
      if (sides.some(isLength)) return {};
    }
  }
  return undefined;
}

function conjuncts(test: Expr): Expr[] {
  if (test.kind === 'binary' && (test.op === 'and' || test.op === 'or')) return [...conjuncts(test.left), ...conjuncts(test.right)];
  if (test.kind === 'unary' && test.op === 'not') return conjuncts(test.operand);
  return [test];
}

function mentions(expr: Expr, names: ReadonlySet<string>): boolean {
  if (expr.kind === 'name') return names.has(expr.name);
  if (expr.kind === 'member') return names.has(memberName(expr) ?? '');
  if (expr.kind === 'binary') return mentions(expr.left, names) || mentions(expr.right, names);
  return expr.kind === 'assign' && expr.target.kind === 'name' && names.has(expr.target.name);
}

/** `time.time() - start`, `Date.now() > deadline`. */
function isElapsed(expr: Expr): boolean {
  if (expr.kind === 'binary') return isElapsed(expr.left) || isElapsed(expr.right);
  return expr.kind === 'call' && expr.callee.kind === 'member' && /^(time|monotonic|perf_counter|now)$/.test(expr.callee.property);
}

/** `len(messages) < 20`, `steps.length >= max`. */
function isLength(expr: Expr): boolean {
  return (
    (expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'len') ||
    (expr.kind === 'member' && expr.property === 'length' && expr.object.kind !== 'member')
  );
}

function memberName(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') {
    const object = memberName(expr.object);
    return object && `${object}.${expr.property}`;
  }
  return undefined;
}

function collectSteps(statement: Stmt, names: Set<string>): void {
  if (statement.kind === 'assign') {
    const name = statement.target.kind === 'name' || statement.target.kind === 'member' ? memberName(statement.target) : undefined;
    if (!name || !statement.value) return;
    if (statement.op === '+' || statement.op === '-') names.add(name);
    else if (statement.value.kind === 'binary' && /^[+-]$/.test(statement.value.op) && mentions(statement.value, new Set([name])))
      names.add(name);
  }
  if (statement.kind === 'expr') collectStepExpr(statement.expr, names);
}

function collectStepExpr(expr: Expr, names: Set<string>): void {
  if (expr.kind === 'assign' && (expr.op === '+' || expr.op === '-')) {
    const name = expr.target.kind === 'name' || expr.target.kind === 'member' ? memberName(expr.target) : undefined;
    if (name) names.add(name);
  }
  if (expr.kind === 'unary' && /^(\+\+|--)/.test(expr.op)) {
    const name = memberName(expr.operand);
    if (name) names.add(name);
  }
  if (expr.kind === 'opaque') for (const child of expr.children) collectStepExpr(child, names);
}

function leaves(body: readonly Stmt[]): boolean {
  return statementsOf(body).some(statement => statement.kind === 'break' || statement.kind === 'return' || statement.kind === 'throw');
}

/** A retry loop: the body itself ends in `return` or `break`, so only failures go round. */
function leavesAfterCall(loop: LoopStmt): boolean {
  const ends = (body: readonly Stmt[]): boolean => {
    const last = body.at(-1);
    if (!last) return false;
    if (last.kind === 'return' || last.kind === 'break') return true;
    if (last.kind === 'try')
      return (
        ends([...last.body, ...last.otherwise]) || last.body.some(statement => statement.kind === 'return' || statement.kind === 'break')
      );
    if (last.kind === 'with' || last.kind === 'block') return ends(last.body);
    return false;
  };
  return ends(loop.body) || loop.body.some(statement => statement.kind === 'try' && ends(statement.body));
}

/** All statements of a body, nested blocks included, functions left out. */
function statementsOf(body: readonly Stmt[]): Stmt[] {
  return body.flatMap(statement => {
    switch (statement.kind) {
      case 'if':
        return [statement, ...statementsOf(statement.consequent), ...statementsOf(statement.alternate)];
      case 'loop':
        return [statement, ...statementsOf(statement.body)];
      case 'try':
        return [
          statement,
          ...statementsOf(statement.body),
          ...statement.handlers.flatMap(handler => statementsOf(handler.body)),
          ...statementsOf(statement.otherwise),
          ...statementsOf(statement.finalizer),
        ];
      case 'with':
      case 'block':
        return [statement, ...statementsOf(statement.body)];
      case 'switch':
        return [statement, ...statement.cases.flatMap(choice => statementsOf(choice.body))];
      default:
        return [statement];
    }
  });
}

function someCall(loop: LoopStmt, wanted: (name: string) => boolean): boolean {
  const inExpr = (expr: Expr | undefined): boolean => {
    if (!expr) return false;
    switch (expr.kind) {
      case 'call': {
        const name = expr.callee.kind === 'name' ? expr.callee.name : expr.callee.kind === 'member' ? expr.callee.property : '';
        return wanted(name) || inExpr(expr.callee) || expr.args.some(arg => inExpr(arg.value));
      }
      case 'member':
        return inExpr(expr.object);
      case 'index':
        return inExpr(expr.object);
      case 'await':
        return inExpr(expr.value);
      case 'assign':
        return inExpr(expr.value);
      case 'binary':
        return inExpr(expr.left) || inExpr(expr.right);
      case 'unary':
        return inExpr(expr.operand);
      case 'opaque':
        return expr.children.some(inExpr);
      default:
        return false;
    }
  };
  if (inExpr(loop.test)) return true;
  return statementsOf(loop.body).some(statement =>
    statement.kind === 'assign'
      ? inExpr(statement.value)
      : statement.kind === 'expr'
        ? inExpr(statement.expr)
        : statement.kind === 'if'
          ? inExpr(statement.test)
          : false,
  );
}
