/** Executes statements abstractly, in order, both branches kept. */
import type { ClassMember, DictPattern, ListPattern, LoopStmt, Pattern, Stmt } from '../ir/nodes.ts';
import { join, list, NULL, unknown } from './construct.ts';
import { defineFunction, functionValue } from './functionValue.ts';
import { executeImport, importedModule, importedName } from './imports.ts';
import { carriesOver } from './loops.ts';
import type { Frame, Run } from './run.ts';
import { forced, type Lazy, lazy, Names, Scope } from './scope.ts';
import type { ClassValue, Value } from './values.ts';

export function executeAll(run: Run, body: readonly Stmt[], frame: Frame): void {
  hoist(body, frame);
  // Code after a return is dead, but its calls are still in the file.
  for (const statement of body) execute(run, statement, frame);
}

/** Functions and classes are known in their whole block; Python code rarely depends on the difference. */
function hoist(body: readonly Stmt[], frame: Frame): void {
  for (const statement of body) {
    if (statement.kind === 'functionDef' && statement.fn.name) frame.scope.names.set(statement.fn.name, functionValue(statement.fn, frame));
    if (statement.kind === 'classDef' && statement.cls.name) {
      frame.scope.names.set(statement.cls.name, { kind: 'class', cls: statement.cls, module: frame.state.module.path, scope: frame.scope });
    }
  }
}

function execute(run: Run, statement: Stmt, frame: Frame): void {
  switch (statement.kind) {
    case 'assign': {
      if (statement.isLiteral && statement.target.kind === 'name') {
        const read = () => (statement.value ? run.evaluate(statement.value, frame) : NULL);
        frame.scope.names.set(statement.target.name, lazy(read));
        return;
      }
      if (!statement.value) {
        if (statement.target.kind === 'name' && !frame.scope.get(statement.target.name) && statement.declaration) {
          frame.scope.names.set(statement.target.name, NULL);
        }
        return;
      }
      const value =
        statement.value.kind === 'function' && statement.target.kind === 'name'
          ? defineFunction(run, statement.value.fn, frame, statement.target.name)
          : run.evaluate(statement.value, frame);
      if (statement.op) {
        const before = isDestructuring(statement.target) ? unknown('a destructured value') : run.evaluate(statement.target, frame);
        run.bind(statement.target, run.binary(statement.op, before, value, frame.state.module.path, statement.span), frame);
      } else if (statement.declaration && statement.declaration !== 'var' && statement.target.kind === 'name') {
        frame.scope.names.set(statement.target.name, value);
      } else run.bind(statement.target, value, frame);
      return;
    }
    case 'expr':
      run.evaluate(statement.expr, frame);
      return;
    case 'if': {
      run.evaluate(statement.test, frame);
      if (isTypeChecking(statement)) {
        executeAll(run, statement.consequent, frame);
        return;
      }
      branch(frame, [() => executeAll(run, statement.consequent, frame), () => executeAll(run, statement.alternate, frame)]);
      return;
    }
    case 'loop':
      executeLoop(run, statement, frame);
      return;
    case 'try': {
      branch(frame, [
        () => {
          executeAll(run, statement.body, frame);
          executeAll(run, statement.otherwise, frame);
        },
        ...statement.handlers.map(handler => () => {
          if (handler.param) run.bind(handler.param, unknown('an exception'), frame);
          executeAll(run, handler.body, frame);
        }),
      ]);
      executeAll(run, statement.finalizer, frame);
      return;
    }
    case 'with':
      for (const item of statement.items) {
        const value = run.evaluate(item.expr, frame);
        if (item.target) run.bind(item.target, value, frame);
      }
      executeAll(run, statement.body, frame);
      return;
    case 'switch':
      run.evaluate(statement.subject, frame);
      for (const choice of statement.cases) if (choice.test) run.evaluate(choice.test, frame);
      branch(frame, [...statement.cases.map(choice => () => executeAll(run, choice.body, frame)), () => {}]);
      return;
    case 'return':
      frame.returns.push(statement.value ? run.evaluate(statement.value, frame) : NULL);
      frame.stopped = true;
      return;
    case 'throw':
      if (statement.value) run.evaluate(statement.value, frame);
      frame.stopped = true;
      return;
    case 'break':
    case 'continue':
      return;
    case 'functionDef': {
      for (const decorator of statement.fn.decorators) run.evaluate(decorator, frame);
      const value = functionValue(statement.fn, frame);
      if (frame.loops.length) run.noteLoops(statement.fn, frame.loops);
      frame.functions.push(value);
      if (statement.fn.name) frame.scope.names.set(statement.fn.name, value);
      return;
    }
    case 'classDef': {
      const value: ClassValue = { kind: 'class', cls: statement.cls, module: frame.state.module.path, scope: frame.scope };
      if (statement.cls.name) frame.scope.names.set(statement.cls.name, value);
      for (const decorator of statement.cls.decorators) run.evaluate(decorator, frame);
      frame.classes.push(value);
      return;
    }
    case 'import':
      executeImport(run, statement, frame);
      return;
    case 'export': {
      const { state } = frame;
      const { from, value } = statement;
      if (value) {
        const result = run.evaluate(value, frame);
        state.exports.set('default', () => result);
      }
      if (from !== undefined && statement.star && !statement.namespace) state.stars.push(from);
      if (from !== undefined && statement.namespace) {
        const namespace = importedModule(run, from, frame);
        state.exports.set(statement.namespace, () => namespace);
      }
      for (const { local, exported } of statement.names) {
        if (from === undefined) state.exports.set(exported, () => state.scope.get(local) ?? unknown(`export ${local}`));
        else state.exports.set(exported, () => importedName(run, from, local, frame));
      }
      return;
    }
    case 'block': {
      if (frame.state.module.language === 'python') executeAll(run, statement.body, frame);
      else inBlock(frame, () => executeAll(run, statement.body, frame));
      return;
    }
  }
}

/** A TypeScript block has its own `const` and `let`; assignments reach outwards. */
function inBlock(frame: Frame, body: () => void): void {
  const outer = frame.scope;
  frame.scope = new Scope(outer);
  body();
  frame.scope = outer;
}

function isDestructuring(target: Pattern): target is ListPattern | DictPattern {
  return target.kind === 'listPattern' || target.kind === 'dictPattern';
}

function isTypeChecking(statement: Stmt): boolean {
  return statement.kind === 'if' && statement.test.kind === 'name' && statement.test.name === 'TYPE_CHECKING';
}

/** Runs each way from the same start and joins what they leave. A way that returns or throws adds nothing. */
function branch(frame: Frame, ways: readonly (() => void)[]): readonly NameChange[] {
  const chain: Scope[] = [];
  for (let scope: Scope | undefined = frame.scope; scope; scope = scope.parent) {
    chain.push(scope);
    if (scope === frame.state.scope) break;
  }
  const own = ownScopes(frame, chain);
  const bases = own.map(scope => scope.names);
  const ends: Names[][] = [];
  let last: Names[] = [];
  const stoppedBefore = frame.stopped;
  for (const way of ways) {
    own.forEach((scope, index) => {
      scope.names = new Names(bases[index]);
    });
    frame.stopped = false;
    if (frame.state.module.language === 'python') way();
    else inBlock(frame, way);
    last = own.map(scope => scope.names);
    if (!frame.stopped) ends.push(last);
  }
  const allStopped = ends.length === 0;
  // Code behind ways that all leave is dead; it sees what the last of them did.
  const joining = allStopped ? [last] : ends;
  const changes: NameChange[] = [];
  own.forEach((scope, index) => {
    const base = bases[index] as Names;
    scope.names = base;
    joinInto(
      base,
      joining.map(layers => layers[index] as Names),
      changes,
    );
  });
  frame.stopped = stoppedBefore || (allStopped && ways.length > 0);
  return changes;
}

interface NameChange {
  readonly names: Names;
  readonly name: string;
  readonly before: Value | Lazy | undefined;
}

/** The scopes of the running function: a branch in it cannot change those of others (but for rare nonlocal writes). */
function ownScopes(frame: Frame, chain: readonly Scope[]): readonly Scope[] {
  const home = homeScope(frame);
  const end = chain.indexOf(home);
  return end < 0 ? chain : chain.slice(0, end + 1);
}

const homes = new WeakMap<Frame, Scope>();

export function setHome(frame: Frame): Frame {
  homes.set(frame, frame.scope);
  return frame;
}

function homeScope(frame: Frame): Scope {
  return homes.get(frame) ?? frame.state.scope;
}

function joinInto(base: Names, layers: readonly Names[], changes: NameChange[]): void {
  for (const name of new Set(layers.flatMap(layer => [...layer.own.keys()]))) {
    const before = base.get(name);
    const values = layers.flatMap(layer => layer.own.get(name) ?? before ?? []);
    const [first, ...rest] = values;
    if (first === undefined) continue;
    changes.push({ names: base, name, before });
    base.set(
      name,
      rest.reduce<Value | Lazy>((joined, value) => (joined === value ? joined : join(forced(joined), forced(value))), first),
    );
  }
}

function executeLoop(run: Run, loop: LoopStmt, frame: Frame): void {
  if (loop.init) executeAll(run, loop.init, frame);
  const iterable = loop.iterable ? run.evaluate(loop.iterable, frame) : undefined;
  const context = { at: { path: frame.state.module.path, span: loop.span }, loop, ...(iterable ? { iterable } : {}) };
  const outer = frame.loops;
  frame.loops = [...outer, context];
  const once = () => {
    if (loop.test) run.evaluate(loop.test, frame);
    if (loop.target && iterable) run.bind(loop.target, run.element(iterable), frame);
    executeAll(run, loop.body, frame);
    if (loop.update) run.evaluate(loop.update, frame);
  };
  // A first, silent pass finds what the body changes; the second sees values of any round. Nested loops get one pass in a silent one.
  if (!frame.silent && carriesOver(loop, frame)) {
    frame.silent++;
    const changes = branch(frame, [once, () => {}]);
    frame.silent--;
    grow(changes);
  }
  branch(frame, [once, () => {}]);
  frame.loops = outer;
  executeAll(run, loop.otherwise, frame);
}

/** Lists that became longer in one round have any length afterwards. */
function grow(changes: readonly NameChange[]): void {
  for (const { names, name, before } of changes) {
    const after = names.get(name);
    if (before === after || after?.kind !== 'list' || before?.kind !== 'list') continue;
    if (after.items.length > before.items.length) names.set(name, list(after.items, { ...after, open: 'grown in a loop', grows: true }));
  }
}

/** Class fields in the class body's own scope. */
export function executeClassFields(
  run: Run,
  members: readonly ClassMember[],
  frame: Frame,
  record: (member: ClassMember, value: Value) => void,
): void {
  for (const member of members) {
    if (member.kind !== 'field' || !member.value) continue;
    const value = run.evaluate(member.value, frame);
    frame.scope.names.set(member.name, value);
    record(member, value);
  }
}
