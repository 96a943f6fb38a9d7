/** Classes of the project: members, and attributes set by constructors and other methods. */
import type { ClassNode, Expr, FunctionNode, Stmt } from '../ir/nodes.ts';
import { isAbstract } from './abstractMethods.ts';
import { join, union, unknown } from './construct.ts';
import { finishFrame, newFrame } from './functions.ts';
import type { Bindings, Run } from './run.ts';
import { Scope } from './scope.ts';
import { executeClassFields, setHome } from './statements.ts';
import type { ArgumentBag, ClassValue, FunctionValue, InstanceValue, ObjectValue, Value } from './values.ts';

interface ClassFacts {
  readonly fields: Map<string, Value>;
  readonly attributes: Map<string, Value>;
  readonly bases: readonly Value[];
  readonly explored: Set<FunctionNode>;
  superArguments?: ArgumentBag;
}

const CONSTRUCTORS = ['__init__', 'constructor', '__post_init__'];

export class Classes {
  private readonly facts = new Map<ClassNode, ClassFacts>();
  private readonly left = new Map<ClassNode, ClassValue>();
  private readonly run: Run;

  constructor(run: Run) {
    this.run = run;
  }

  /** Notes a class without looking into it, which may come later. */
  leave(cls: ClassValue): void {
    this.left.set(cls.cls, cls);
  }

  private of(cls: ClassValue): ClassFacts {
    const known = this.facts.get(cls.cls);
    if (known) return known;
    const state = this.run.module(cls.module);
    const facts: ClassFacts = { fields: new Map(), attributes: new Map(), bases: [], explored: new Set() };
    this.facts.set(cls.cls, facts);
    if (!state) return facts;
    const frame = setHome(
      newFrame(state, new Scope(cls.scope as Scope), {
        constructing: false,
        self: { kind: 'object', cls },
        cls,
        ...(cls.cls.name ? { symbol: cls.cls.name } : {}),
      }),
    );
    (facts as { bases: readonly Value[] }).bases = cls.cls.bases.map(base => this.run.evaluate(base, frame));
    executeClassFields(this.run, cls.cls.members, frame, (member, value) => facts.fields.set(member.name, value));
    // Calls in field initialisers and decorators belong to the module.
    state.top.invocations.push(...frame.invocations);
    finishFrame(this.run, frame);
    return facts;
  }

  record(cls: ClassNode, name: string, value: Value): void {
    const left = this.left.get(cls);
    const facts = left ? this.of(left) : this.facts.get(cls);
    if (!facts) return;
    const before = facts.attributes.get(name);
    facts.attributes.set(name, before ? join(before, value) : value);
  }

  recordSuper(cls: ClassNode, args: ArgumentBag): void {
    const facts = this.facts.get(cls);
    if (facts) facts.superArguments = args;
  }

  /** A method (unbound receiver: any object of the class), getter result, field or attribute; undefined when the class has none such. */
  member(cls: ClassValue, name: string, depth = 0): Value | undefined {
    const facts = this.of(cls);
    const own = cls.cls.members.filter(member => member.name === name && member.fn);
    const declared = own.at(-1);
    if (declared?.fn) {
      const fn = this.method(cls, declared.fn, declared.isStatic === true);
      const getter = declared.kind === 'getter' || isProperty(declared.fn);
      if (getter) return this.run.summary(fn).returns;
      const written = isAbstract(declared.fn) ? this.implementations(cls, name) : [];
      return written.length > 0 ? union(written) : fn;
    }
    const attribute = this.attribute(cls, facts, name);
    const field = facts.fields.get(name);
    if (attribute && field) return join(field, attribute);
    if (attribute ?? field) return attribute ?? field;
    if (depth < 8) {
      for (const base of facts.bases) {
        const inherited = base.kind === 'class' ? this.member(base, name, depth + 1) : undefined;
        if (inherited) return inherited;
      }
    }
    const annotated = cls.cls.members.find(member => member.name === name && member.kind === 'field' && member.annotation);
    if (annotated) return this.annotated(cls, annotated.annotation, name);
    return undefined;
  }

  /** The method of this name in the classes of the same file that extend a class, which of them an object is being unknown. */
  private implementations(cls: ClassValue, name: string): readonly FunctionValue[] {
    const state = this.run.module(cls.module);
    return [...(state?.scope.names.own.values() ?? [])].flatMap(value => {
      if (value.kind !== 'class' || value.module !== cls.module || value.cls === cls.cls || !this.extends(value, cls)) return [];
      const own = value.cls.members.findLast(member => member.name === name && member.fn && !isAbstract(member.fn));
      return own?.fn ? [this.method(value, own.fn, own.isStatic === true)] : [];
    });
  }

  /** Names of the classes of the same file that a class extends, itself left out. */
  basesOf(cls: ClassValue, depth = 0): readonly string[] {
    return this.of(cls).bases.flatMap(base =>
      base.kind === 'class' && base.module === cls.module && depth < 8
        ? [...(base.cls.name ? [base.cls.name] : []), ...this.basesOf(base, depth + 1)]
        : [],
    );
  }

  private extends(cls: ClassValue, ancestor: ClassValue, depth = 0): boolean {
    return this.of(cls).bases.some(
      base => base.kind === 'class' && (base.cls === ancestor.cls || (depth < 8 && this.extends(base, ancestor, depth + 1))),
    );
  }

  private annotated(cls: ClassValue, annotation: import('../ir/nodes.ts').TypeRef | undefined, name: string): Value {
    const state = this.run.module(cls.module);
    if (!annotation || !state) return unknown(`field ${name}`);
    const head = annotation.path.reduce<Value | undefined>((value, part, index) => {
      if (index === 0) return (cls.scope as Scope).get(part) ?? { kind: 'external', path: part };
      return value?.kind === 'external' ? { kind: 'external', path: `${value.path}.${part}` } : undefined;
    }, undefined);
    if (head?.kind === 'external' && head.path.includes('.')) return declaredInstance(head.path);
    if (head?.kind === 'class') return { kind: 'object', cls: head };
    return unknown(`field ${name}`);
  }

  private method(cls: ClassValue, fn: FunctionNode, isStatic: boolean): FunctionValue {
    const decorated = (name: string) => fn.decorators.some(decorator => decorator.kind === 'name' && decorator.name === name);
    const self: Value | undefined =
      isStatic || decorated('staticmethod') ? undefined : decorated('classmethod') ? cls : { kind: 'object', cls };
    const name = cls.cls.name && fn.name ? `${cls.cls.name}.${fn.name}` : fn.name;
    return {
      kind: 'function',
      fn,
      module: cls.module,
      scope: cls.scope,
      at: { path: cls.module, span: fn.nameSpan ?? fn.span },
      ...(self ? { self } : {}),
      owner: cls,
      ...(name ? { name } : {}),
    };
  }

  methods(cls: ClassValue): readonly FunctionValue[] {
    this.of(cls);
    return cls.cls.members.flatMap(member => (member.fn ? [this.method(cls, member.fn, member.isStatic === true)] : []));
  }

  private attribute(cls: ClassValue, facts: ClassFacts, name: string): Value | undefined {
    this.explore(cls, facts, fn => CONSTRUCTORS.includes(fn.name ?? ''));
    if (!facts.attributes.has(name)) this.explore(cls, facts, fn => assignsAttribute(fn, name));
    return facts.attributes.get(name);
  }

  private explore(cls: ClassValue, facts: ClassFacts, wanted: (fn: FunctionNode) => boolean): void {
    for (const member of cls.cls.members) {
      if (!member.fn || facts.explored.has(member.fn) || !wanted(member.fn)) continue;
      facts.explored.add(member.fn);
      this.run.summary(this.method(cls, member.fn, member.isStatic === true));
    }
  }

  /** What the constructor's parameters are, given how the object was made; through `super().__init__` too. */
  constructorBindings(object: ObjectValue): Bindings {
    const bindings = new Map<FunctionNode, ReadonlyMap<string, Value>>();
    if (!object.args) return bindings;
    let args: ArgumentBag | undefined = object.args;
    let cls: ClassValue | undefined = object.cls;
    for (let depth = 0; cls && args && depth < 8; depth++) {
      const fn = this.ownConstructor(cls);
      const facts = this.of(cls);
      if (fn) {
        const own = this.run.bindings(fn, args).get(fn.fn);
        if (own) bindings.set(fn.fn, own);
        this.explore(cls, facts, candidate => candidate === fn.fn);
        args = facts.superArguments && this.substituteBag(facts.superArguments, bindings);
      }
      cls = facts.bases.find(base => base.kind === 'class') as ClassValue | undefined;
    }
    return bindings;
  }

  private substituteBag(bag: ArgumentBag, bindings: Bindings): ArgumentBag {
    return {
      ...bag,
      positional: bag.positional.map(value => this.run.substitute(value, bindings)),
      named: new Map([...bag.named].map(([key, slot]) => [key, { ...slot, value: this.run.substitute(slot.value, bindings) }])),
    };
  }

  ownConstructor(cls: ClassValue): FunctionValue | undefined {
    this.of(cls);
    const member = cls.cls.members.find(candidate => candidate.fn && (candidate.name === '__init__' || candidate.name === 'constructor'));
    return member?.fn ? this.method(cls, member.fn, false) : undefined;
  }

  /** The library class it extends, directly or through the project's own classes. */
  externalBase(cls: ClassValue, depth = 0): string | undefined {
    for (const base of this.of(cls).bases) {
      if (base.kind === 'external') return base.path;
      if (base.kind === 'class' && depth < 8) {
        const path = this.externalBase(base, depth + 1);
        if (path) return path;
      }
    }
    return undefined;
  }
}

export function declaredInstance(path: string): InstanceValue {
  return {
    kind: 'instance',
    of: path,
    args: { positional: [], named: new Map(), open: 'known by its type only' },
    members: [],
    declared: true,
  };
}

function isProperty(fn: FunctionNode): boolean {
  return fn.decorators.some(
    decorator =>
      (decorator.kind === 'name' && /^(cached_)?property$/.test(decorator.name)) ||
      (decorator.kind === 'member' && /^cached_property$/.test(decorator.property)),
  );
}

const assigned = new WeakMap<FunctionNode, Set<string>>();

function assignsAttribute(fn: FunctionNode, name: string): boolean {
  let names = assigned.get(fn);
  if (!names) {
    names = new Set();
    collect(fn.body, names);
    assigned.set(fn, names);
  }
  return names.has(name);
}

function collect(body: readonly Stmt[], names: Set<string>): void {
  for (const statement of body) {
    switch (statement.kind) {
      case 'assign':
        if (statement.target.kind === 'member' && isSelf(statement.target.object)) names.add(statement.target.property);
        if (statement.target.kind === 'listPattern')
          for (const item of statement.target.items)
            if (item.target.kind === 'member' && isSelf(item.target.object)) names.add(item.target.property);
        break;
      case 'expr':
        if (statement.expr.kind === 'assign' && statement.expr.target.kind === 'member' && isSelf(statement.expr.target.object))
          names.add(statement.expr.target.property);
        break;
      case 'if':
        collect(statement.consequent, names);
        collect(statement.alternate, names);
        break;
      case 'loop':
        collect(statement.body, names);
        break;
      case 'try':
        collect(statement.body, names);
        for (const handler of statement.handlers) collect(handler.body, names);
        collect(statement.otherwise, names);
        collect(statement.finalizer, names);
        break;
      case 'with':
      case 'block':
        collect(statement.body, names);
        break;
      case 'switch':
        for (const choice of statement.cases) collect(choice.body, names);
        break;
    }
  }
}

function isSelf(expr: Expr): boolean {
  return expr.kind === 'name' && (expr.name === 'self' || expr.name === 'this' || expr.name === 'cls');
}
