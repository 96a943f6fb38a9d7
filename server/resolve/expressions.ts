/** Evaluates expressions to abstract values. */
import type {
  Argument,
  BinaryExpr,
  CallExpr,
  ComprehensionExpr,
  DictExpr,
  Expr,
  FunctionNode,
  ListExpr,
  MemberExpr,
  Pattern,
  Span,
  TemplateExpr,
} from '../ir/nodes.ts';
import { asText, concat, constant, dict, list, mergeDicts, NULL, optionsOf, setEntry, union, unknown } from './construct.ts';
import { defineFunction } from './functionValue.ts';
import { changeInPlace } from './mutation.ts';
import type { Bindings, Frame, Invocation, Run } from './run.ts';
import { Scope } from './scope.ts';
import { importedModule } from './statements.ts';
import { percentFormat } from './strings.ts';
import { substituteBag } from './substitute.ts';
import type { ArgumentBag, DictSlot, Location, TextPart, Value } from './values.ts';

const MAX_LABEL = 60;

export function evaluate(run: Run, expr: Expr, frame: Frame): Value {
  const at: Location = { path: frame.state.module.path, span: expr.span };
  switch (expr.kind) {
    case 'string':
      return constant(expr.value, at);
    case 'number':
      return Number.isNaN(expr.value) ? unknown('a number of a kind not modelled') : constant(expr.value, at);
    case 'boolean':
      return constant(expr.value, at);
    case 'null':
      return NULL;
    case 'template':
      return template(run, expr, frame, at);
    case 'name':
      return name(expr.name, frame, at);
    case 'member':
      return ownAttribute(expr.object, expr.property, frame) ?? run.member(evaluate(run, expr.object, frame), expr.property, at);
    case 'index':
      return run.index(evaluate(run, expr.object, frame), evaluate(run, expr.index, frame), at);
    case 'call':
      return call(run, expr, frame, at);
    case 'list':
      return listLiteral(run, expr, frame, at);
    case 'dict':
      return dictLiteral(run, expr, frame, at);
    case 'binary':
      return binaryChain(run, expr, frame);
    case 'unary':
      return unary(expr.op, evaluate(run, expr.operand, frame));
    case 'conditional': {
      evaluate(run, expr.test, frame);
      return union([evaluate(run, expr.consequent, frame), evaluate(run, expr.alternate, frame)]);
    }
    case 'await':
      return evaluate(run, expr.value, frame);
    case 'assign': {
      let value = evaluate(run, expr.value, frame);
      if (expr.op && (expr.target.kind === 'name' || expr.target.kind === 'member' || expr.target.kind === 'index')) {
        value = run.binary(expr.op, evaluate(run, expr.target, frame), value, at.path, expr.span);
      }
      run.bind(expr.target, value, frame);
      return value;
    }
    case 'function': {
      for (const decorator of expr.fn.decorators) evaluate(run, decorator, frame);
      return defineFunction(run, expr.fn, frame);
    }
    case 'class': {
      const value = { kind: 'class', cls: expr.cls, module: at.path, scope: frame.scope } as const;
      frame.classes.push(value);
      return value;
    }
    case 'comprehension':
      return comprehension(run, expr, frame, at);
    case 'opaque': {
      const parts = expr.children.map(child => evaluate(run, child, frame));
      return unknown(expr.what, parts, at);
    }
  }
}

export function labelOf(frame: Frame, span: Span): string {
  const text = frame.state.module.text.slice(span.start, span.end).replace(/\s+/g, ' ');
  return text.length > MAX_LABEL ? `${text.slice(0, MAX_LABEL - 1)}…` : text;
}

function name(id: string, frame: Frame, at: Location): Value {
  if (id === 'this' && frame.self) return frame.self;
  const value = frame.scope.get(id) ?? later(frame, id);
  if (value) return value;
  return { kind: 'external', path: id, at };
}

/** A notebook's cells may have run in another order: a name that only a later cell gives a literal. */
function later(frame: Frame, id: string): Value | undefined {
  const { module } = frame.state;
  if (module.language !== 'python') return undefined;
  for (const statement of module.body) {
    if (statement.kind !== 'assign' || statement.target.kind !== 'name' || statement.target.name !== id || statement.op) continue;
    const { value } = statement;
    if (value?.kind === 'string' || value?.kind === 'number') return constant(value.value, { path: module.path, span: value.span });
  }
  return undefined;
}

/** `self.x` as this function has set it, before what the class says of it. */
function ownAttribute(object: Expr, property: string, frame: Frame): Value | undefined {
  if (object.kind !== 'name' || (object.name !== 'self' && object.name !== 'this' && object.name !== 'cls')) return undefined;
  return frame.scope.get(`\0self.${property}`);
}

function template(run: Run, expr: TemplateExpr, frame: Frame, at: Location): Value {
  const parts: TextPart[] = [];
  for (const part of expr.parts) {
    const partAt = { path: at.path, span: part.span };
    if (part.kind === 'text') parts.push({ kind: 'static', text: part.value, at: partAt });
    else {
      const value = evaluate(run, part.expr, frame);
      const label = labelOf(frame, part.expr.span);
      if (part.format) parts.push({ kind: 'hole', value, label, at: partAt, format: part.format });
      else if (value.kind === 'text') parts.push(...value.parts);
      else parts.push({ kind: 'hole', value, label, at: partAt });
    }
  }
  return concat(parts, at);
}

/** Left-deep chains (`a + b + c ...`) are walked, not recursed into: generated code has thousands of terms. */
function binaryChain(run: Run, expr: BinaryExpr, frame: Frame): Value {
  const chain: BinaryExpr[] = [];
  let left: Expr = expr;
  while (left.kind === 'binary') {
    chain.push(left);
    left = left.left;
  }
  let value = evaluate(run, left, frame);
  let leftExpr: Expr = left;
  for (let i = chain.length - 1; i >= 0; i--) {
    const node = chain[i] as BinaryExpr;
    const right = evaluate(run, node.right, frame);
    value =
      node.op === '+'
        ? add(value, right, spanLabel(frame, leftExpr.span), spanLabel(frame, node.right.span), frame.state.module.path, node)
        : run.binary(node.op, value, right, frame.state.module.path, node.span);
    leftExpr = node;
  }
  return value;
}

/** Labels are cut from the source only where they are shown. */
function spanLabel(frame: Frame, span: Span): () => string {
  return () => labelOf(frame, span);
}

function add(
  left: Value,
  right: Value,
  leftLabel: () => string,
  rightLabel: () => string,
  path: string,
  node: { span: Span; left?: Expr; right?: Expr },
): Value {
  const at = { path, span: node.span };
  if (isText(left) || isText(right)) {
    const leftAt = node.left ? { path, span: node.left.span } : at;
    const rightAt = node.right ? { path, span: node.right.span } : at;
    return concat(
      [...asText(left, isText(left) ? '' : leftLabel(), leftAt), ...asText(right, isText(right) ? '' : rightLabel(), rightAt)],
      at,
    );
  }
  if (left.kind === 'constant' && right.kind === 'constant' && typeof left.value === 'number' && typeof right.value === 'number') {
    return constant(left.value + right.value, at);
  }
  if (left.kind === 'list' && right.kind === 'list') {
    const open = left.open ?? right.open;
    return list([...left.items, ...right.items], { at, ...(open ? { open } : {}), ...(left.grows || right.grows ? { grows: true } : {}) });
  }
  if (left.kind === 'list') return list(left.items, { ...left, open: left.open ?? `followed by ${rightLabel()}`, at });
  if (right.kind === 'list') return list(right.items, { ...right, open: right.open ?? `after ${leftLabel()}`, at });
  if (left.kind === 'union' || right.kind === 'union') {
    const sums: Value[] = [];
    for (const a of optionsOf(left)) for (const b of optionsOf(right)) sums.push(add(a, b, leftLabel, rightLabel, path, node));
    return union(sums);
  }
  return unknown('a sum', [left, right], at);
}

function isText(value: Value): boolean {
  return value.kind === 'text' || (value.kind === 'constant' && typeof value.value === 'string');
}

export function binary(op: string, left: Value, right: Value, path: string, span: Span): Value {
  const at = { path, span };
  switch (op) {
    case '+':
      return add(
        left,
        right,
        () => 'value',
        () => 'value',
        path,
        { span },
      );
    case 'or':
    case '??':
      if (left.kind === 'constant') {
        const taken = op === 'or' ? Boolean(left.value) : left.value !== null;
        return taken ? left : right;
      }
      if (['text', 'list', 'dict', 'instance', 'object', 'function', 'class'].includes(left.kind) && !isEnvironment(left)) {
        // An instance is an object; a call of a library may well give nothing, so both stay.
        return left.kind === 'instance' || left.kind === 'list' || left.kind === 'dict' ? union([left, right]) : left;
      }
      return union([left, right]);
    case 'and':
      if (left.kind === 'constant') return left.value ? right : left;
      return union([right, constant(false)]);
    case '%':
      if (isText(left)) return percentFormat(left, right, at);
      return arithmetic(op, left, right, at);
    case '|':
      if (left.kind === 'dict') return mergeDicts(left, right);
      return pipeline(left, right, at);
    case '*':
    case '-':
    case '/':
    case '//':
    case '**':
      return arithmetic(op, left, right, at);
    default:
      return unknown('a computed value', [left, right], at);
  }
}

function isEnvironment(value: Value): boolean {
  return value.kind === 'instance' && /environ|getenv/.test(value.of);
}

function arithmetic(op: string, left: Value, right: Value, at: Location): Value {
  if (left.kind === 'constant' && right.kind === 'constant') {
    const [a, b] = [left.value, right.value];
    if (typeof a === 'number' && typeof b === 'number') {
      const result =
        op === '*' ? a * b : op === '-' ? a - b : op === '/' ? a / b : op === '//' ? Math.floor(a / b) : op === '%' ? a % b : a ** b;
      if (Number.isFinite(result)) return constant(result, at);
    }
    const [text, times] = typeof a === 'string' ? [a, b] : [b, a];
    if (op === '*' && typeof text === 'string' && typeof times === 'number' && times >= 0 && text.length * times < 1_000_000) {
      return constant(text.repeat(times), at);
    }
  }
  return unknown('a computed value', [left, right], at);
}

/** `prompt | llm | parser`. Bit operations on plain numbers end here too and are harmless. */
function pipeline(left: Value, right: Value, at: Location): Value {
  const steps = [left, right].flatMap(step => (step.kind === 'pipeline' ? step.steps : [step]));
  const runnable = steps.some(step => ['instance', 'external', 'param', 'object', 'function', 'dict', 'union'].includes(step.kind));
  return runnable ? { kind: 'pipeline', steps, at } : unknown('a computed value', steps, at);
}

function unary(op: string, operand: Value): Value {
  if (operand.kind === 'constant') {
    if (op === '-' && typeof operand.value === 'number') return constant(-operand.value, operand.at);
    if (op === '+' && typeof operand.value === 'number') return operand;
    if (op === 'not') return constant(!operand.value, operand.at);
  }
  return unknown('a computed value', [operand]);
}

function listLiteral(run: Run, expr: ListExpr, frame: Frame, at: Location): Value {
  const items: Value[] = [];
  let open: string | undefined;
  let grows = false;
  for (const item of expr.items) {
    const value = evaluate(run, item.value, frame);
    if (!item.spread) items.push(value);
    else {
      const spread = spreadItems(value);
      items.push(...spread.items);
      grows ||= spread.grows;
      open ??= spread.open && `${labelOf(frame, item.value.span)}: ${spread.open}`;
    }
  }
  return list(items, { at, variant: expr.variant, ...(open ? { open } : {}), ...(grows ? { grows } : {}) });
}

function spreadItems(value: Value): { items: readonly Value[]; open?: string; grows: boolean } {
  if (value.kind === 'list') return { items: value.items, grows: value.grows ?? false, ...(value.open ? { open: value.open } : {}) };
  if (value.kind === 'constant') return { items: [], grows: false };
  if (value.kind === 'union') {
    // `...(extra ? [extra] : [])`: what may be there is kept as there, and the list is open.
    const lists = value.options.map(spreadItems);
    const longest = lists.reduce((a, b) => (b.items.length > a.items.length ? b : a));
    return { ...longest, open: longest.open ?? 'items added on some paths' };
  }
  return { items: [], open: 'spread of a value not known', grows: false };
}

function dictLiteral(run: Run, expr: DictExpr, frame: Frame, at: Location): Value {
  let result = dict(new Map<string, DictSlot>(), { at });
  // Entries since the last spread: generated tables have thousands, so they are gathered before they are merged.
  let entries = new Map<string, DictSlot>();
  const flush = () => {
    if (entries.size > 0) result = result.entries.size > 0 || result.spreads ? mergeDicts(result, dict(entries)) : { ...result, entries };
    entries = new Map();
  };
  for (const entry of expr.entries) {
    const value = evaluate(run, entry.value, frame);
    if (entry.kind === 'spread') {
      flush();
      result = mergeDicts(result, value, `${labelOf(frame, entry.value.span)} is spread in`);
      continue;
    }
    const key = entry.key ? evaluate(run, entry.key, frame) : undefined;
    if (key?.kind === 'constant' && key.value !== null) {
      entries.set(String(key.value), {
        value,
        at: { path: at.path, span: entry.span },
        ...(entry.key ? { keyAt: { path: at.path, span: entry.key.span } } : {}),
      });
    } else {
      flush();
      result = {
        ...result,
        open: result.open ?? 'a computed key',
        spreads: [...(result.spreads ?? []), unknown('value under a computed key', [value])],
      };
    }
  }
  flush();
  return { ...result, at };
}

function comprehension(run: Run, expr: ComprehensionExpr, frame: Frame, at: Location): Value {
  const outerScope = frame.scope;
  const outerLoops = frame.loops;
  frame.scope = new Scope(outerScope);
  const iterables: Value[] = [];
  for (const clause of expr.clauses) {
    const iterable = evaluate(run, clause.iterable, frame);
    iterables.push(iterable);
    bindLocal(run, clause.target, run.element(iterable), frame);
    frame.loops = [...frame.loops, { at, iterable }];
    for (const condition of clause.conditions) evaluate(run, condition, frame);
  }
  const key = expr.key ? evaluate(run, expr.key, frame) : undefined;
  const element = evaluate(run, expr.element, frame);
  frame.scope = outerScope;
  frame.loops = outerLoops;
  if (expr.variant === 'dict')
    return dict(new Map(), { at, open: 'a comprehension', spreads: [unknown('comprehension', key ? [key, element] : [element])] });
  return list([element], { at, variant: expr.variant === 'set' ? 'set' : 'list', open: 'a comprehension' });
}

function bindLocal(run: Run, target: Pattern, value: Value, frame: Frame): void {
  if (target.kind === 'name') frame.scope.names.set(target.name, value);
  else run.bind(target, value, frame);
}

function call(run: Run, expr: CallExpr, frame: Frame, at: Location): Value {
  const { callee } = expr;
  const imported = callee.kind === 'name' && callee.name === 'import' ? expr.args[0]?.value : undefined;
  if (imported?.kind === 'string') return importedModule(run, imported.value, frame);
  const looping = callee.kind === 'member' && /^(map|forEach|flatMap|filter|reduce|imap|starmap|submit|gather|all)$/.test(callee.property);
  const object = callee.kind === 'member' ? evaluate(run, callee.object, frame) : undefined;
  const args = argumentsOf(run, expr.args, frame, looping && object ? { at, iterable: object } : undefined);
  if (callee.kind === 'member' && object) {
    const result = plainCall(run, callee, object, args, frame, at);
    if (result) return result;
  }
  const target =
    object && callee.kind === 'member'
      ? (ownAttribute(callee.object, callee.property, frame) ?? run.member(object, callee.property, { path: at.path, span: callee.span }))
      : evaluate(run, callee, frame);
  noteSuper(run, target, args, frame);
  return invoke(run, expr, target, args, frame, at);
}

/** A method of a text, list or dict; one that changes its object rebinds the variable that holds it. */
function plainCall(run: Run, callee: MemberExpr, object: Value, args: ArgumentBag, frame: Frame, at: Location): Value | undefined {
  const options = optionsOf(object);
  const changes = options.map(option => changeInPlace(option, callee.property, args, frame.loops.length > 0, at));
  if (changes.some(change => change !== undefined)) {
    const holder = callee.object;
    if (holder.kind === 'name' || holder.kind === 'member' || holder.kind === 'index') {
      run.bind(holder, union(changes.map((change, i) => change?.after ?? (options[i] as Value))), frame);
    }
    return union(changes.map(change => change?.result ?? unknown('a result')));
  }
  const results = options.map(option => run.plainMethod(option, callee.property, args, at));
  return results.every(result => result !== undefined) ? union(results as Value[]) : undefined;
}

/** Calls what was found, records the call if it matters, and passes on what callees changed in their arguments. */
function invoke(run: Run, expr: CallExpr, target: Value, args: ArgumentBag, frame: Frame, at: Location): Value {
  const results: Value[] = [];
  for (const option of optionsOf(target)) {
    const [callee, given] = deferred(option, args);
    record(run, expr, callee, given, frame, at);
    results.push(run.call(callee, given, at));
    const fn = callee.kind === 'function' ? callee : callee.kind === 'class' ? run.constructorOf(callee) : undefined;
    if (fn) {
      const summary = run.summary(fn);
      const bindings = run.bindings(fn, given);
      inherit(run, expr, summary.invocations, bindings, frame, at);
      for (const [param, after] of summary.mutated)
        writeBack(run, expr, fn.fn, param, run.substitute(after, bindings), frame, fn.self !== undefined);
    }
  }
  const value = union(results);
  if (value.kind === 'instance' && frame.fn === undefined && frame.loops.length === 0) return { ...value, perProcess: true };
  if (value.kind === 'instance' && frame.constructing) return { ...value, perProcess: true };
  return value;
}

function noteSuper(run: Run, target: Value, args: ArgumentBag, frame: Frame): void {
  if (!frame.constructing || !frame.cls) return;
  const python = target.kind === 'instance' && target.of === 'super' && target.members[0] === '__init__';
  if (python || (target.kind === 'external' && target.path === 'super')) run.recordSuper(frame.cls.cls, args);
}

function record(run: Run, expr: CallExpr, callee: Value, args: ArgumentBag, frame: Frame, at: Location): void {
  if (frame.silent || !run.matters(callee, args)) return;
  frame.invocations.push({
    expr,
    path: at.path,
    language: frame.state.module.language,
    ...(frame.symbol ? { symbol: frame.symbol } : {}),
    callee,
    args,
    loops: frame.loops,
    moduleLevel: frame.fn === undefined,
    via: [],
    span: expr.span,
  });
}

const MAX_WRAPPER_DEPTH = 4;

/** Calls inside a function of the project that depend on its parameters are this caller's calls too. */
function inherit(run: Run, expr: CallExpr, invocations: readonly Invocation[], bindings: Bindings, frame: Frame, at: Location): void {
  if (frame.silent) return;
  for (const inner of invocations) {
    if (inner.via.length >= MAX_WRAPPER_DEPTH) continue;
    const callee = run.substitute(inner.callee, bindings);
    const args = substituteBag(inner.args, value => run.substitute(value, bindings));
    if (callee === inner.callee && !bagChanges(inner.args, args)) continue;
    frame.invocations.push({
      ...inner,
      expr: inner.expr,
      path: at.path,
      symbol: frame.symbol,
      callee,
      args,
      loops: [...frame.loops, ...inner.loops],
      moduleLevel: frame.fn === undefined,
      via: [{ path: inner.path, span: inner.span }, ...inner.via],
      span: expr.span,
    });
  }
}

function bagChanges(before: ArgumentBag, after: ArgumentBag): boolean {
  return (
    before.positional.some((value, i) => value !== after.positional[i]) ||
    [...before.named].some(([key, slot]) => slot.value !== after.named.get(key)?.value) ||
    before.named.size !== after.named.size
  );
}

function writeBack(run: Run, expr: CallExpr, fn: FunctionNode, param: string, after: Value, frame: Frame, bound: boolean): void {
  const index = fn.params.findIndex(p => p.target.kind === 'name' && p.target.name === param);
  const skip = bound && frame.state.module.language === 'python' ? 1 : 0;
  const argument =
    expr.args.find(arg => arg.kind === 'keyword' && arg.name === param) ??
    (expr.args.every(arg => arg.kind !== 'spread') ? expr.args.filter(arg => arg.kind === 'positional')[index - skip] : undefined);
  if (argument && (argument.value.kind === 'name' || argument.value.kind === 'member')) run.bind(argument.value, after, frame);
}

/** `asyncio.to_thread(f, ...)`, `loop.run_in_executor(None, f, ...)`: the call they make. */
function deferred(callee: Value, args: ArgumentBag): [Value, ArgumentBag] {
  const name =
    callee.kind === 'external' ? callee.path : callee.kind === 'instance' || callee.kind === 'param' ? callee.members.at(-1) : undefined;
  const skip = name === undefined ? undefined : DEFERRED.find(([pattern]) => pattern.test(name))?.[1];
  const fn = skip === undefined ? undefined : args.positional[skip];
  if (skip === undefined || !fn || (fn.kind !== 'instance' && fn.kind !== 'function' && fn.kind !== 'external' && fn.kind !== 'param'))
    return [callee, args];
  return [fn, { ...args, positional: args.positional.slice(skip + 1) }];
}

/** Name of the call that calls its argument, and that argument's place. */
const DEFERRED: readonly (readonly [RegExp, number])[] = [
  [/(^|\.)to_thread$/, 0],
  [/(^|\.)to_thread\.run_sync$/, 0],
  [/(^|\.)run_in_threadpool$/, 0],
  [/(^|\.)run_in_executor$/, 1],
  [/(^|\.)submit$/, 0],
  [/(^|\.)partial$/, 0],
];

function argumentsOf(run: Run, args: readonly Argument[], frame: Frame, callbackLoop?: { at: Location; iterable: Value }): ArgumentBag {
  const positional: Value[] = [];
  let named = dict(new Map<string, DictSlot>());
  let open: string | undefined;
  const path = frame.state.module.path;
  for (const arg of args) {
    const outer = frame.loops;
    if (callbackLoop && arg.value.kind === 'function') frame.loops = [...outer, callbackLoop];
    const value = evaluate(run, arg.value, frame);
    frame.loops = outer;
    // A lambda or a callback of `map` runs now, with the names as they are now.
    if (value.kind === 'function' && arg.value.kind === 'function' && (callbackLoop || frame.state.module.language === 'python'))
      run.summary(value);
    if (arg.kind === 'positional') positional.push(value);
    else if (arg.kind === 'keyword' && arg.name !== undefined) {
      named = setEntry(named, arg.name, {
        value,
        at: { path, span: arg.span },
        keyAt: { path, span: { start: arg.span.start, end: arg.span.start + arg.name.length } },
      });
    } else if (arg.kind === 'kwspread') named = mergeDicts(named, value, `${labelOf(frame, arg.value.span)} is spread in`);
    else {
      const spread = spreadItems(value);
      positional.push(...spread.items);
      if (spread.open) open ??= `${labelOf(frame, arg.value.span)} is spread in`;
    }
  }
  open ??= named.open;
  return { positional, named: named.entries, ...(open ? { open } : {}), ...(named.spreads ? { spreads: named.spreads } : {}) };
}
