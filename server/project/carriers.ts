/**
 * Which names of a module other files import to spend through it: its wrappers, its clients and chains, functions that hand one out, and such
 * names of other modules that it passes on. Only tells which further files to analyse, so too many cost time and too few cost findings.
 */
import type { Expr, ImportStmt, Module, Pattern, Stmt } from '../ir/nodes.ts';

export interface CarrierContext {
  /** Functions and classes in which the analysis found spending. */
  readonly wrappers: readonly string[];
  /** Whether a module name is an SDK's. */
  isSdk(specifier: string): boolean;
  /** The names another module of the project carries. */
  carriersOf(specifier: string): readonly string[];
}

const MOST_ROUNDS = 4;

export function carriersOf(module: Module, context: CarrierContext): string[] {
  const statements = topLevel(module.body);
  const tainted = new Set(statements.flatMap(statement => (statement.kind === 'import' ? taintedImports(statement, context) : [])));
  const imported = new Set(tainted);
  for (const name of importedByName(module.text, context)) tainted.add(name);
  const found = new Set(context.wrappers);
  const inOrder = statements.toSorted((a, b) => a.span.start - b.span.start);
  // In rounds, because a function may stand above the client it uses, and lead to another.
  for (let fresh: Iterable<string> = new Set([...tainted, ...found]), round = 0; round < MOST_ROUNDS; round++) {
    const names = [...mentioning(module.text, fresh, inOrder)].flatMap(definedNames).filter(name => !found.has(name));
    if (names.length === 0) break;
    for (const name of names) found.add(name);
    fresh = names;
  }
  for (const name of found) tainted.add(name);
  for (const statement of statements) {
    if (statement.kind === 'export') for (const name of exportedNames(statement, tainted, context)) found.add(name);
  }
  // A package passes on what it imports.
  if (module.path.endsWith('/__init__.py')) for (const name of imported) found.add(name);
  return [...found];
}

/** Module level, through the blocks that do not make a scope. */
function topLevel(body: readonly Stmt[]): Stmt[] {
  return body.flatMap(statement => {
    switch (statement.kind) {
      case 'if':
        return topLevel([...statement.consequent, ...statement.alternate]);
      case 'try':
        return topLevel([
          ...statement.body,
          ...statement.handlers.flatMap(handler => handler.body),
          ...statement.otherwise,
          ...statement.finalizer,
        ]);
      case 'with':
      case 'block':
        return topLevel(statement.body);
      default:
        return [statement];
    }
  });
}

function taintedImports(statement: ImportStmt, context: CarrierContext): string[] {
  if (statement.typeOnly) return [];
  const locals = [...(statement.namespace === undefined ? [] : [statement.namespace]), ...statement.names.map(name => name.local)];
  if (context.isSdk(statement.module)) return locals;
  const carried = context.carriersOf(statement.module);
  if (carried.length === 0) {
    // `from app import llm`: the name is a module.
    const separator = statement.module.endsWith('.') ? '' : '.';
    return statement.names
      .filter(({ imported }) => {
        const specifier = `${statement.module}${separator}${imported}`;
        return context.isSdk(specifier) || context.carriersOf(specifier).length > 0;
      })
      .map(({ local }) => local);
  }
  if (statement.star) return [...carried];
  return [
    ...(statement.namespace === undefined ? [] : [statement.namespace]),
    ...statement.names.filter(name => carried.includes(name.imported)).map(name => name.local),
  ];
}

/** `importlib.import_module("litellm")`: what holds such a call may hand out the library, though no statement imports it. */
function importedByName(text: string, context: CarrierContext): string[] {
  return [...text.matchAll(/\b(import_module|__import__)\(\s*["']([\w.]+)/g)].flatMap(([, call = '', name = '']) =>
    context.isSdk(name) ? [call] : [],
  );
}

/** Names that a statement binds in its module, `exports.x = ...` included. */
function definedNames(statement: Stmt): string[] {
  switch (statement.kind) {
    case 'functionDef':
      return statement.fn.name === undefined ? [] : [statement.fn.name];
    case 'classDef':
      return statement.cls.name === undefined ? [] : [statement.cls.name];
    case 'assign':
      return isLiteral(statement.value)
        ? []
        : [...boundNames(statement.target), ...exportedByAssignment(statement.target, statement.value)];
    default:
      return [];
  }
}

function boundNames(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'name':
      return [pattern.name];
    case 'listPattern':
      return pattern.items.flatMap(item => boundNames(item.target));
    case 'dictPattern':
      return pattern.entries.flatMap(entry => boundNames(entry.target));
    default:
      return [];
  }
}

/** `exports.ask = ...`, `module.exports = { ask }`, `module.exports = ask`. */
function exportedByAssignment(target: Pattern, value: Expr | undefined): string[] {
  if (target.kind !== 'member') return [];
  const { object, property } = target;
  const isModuleExports = (expr: Expr) =>
    expr.kind === 'member' && expr.property === 'exports' && expr.object.kind === 'name' && expr.object.name === 'module';
  if ((object.kind === 'name' && object.name === 'exports') || isModuleExports(object)) return [property];
  if (!isModuleExports(target)) return [];
  const keys = value?.kind === 'dict' ? value.entries.flatMap(entry => (entry.key?.kind === 'string' ? [entry.key.value] : [])) : [];
  return ['default', ...keys];
}

function exportedNames(statement: Stmt & { kind: 'export' }, tainted: ReadonlySet<string>, context: CarrierContext): string[] {
  if (statement.from === undefined) {
    const named = statement.names.filter(name => tainted.has(name.local)).map(name => name.exported);
    return statement.value && !isLiteral(statement.value) ? [...named, 'default'] : named;
  }
  const carried = context.carriersOf(statement.from);
  if (carried.length === 0) return [];
  if (statement.namespace !== undefined) return [statement.namespace];
  if (statement.star) return carried.filter(name => name !== 'default');
  return statement.names.filter(name => carried.includes(name.local)).map(name => name.exported);
}

const isLiteral = (value: Expr | undefined): boolean =>
  value === undefined || value.kind === 'string' || value.kind === 'number' || value.kind === 'boolean' || value.kind === 'null';

/** Statements that mention any of the names, which are looked for in the whole text at once. */
function mentioning(text: string, names: Iterable<string>, statements: readonly Stmt[]): Set<Stmt> {
  const found = new Set<Stmt>();
  const words = [...names].map(name => name.replace(/[^\w]/g, '\\$&'));
  if (words.length === 0) return found;
  let at = 0;
  for (const { index } of text.matchAll(new RegExp(`(?:${words.join('|')})(?![\\w$])`, 'g'))) {
    if (/[\w$]/.test(text[index - 1] ?? '')) continue;
    while (at < statements.length && (statements[at] as Stmt).span.end <= index) at++;
    // An exported declaration is two statements at one place.
    for (let next = at; (statements[next]?.span.start ?? Infinity) <= index; next++) found.add(statements[next] as Stmt);
  }
  return found;
}
