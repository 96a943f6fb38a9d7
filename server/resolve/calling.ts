/** Calls: what is called with what, which calls are recorded, and what a callee's own calls mean for its caller. */
import type { Argument, CallExpr, FunctionNode, MemberExpr } from '../ir/nodes.ts';
import { dict, mergeDicts, optionsOf, setEntry, union, unknown } from './construct.ts';
import { importedModule } from './imports.ts';
import { spreadItems } from './literals.ts';
import { changeInPlace } from './mutation.ts';
import { labelOf, ownAttribute } from './names.ts';
import type { Bindings, Frame, Invocation, Run } from './run.ts';
import { substituteBag } from './substitute.ts';
import type { ArgumentBag, DictSlot, Location, Value } from './values.ts';

export function call(run: Run, expr: CallExpr, frame: Frame, at: Location): Value {
  const { callee } = expr;
  const imported = callee.kind === 'name' && callee.name === 'import' ? expr.args[0]?.value : undefined;
  if (imported?.kind === 'string') return importedModule(run, imported.value, frame);
  const looping = callee.kind === 'member' && /^(map|forEach|flatMap|filter|reduce|imap|starmap|submit|gather|all)$/.test(callee.property);
  const object = callee.kind === 'member' ? run.evaluate(callee.object, frame) : undefined;
  const args = argumentsOf(run, expr.args, frame, looping && object ? { at, iterable: object } : undefined);
  if (callee.kind === 'member' && object) {
    const result = plainCall(run, callee, object, args, frame, at);
    if (result) return result;
  }
  const target =
    object && callee.kind === 'member'
      ? (ownAttribute(callee.object, callee.property, frame) ?? run.member(object, callee.property, { path: at.path, span: callee.span }))
      : run.evaluate(callee, frame);
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
    if (run.takesHandlers(callee)) for (const handler of handlersIn(args.positional)) run.noteHandler(handler);
    record(run, expr, callee, given, frame, at);
    results.push(run.call(callee, given, at));
    const fn = callee.kind === 'function' ? callee : callee.kind === 'class' ? run.constructorOf(callee) : undefined;
    if (fn) {
      const summary = run.summary(fn);
      const bindings = run.bindings(fn, given);
      inherit(run, expr, summary.invocations, bindings, bindings.get(fn.fn), frame, at);
      for (const [param, after] of summary.mutated)
        writeBack(run, expr, fn.fn, param, run.substitute(after, bindings), frame, fn.self !== undefined);
    }
  }
  const value = union(results);
  if (value.kind === 'instance' && frame.fn === undefined && frame.loops.length === 0) return { ...value, perProcess: true };
  if (value.kind === 'instance' && frame.constructing) return { ...value, perProcess: true };
  return value;
}

/** `app.post('/chat', guard, handler)`, `router.use([first, second])`; a wrapped handler (`wrap(handler)`) is its argument. */
function handlersIn(values: readonly Value[]): readonly FunctionNode[] {
  return values.flatMap(value => {
    if (value.kind === 'function') return [value.fn];
    if (value.kind === 'list') return handlersIn(value.items);
    return value.kind === 'instance' && !value.receiver ? handlersIn(value.args.positional) : [];
  });
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
function inherit(
  run: Run,
  expr: CallExpr,
  invocations: readonly Invocation[],
  bindings: Bindings,
  given: ReadonlyMap<string, Value> | undefined,
  frame: Frame,
  at: Location,
): void {
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
      ...(given ? { given } : {}),
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
    const value = run.evaluate(arg.value, frame);
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
