/** Ties the parts of the interpreter together. Pure: modules in, values and calls out. */
import type { ClassNode, Expr, FunctionNode, Pattern, Span } from '../ir/nodes.ts';
import { bind } from './binding.ts';
import { Classes, declaredInstance } from './classes.ts';
import { constant, mapOptions, unknown } from './construct.ts';
import { evaluate } from './expressions.ts';
import { bindArguments, Functions, finishFrame, madeBySubclass } from './functions.ts';
import { callBuiltin, callInstance } from './library.ts';
import { element, index, member, plainMethod } from './members.ts';
import { Modules } from './modules.ts';
import { binary } from './operators.ts';
import { Relevance, type RelevanceOptions } from './relevance.ts';
import type { Bindings, Frame, Invocation, LoopContext, ModuleHost, ModuleState, Run, Summary } from './run.ts';
import { substitute } from './substitute.ts';
import type { ArgumentBag, ClassValue, FunctionValue, Location, ObjectValue, Value } from './values.ts';

export class Interpreter implements Run {
  readonly host: ModuleHost;
  readonly matters: Run['matters'];
  private readonly functions: Functions;
  private readonly classes: Classes;
  private readonly modules: Modules;
  private readonly relevance: Relevance;
  private readonly used = new Map<string, Set<string>>();
  private readonly callers = new Map<FunctionNode, ReadonlyMap<string, Value>[]>();

  private readonly handlers = new Set<FunctionNode>();
  readonly takesHandlers: Run['takesHandlers'];

  constructor(host: ModuleHost, matters: Run['matters'], takesHandlers: Run['takesHandlers'], relevance: RelevanceOptions) {
    this.host = host;
    this.matters = matters;
    this.takesHandlers = takesHandlers;
    this.functions = new Functions(this);
    this.classes = new Classes(this);
    this.modules = new Modules(this);
    this.relevance = new Relevance(this, relevance);
  }

  /** Every call that matters in a file, in no particular order. */
  invocations(path: string): readonly Invocation[] {
    const state = this.module(path);
    if (!state) return [];
    finishFrame(this, state.top);
    return [...state.top.invocations, ...this.functions.summariesOf(path).flatMap(summary => summary.invocations)];
  }

  /** The names a file's own top level defines as functions or classes. */
  topLevel(path: string): readonly (FunctionValue | ClassValue)[] {
    const state = this.module(path);
    return state
      ? [...state.scope.names.own.values()]
          .filter(value => value.kind === 'function' || value.kind === 'class')
          .filter(value => value.module === path)
      : [];
  }

  /** What the callers seen so far pass for a parameter. */
  passed(fn: FunctionNode, name: string): readonly Value[] {
    return (this.callers.get(fn) ?? []).flatMap(bound => bound.get(name) ?? []);
  }

  methodsOf(cls: ClassValue): readonly FunctionValue[] {
    return this.classes.methods(cls);
  }

  /** Names of the classes of the same file that a class extends. */
  basesOf(cls: ClassValue): readonly string[] {
    return this.classes.basesOf(cls);
  }

  externalBase(cls: ClassValue): string | undefined {
    return this.classes.externalBase(cls);
  }

  resolveImport(from: ModuleState, specifier: string): string | undefined {
    const { path, language } = from.module;
    const target = this.host.resolve(path, specifier, language);
    if (target === undefined) return undefined;
    const targets = this.used.get(path);
    if (targets) targets.add(target);
    else this.used.set(path, new Set([target]));
    return target;
  }

  /** Files that a file's own imports have led to so far. */
  importsUsed(path: string): Iterable<string> {
    return this.used.get(path) ?? [];
  }

  evaluate(expr: Expr, frame: Frame): Value {
    return evaluate(this, expr, frame);
  }

  binary(op: string, left: Value, right: Value, path: string, span: Span): Value {
    return binary(op, left, right, path, span);
  }

  member(object: Value, name: string, at?: Location): Value {
    if (object.kind === 'object' || object.kind === 'class') {
      const cls = object.kind === 'object' ? object.cls : object;
      if (this.classes.member(cls, name) === undefined && !(object.kind === 'object' && object.args?.named.has(name))) {
        const dynamic = object.kind === 'object' ? this.classes.member(cls, '__getattr__') : undefined;
        if (dynamic?.kind === 'function' && at)
          return this.call({ ...dynamic, self: object }, { positional: [constant(name)], named: new Map() }, at);
        const base = this.classes.externalBase(cls);
        if (base) return member(this, object.kind === 'object' ? this.asBase(object, base) : { kind: 'external', path: base }, name, at);
      }
    }
    return member(this, object, name, at);
  }

  /** An object as the library class it extends: made with its own arguments unless a constructor of the project stands between. */
  private asBase(object: ObjectValue, base: string): Value {
    if (!object.args || this.classes.ownConstructor(object.cls)) return declaredInstance(base);
    return { kind: 'instance', of: base, args: { ...object.args, open: object.args.open ?? 'a subclass may set it' }, members: [] };
  }

  index(object: Value, key: Value, at?: Location): Value {
    return index(this, object, key, at);
  }

  element(iterable: Value): Value {
    return element(iterable);
  }

  substitute(value: Value, bindings: Bindings): Value {
    return substitute(this, value, bindings);
  }

  isRelevant(definition: FunctionValue | ClassValue): boolean {
    if (definition.kind === 'function') return this.relevance.of(definition);
    const relevant = this.relevance.ofClass(definition);
    if (!relevant) this.classes.leave(definition);
    return relevant;
  }

  summary(fn: FunctionValue): Summary {
    return this.functions.summary(fn);
  }

  bindings(fn: FunctionValue, args: ArgumentBag): Bindings {
    const own = bindArguments(fn, args, this.languageOf(fn) === 'python');
    const bindings = new Map<FunctionNode, ReadonlyMap<string, Value>>([[fn.fn, own]]);
    if (fn.self?.kind === 'object')
      for (const [ctor, bound] of this.constructorBindings(fn.self)) if (ctor !== fn.fn) bindings.set(ctor, bound);
    return bindings;
  }

  private languageOf(fn: FunctionValue) {
    return this.module(fn.module)?.module.language;
  }

  constructorBindings(object: ObjectValue): Bindings {
    return this.classes.constructorBindings(object);
  }

  classMember(cls: ClassValue, name: string): Value | undefined {
    return this.classes.member(cls, name);
  }

  recordAttribute(cls: ClassNode, name: string, value: Value): void {
    this.classes.record(cls, name, value);
  }

  /** The constructor a call of a class runs, bound to the new object. */
  constructorOf(cls: ClassValue): FunctionValue | undefined {
    return this.classes.ownConstructor(cls);
  }

  module(path: string): ModuleState | undefined {
    return this.modules.state(path);
  }

  exported(path: string, name: string): Value {
    return this.modules.exported(path, name);
  }

  private noteCaller(fn: FunctionNode, bound: ReadonlyMap<string, Value>): void {
    const seen = this.callers.get(fn);
    if (seen) {
      if (seen.length < 50) seen.push(bound);
    } else this.callers.set(fn, [bound]);
  }

  recordSuper(cls: ClassNode, args: ArgumentBag): void {
    this.classes.recordSuper(cls, args);
  }

  noteHandler(fn: FunctionNode): void {
    this.handlers.add(fn);
  }

  /** Whether a function was seen to be handed to something that calls it with each request. */
  handlesRequests(fn: FunctionNode): boolean {
    return this.handlers.has(fn);
  }

  noteLoops(fn: FunctionNode, loops: readonly LoopContext[]): void {
    this.functions.noteLoops(fn, loops);
  }

  call(callee: Value, args: ArgumentBag, at: Location): Value {
    switch (callee.kind) {
      case 'union':
        return mapOptions(callee, option => this.call(option, args, at));
      case 'external':
        return callBuiltin(this, callee.path, args, at) ?? { kind: 'instance', of: callee.path, args, members: [], at };
      case 'instance': {
        const method = callee.members.at(-1);
        if (method === 'pipe' && args.positional[0])
          return pipe({ ...callee, members: callee.members.slice(0, -1) }, args.positional[0], at);
        return (
          callInstance(callee, args, at) ?? {
            kind: 'instance',
            of: callee.members.length ? callee.members.join('.') : '()',
            receiver: { ...callee, members: [] },
            args,
            members: [],
            at,
          }
        );
      }
      case 'param':
        return {
          kind: 'instance',
          of: callee.members.length ? callee.members.join('.') : '()',
          receiver: { ...callee, members: [] },
          args,
          members: [],
          at,
        };
      case 'function': {
        const summary = this.summary(callee);
        const bindings = this.bindings(callee, args);
        const own = bindings.get(callee.fn);
        if (own) this.noteCaller(callee.fn, own);
        return madeBySubclass(callee, this.substitute(summary.returns, bindings));
      }
      case 'class':
        return { kind: 'object', cls: callee, args, at };
      case 'object': {
        const method = this.classes.member(callee.cls, '__call__');
        if (method?.kind === 'function') return this.call({ ...method, self: callee }, args, at);
        return unknown('a call of an object', [callee], at);
      }
      case 'unknown':
        return unknown('a result', [callee, ...args.positional, ...[...args.named.values()].map(slot => slot.value)], at);
      default:
        return unknown('a result', [callee, ...args.positional], at);
    }
  }

  /** A method call on a plain value (text, list, dict), where it is one. */
  plainMethod(object: Value, name: string, args: ArgumentBag, at: Location): Value | undefined {
    return plainMethod(this, object, name, args, at);
  }

  bind(target: Pattern, value: Value, frame: Frame): void {
    bind(this, target, value, frame);
  }
}

function pipe(left: Value, right: Value, at: Location): Value {
  const steps = [left, right].flatMap(step =>
    step.kind === 'pipeline'
      ? step.steps
      : step.kind === 'instance' && step.of === 'pipeline' && step.args.positional[0]?.kind === 'pipeline'
        ? step.args.positional[0].steps
        : [step],
  );
  return { kind: 'pipeline', steps, at };
}
