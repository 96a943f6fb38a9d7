/** Imports of both languages: what each name they bind stands for. */
import type { ImportStmt } from '../ir/nodes.ts';
import { dict, unknown } from './construct.ts';
import type { Frame, Run } from './run.ts';
import { lazy } from './scope.ts';
import { packageName } from './specifier.ts';
import type { Value } from './values.ts';

export function executeImport(run: Run, statement: ImportStmt, frame: Frame): void {
  const { module, namespace } = statement;
  const set = (name: string, make: () => Value) => frame.scope.names.set(name, lazy(make, module));
  if (namespace !== undefined) {
    if (statement.bindsRoot) {
      set(namespace, () => rootModule(run, module, namespace, frame));
    } else set(namespace, () => importedModule(run, module, frame));
  }
  for (const { imported, local } of statement.names) set(local, () => importedName(run, module, imported, frame));
  if (statement.star) {
    const path = run.resolveImport(frame.state, module);
    const state = path === undefined ? undefined : run.module(path);
    if (state) for (const [name, value] of state.scope.names.own) if (!name.startsWith('_')) frame.scope.names.set(name, value);
  }
}

/** `import a.b` binds `a`; members of it lead to `a.b`, in the project or outside. */
function rootModule(run: Run, module: string, root: string, frame: Frame): Value {
  if (run.resolveImport(frame.state, module) === undefined) return { kind: 'external', path: root };
  const target = run.resolveImport(frame.state, root);
  if (target !== undefined) {
    run.module(target);
    return { kind: 'module', path: target };
  }
  // A namespace package: nested dicts down to the module.
  const [, ...rest] = module.split('.');
  const leaf = importedModule(run, module, frame);
  return rest.reduceRight<Value>((inner, name) => dict(new Map([[name, { value: inner }]]), { open: 'a namespace package' }), leaf);
}

export function importedModule(run: Run, specifier: string, frame: Frame): Value {
  const target = run.resolveImport(frame.state, specifier);
  if (target === undefined)
    return isRelative(specifier) ? unknown(`module ${specifier} not found`) : { kind: 'external', path: packageName(specifier) };
  run.module(target);
  return { kind: 'module', path: target };
}

export function importedName(run: Run, specifier: string, name: string, frame: Frame): Value {
  const { language } = frame.state.module;
  const target = run.resolveImport(frame.state, specifier);
  if (target !== undefined) {
    const sub = language === 'python' ? submodule(run, specifier, name, frame) : undefined;
    const value = run.exported(target, name);
    if (value.kind === 'unknown' && sub) return sub;
    return value;
  }
  const sub = language === 'python' ? submodule(run, specifier, name, frame) : undefined;
  if (sub) return sub;
  if (isRelative(specifier)) return unknown(`module ${specifier} not found`);
  return { kind: 'external', path: `${packageName(specifier)}.${name}` };
}

/** `from package import module`. */
function submodule(run: Run, specifier: string, name: string, frame: Frame): Value | undefined {
  const dotted = specifier.endsWith('.') ? `${specifier}${name}` : `${specifier}.${name}`;
  const target = run.resolveImport(frame.state, dotted);
  if (target === undefined || !run.module(target)) return undefined;
  return { kind: 'module', path: target };
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/');
}
