/** What the parts of the interpreter share. `interpreter.ts` ties them together; they know each other only through `Run`. */
import type { CallExpr, ClassNode, Expr, FunctionNode, Language, LoopStmt, Module, Pattern, Span } from '../ir/nodes.ts';
import type { Scope } from './scope.ts';
import type { ArgumentBag, ClassValue, FunctionValue, Location, ObjectValue, Value } from './values.ts';

/** Where modules come from. Pure from the interpreter's view: text in, no clock, no network. */
export interface ModuleHost {
  load(path: string): Module | undefined;
  /** Path of the project file an import names, if it is one. */
  resolve(from: string, specifier: string, language: Language): string | undefined;
}

/** A loop of the user's code around a call. */
export interface LoopContext {
  readonly at: Location;
  /** The loop's syntax; absent for comprehensions and callbacks of `map` and `forEach`. */
  readonly loop?: LoopStmt;
  readonly iterable?: Value;
}

/** A call of something that is not the project's own code. */
export interface Invocation {
  readonly expr: CallExpr;
  readonly path: string;
  readonly language: Language;
  readonly symbol?: string;
  readonly callee: Value;
  readonly args: ArgumentBag;
  readonly loops: readonly LoopContext[];
  readonly moduleLevel: boolean;
  /** Innermost first: the calls of the project's own functions through which this call is reached from `path`. */
  readonly via: readonly Location[];
  /** What the wrapper called from `path` is given, by the names of its parameters. */
  readonly given?: ReadonlyMap<string, Value>;
  /** The span of the call as seen from `path`: the wrapper's call when reached through one. */
  readonly span: Span;
}

/** What a function does, in terms of its parameters. */
export interface Summary {
  readonly returns: Value;
  readonly invocations: readonly Invocation[];
  /** Parameters changed in place (`messages.append`), as they are afterwards. */
  readonly mutated: ReadonlyMap<string, Value>;
}

export interface ModuleState {
  readonly module: Module;
  readonly scope: Scope;
  /** TypeScript exports; Python exports every name of its scope. */
  readonly exports: Map<string, () => Value>;
  readonly stars: string[];
  readonly top: Frame;
  done: boolean;
}

/** One function (or module) being executed. */
export interface Frame {
  readonly state: ModuleState;
  scope: Scope;
  readonly fn?: FunctionNode;
  readonly symbol?: string;
  readonly self?: Value;
  readonly cls?: ClassValue;
  /** The body of a constructor: what it sets lasts as long as the object. */
  readonly constructing: boolean;
  loops: LoopContext[];
  /** First pass over a loop: nothing is recorded. */
  silent: number;
  readonly returns: Value[];
  readonly invocations: Invocation[];
  /** Functions met, to be analysed when this frame is done. */
  readonly functions: FunctionValue[];
  readonly classes: ClassValue[];
  /** Set after return, throw, break, continue. */
  stopped: boolean;
}

export interface Run {
  readonly host: ModuleHost;
  /** Whether a call is worth recording. */
  readonly matters: (callee: Value, args: ArgumentBag) => boolean;

  evaluate(expr: Expr, frame: Frame): Value;
  bind(target: Pattern, value: Value, frame: Frame): void;
  binary(op: string, left: Value, right: Value, path: string, span: Span): Value;
  /** Calls a value: project code by its summary, anything else symbolically. */
  call(callee: Value, args: ArgumentBag, at: Location): Value;
  member(object: Value, name: string, at?: Location): Value;
  index(object: Value, key: Value, at?: Location): Value;
  /** An element of what is iterated over. */
  element(iterable: Value): Value;
  substitute(value: Value, bindings: Bindings): Value;

  summary(fn: FunctionValue): Summary;
  /** Whether a function, or anything in a class, is worth executing for itself. */
  isRelevant(definition: FunctionValue | ClassValue): boolean;
  bindings(fn: FunctionValue, args: ArgumentBag): Bindings;
  constructorBindings(object: ObjectValue): Bindings;
  classMember(cls: ClassValue, name: string): Value | undefined;
  recordAttribute(cls: ClassNode, name: string, value: Value): void;
  /** What `super().__init__(...)` passes on. */
  recordSuper(cls: ClassNode, args: ArgumentBag): void;
  methodsOf(cls: ClassValue): readonly FunctionValue[];
  constructorOf(cls: ClassValue): FunctionValue | undefined;
  /** A function defined inside a loop, or handed to `map` and its kin, runs in that loop. */
  noteLoops(fn: FunctionNode, loops: readonly LoopContext[]): void;
  /** A function that is handed to something which calls it with each request. */
  noteHandler(fn: FunctionNode): void;
  /** Whether what is called takes such functions. */
  readonly takesHandlers: (callee: Value) => boolean;
  plainMethod(object: Value, name: string, args: ArgumentBag, at: Location): Value | undefined;

  module(path: string): ModuleState | undefined;
  /** The project file an import names; remembered as something the importing file's result rests on. */
  resolveImport(from: ModuleState, specifier: string): string | undefined;
  exported(path: string, name: string): Value;
}

/** Parameters of functions and what they are bound to. */
export type Bindings = ReadonlyMap<FunctionNode, ReadonlyMap<string, Value>>;
