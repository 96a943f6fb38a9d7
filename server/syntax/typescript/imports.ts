/** Imports of ES modules and of CommonJS. */

import type { ImportStmt, Span, Stmt } from '../../ir/nodes.ts';
import { FIELD } from './fields.ts';
import { lowerString } from './literals.ts';
import type { Lowerer, StmtRule } from './lowerer.ts';
import { plainEntries } from './patterns.ts';

export const importRules: Readonly<Record<string, StmtRule>> = { import_statement: lowerImport };

type ImportedName = ImportStmt['names'][number];

function lowerImport(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const span = tree.span(node);
  const typeOnly = tree.has(node, 'type') || tree.has(node, 'typeof') || undefined;
  const required = tree.childOfType(node, 'import_require_clause');
  if (required !== 0) {
    const source = tree.child(required, FIELD.source);
    const namespace = tree.source(tree.first(required));
    out.push({ kind: 'import', span, module: source === 0 ? '' : lowerString(lower, source).value, namespace, names: [], typeOnly });
    return;
  }
  const source = tree.child(node, FIELD.source);
  if (source === 0) return;
  const names: ImportedName[] = [];
  let namespace: string | undefined;
  const clause = tree.childOfType(node, 'import_clause');
  for (let child = clause && tree.first(clause); child !== 0; child = tree.next(child)) {
    switch (tree.type(child)) {
      case 'identifier':
        names.push({ imported: 'default', local: tree.source(child), span: tree.span(child) });
        break;
      case 'namespace_import':
        namespace = tree.source(tree.last(child));
        break;
      case 'named_imports':
        names.push(...lowerSpecifiers(lower, child));
        break;
    }
  }
  out.push({ kind: 'import', span, module: lowerString(lower, source).value, namespace, names, typeOnly });
}

function lowerSpecifiers(lower: Lowerer, node: number): ImportedName[] {
  const { tree } = lower;
  const names: ImportedName[] = [];
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    const name = tree.child(child, FIELD.name);
    if (name === 0) continue;
    const imported = exportedName(lower, name);
    const alias = tree.child(child, FIELD.alias);
    names.push({ imported, local: alias === 0 ? imported : tree.source(alias), span: tree.span(child) });
  }
  return names;
}

/** A name between modules may be written as a string. */
export function exportedName(lower: Lowerer, node: number): string {
  return lower.tree.type(node) === 'string' ? lowerString(lower, node).value : lower.tree.source(node);
}

/** `const x = require('m')` and `const {a, b: c} = require('m')`, given the declarator. */
export function requireImport(lower: Lowerer, declarator: number, span: Span): ImportStmt | undefined {
  const { tree } = lower;
  const module = requiredModule(lower, tree.child(declarator, FIELD.value));
  if (module === undefined) return undefined;
  const target = tree.child(declarator, FIELD.name);
  if (tree.type(target) === 'identifier') return { kind: 'import', span, module, namespace: tree.source(target), names: [] };
  if (tree.type(target) !== 'object_pattern') return undefined;
  const names = plainEntries(tree, target)?.map(({ imported, local, node }) => ({ imported, local, span: tree.span(node) }));
  return names && { kind: 'import', span, module, names };
}

function requiredModule(lower: Lowerer, value: number): string | undefined {
  const { tree } = lower;
  if (value === 0 || tree.type(value) !== 'call_expression') return undefined;
  const callee = tree.child(value, FIELD.function);
  if (callee === 0 || tree.type(callee) !== 'identifier' || tree.source(callee) !== 'require') return undefined;
  const list = tree.child(value, FIELD.arguments);
  const argument = list === 0 ? 0 : tree.first(list);
  if (argument === 0 || tree.next(argument) !== 0 || tree.type(argument) !== 'string') return undefined;
  return lowerString(lower, argument).value;
}
