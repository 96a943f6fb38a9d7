/** Functions of the project: each is executed once with its parameters as unknowns; callers fill those in. */
import type { FunctionNode, Param, TypeRef } from '../ir/nodes.ts';
import { dict, list, mapOptions, NULL, optionsOf, union, unknown } from './construct.ts';
import type { Frame, LoopContext, ModuleState, Run, Summary } from './run.ts';
import { Scope } from './scope.ts';
import { executeAll, setHome } from './statements.ts';
import { bounded } from './substitute.ts';
import type { ArgumentBag, ClassValue, DictSlot, FunctionValue, ParamValue, Value } from './values.ts';

const NOTHING: Summary = { returns: unknown('recursion'), invocations: [], mutated: new Map() };

export class Functions {
  private readonly summaries = new Map<FunctionNode, Summary>();
  private readonly byModule = new Map<string, FunctionNode[]>();
  private readonly loops = new Map<FunctionNode, readonly LoopContext[]>();
  private readonly run: Run;

  constructor(run: Run) {
    this.run = run;
  }

  summary(fn: FunctionValue): Summary {
    const known = this.summaries.get(fn.fn);
    if (known) return known;
    const state = this.run.module(fn.module);
    if (!state) return NOTHING;
    this.summaries.set(fn.fn, NOTHING);
    const nodes = this.byModule.get(fn.module);
    if (nodes) nodes.push(fn.fn);
    else this.byModule.set(fn.module, [fn.fn]);
    const summary = this.execute(unboundOf(fn), state);
    this.summaries.set(fn.fn, summary);
    return summary;
  }

  /** What the functions of a module do, of those executed so far. */
  summariesOf(path: string): readonly Summary[] {
    return (this.byModule.get(path) ?? []).map(node => this.summaries.get(node) as Summary);
  }

  noteLoops(fn: FunctionNode, loops: readonly LoopContext[]): void {
    this.loops.set(fn, loops);
  }

  private execute(fn: FunctionValue, state: ModuleState): Summary {
    const { run } = this;
    const scope = new Scope(fn.scope as Scope);
    const cls = classOf(fn.self);
    const constructing = cls !== undefined && (fn.fn.name === '__init__' || fn.fn.name === 'constructor' || fn.fn.name === '__post_init__');
    const symbol = fn.name ?? (fn.fn.name ? (cls?.cls.name ? `${cls.cls.name}.${fn.fn.name}` : fn.fn.name) : undefined);
    const frame = setHome(
      newFrame(state, scope, {
        fn: fn.fn,
        constructing,
        ...(symbol ? { symbol } : {}),
        ...(fn.self ? { self: fn.self } : {}),
        ...(cls ? { cls } : {}),
      }),
    );
    frame.loops = [...(this.loops.get(fn.fn) ?? [])];
    const initial = new Map<string, Value>();
    fn.fn.params.forEach((param, index) => {
      const value = this.initial(param, index, fn, frame);
      const name = paramName(param, index);
      initial.set(name, value);
      if (param.target.kind === 'name') scope.names.set(param.target.name, value);
      else run.bind(param.target, value, frame);
      if (param.property && cls) run.recordAttribute(cls.cls, name, value);
    });
    executeAll(run, fn.fn.body, frame);
    finishFrame(run, frame);
    const returns = fn.fn.isGenerator ? unknown('a generator', frame.returns) : frame.returns.length ? bounded(union(frame.returns)) : NULL;
    const mutated = new Map<string, Value>();
    for (const [name, before] of initial) {
      const after = scope.get(name);
      const changed = after && after !== before && optionsOf(after).some(option => option.kind === 'list' || option.kind === 'dict');
      if (changed && before.kind === 'param') mutated.set(name, after);
    }
    return { returns, invocations: frame.invocations, mutated };
  }

  private initial(param: Param, index: number, fn: FunctionValue, frame: Frame): Value {
    const { run } = this;
    if (index === 0 && fn.self && isReceiver(fn, frame)) return fn.self;
    const name = paramName(param, index);
    const type = param.annotation ? typeOf(param.annotation, frame) : undefined;
    const definition = newFrame(frame.state, fn.scope as Scope, { constructing: false });
    const fallback = param.default ? run.evaluate(param.default, definition) : undefined;
    frame.functions.push(...definition.functions);
    const value: ParamValue = {
      kind: 'param',
      fn: fn.fn,
      name,
      members: [],
      at: { path: fn.module, span: param.span },
      ...(fallback ? { default: fallback } : {}),
      ...(type?.kind === 'external' ? { type: type.path } : {}),
      ...(type?.kind === 'class' ? { declared: { kind: 'object', cls: type } } : {}),
      ...(param.rest ? { rest: param.rest } : {}),
    };
    if (param.rest === 'dict') return dict(new Map(), { open: `**${name}`, spreads: [value] });
    if (param.rest === 'list') return list([], { open: `*${name}` });
    return value;
  }
}

/** A method as any object of its class has it: what one object was made with is a caller's business. */
function unboundOf(fn: FunctionValue): FunctionValue {
  if (!fn.owner) return fn;
  if (fn.self?.kind === 'object') return { ...fn, self: { kind: 'object', cls: fn.owner } };
  return fn.self?.kind === 'class' ? { ...fn, self: fn.owner } : fn;
}

/** What a class method gives when a class that extends its own calls it: `cls(...)` is an object of that class. */
export function madeBySubclass(fn: FunctionValue, returns: Value): Value {
  const { owner, self } = fn;
  if (self?.kind !== 'class' || !owner || owner.cls === self.cls) return returns;
  return mapOptions(returns, option => (option.kind === 'object' && option.cls.cls === owner.cls ? { ...option, cls: self } : option));
}

export function newFrame(
  state: ModuleState,
  scope: Scope,
  more: Pick<Frame, 'constructing'> & Partial<Pick<Frame, 'fn' | 'symbol' | 'self' | 'cls'>>,
): Frame {
  return { state, scope, loops: [], silent: 0, returns: [], invocations: [], functions: [], classes: [], stopped: false, ...more };
}

/** Analyses the functions and classes met in a frame, now that all its names are known. */
export function finishFrame(run: Run, frame: Frame): void {
  for (const cls of frame.classes) if (run.isRelevant(cls)) for (const fn of run.methodsOf(cls)) if (run.isRelevant(fn)) run.summary(fn);
  for (const fn of frame.functions) if (run.isRelevant(fn)) run.summary(fn);
}

function classOf(self: Value | undefined): ClassValue | undefined {
  return self?.kind === 'object' ? self.cls : self?.kind === 'class' ? self : undefined;
}

/** Python's first parameter of a method is its receiver. */
function isReceiver(fn: FunctionValue, frame: Frame): boolean {
  return frame.state.module.language === 'python' && fn.self !== undefined && !fn.fn.isArrow;
}

function paramName(param: Param, index: number): string {
  return param.target.kind === 'name' ? param.target.name : `#${index}`;
}

/** What a type annotation names: a class of the project, or something of a library. */
function typeOf(ref: TypeRef, frame: Frame): Value | undefined {
  const [head, ...rest] = ref.path;
  if (head === undefined) return undefined;
  if (
    head === '|' ||
    [
      'Optional',
      'Union',
      'Annotated',
      'Promise',
      'Awaitable',
      'Readonly',
      'Partial',
      'NonNullable',
      'Final',
      'ClassVar',
      'Required',
      'InstanceOf',
    ].includes(ref.path.at(-1) ?? '')
  ) {
    for (const arg of ref.args) {
      const type = arg.path[0] === 'None' || arg.path[0] === 'null' || arg.path[0] === 'undefined' ? undefined : typeOf(arg, frame);
      if (type?.kind === 'class' || (type?.kind === 'external' && type.path.includes('.'))) return type;
    }
    return undefined;
  }
  let value: Value = frame.scope.get(head) ?? { kind: 'external', path: head };
  for (const name of rest) {
    if (value.kind === 'external') value = { kind: 'external', path: `${value.path}.${name}` };
    else if (value.kind === 'module' || value.kind === 'class') return undefined;
    else return undefined;
  }
  if (value.kind === 'union') return value.options.find(option => option.kind === 'external' || option.kind === 'class');
  return value.kind === 'external' || value.kind === 'class' ? value : undefined;
}

/** Which value each parameter gets from a call's arguments. */
export function bindArguments(fn: FunctionValue, args: ArgumentBag, python: boolean): ReadonlyMap<string, Value> {
  const bound = new Map<string, Value>();
  let next = 0;
  const taken = new Set<string>();
  fn.fn.params.forEach((param, index) => {
    const name = paramName(param, index);
    if (python && index === 0 && fn.self && !fn.fn.isArrow) {
      bound.set(name, fn.self);
      return;
    }
    if (param.rest === 'list') {
      bound.set(name, list(args.positional.slice(next), { ...(args.open ? { open: args.open } : {}) }));
      next = args.positional.length;
      return;
    }
    if (param.rest === 'dict') {
      const rest = new Map<string, DictSlot>();
      for (const [key, slot] of args.named) if (!taken.has(key)) rest.set(key, slot);
      bound.set(name, dict(rest, { ...(args.open ? { open: args.open } : {}), ...(args.spreads ? { spreads: args.spreads } : {}) }));
      return;
    }
    const named = args.named.get(name);
    if (next < args.positional.length) bound.set(name, args.positional[next++] as Value);
    else if (named) {
      taken.add(name);
      bound.set(name, named.value);
    } else if (args.open) bound.set(name, unknown(args.open, args.spreads));
    else if (!param.default) bound.set(name, python ? unknown(`no argument for ${name}`) : NULL);
  });
  return bound;
}
