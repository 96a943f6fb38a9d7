/** `const`, `let`, `var`, enums, namespaces; what exists for the type checker alone is skipped. */

import type { AssignStmt, DictEntry, Expr, Stmt, StringExpr } from '../../ir/nodes.ts';
import { FIELD } from './fields.ts';
import { requireImport } from './imports.ts';
import { lowerString } from './literals.ts';
import type { Lowerer, StmtRule } from './lowerer.ts';
import { annotationOf } from './types.ts';

const skip: StmtRule = () => {};

export const declarationRules: Readonly<Record<string, StmtRule>> = {
  lexical_declaration: lowerVariables,
  variable_declaration: lowerVariables,
  enum_declaration: lowerEnum,
  internal_module: lowerNamespace,
  module: lowerNamespace,
  import_alias: lowerAlias,
  ambient_declaration: skip,
  interface_declaration: skip,
  type_alias_declaration: skip,
};

function lowerVariables(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const declaration = declarationWord(lower, node);
  const alone = tree.type(tree.last(node)) === 'variable_declarator' && countOf(lower, node, 'variable_declarator') === 1;
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    if (tree.type(child) !== 'variable_declarator') continue;
    const span = tree.span(alone ? node : child);
    const imported = requireImport(lower, child, span);
    out.push(imported ?? lowerDeclarator(lower, child, span, declaration));
  }
}

function lowerDeclarator(lower: Lowerer, node: number, span: AssignStmt['span'], declaration: AssignStmt['declaration']): AssignStmt {
  const { tree } = lower;
  const value = tree.child(node, FIELD.value);
  return {
    kind: 'assign',
    span,
    target: lower.patternOf(node, FIELD.name),
    value: value === 0 ? undefined : lower.expr(value),
    annotation: annotationOf(lower, node, FIELD.type),
    declaration,
  };
}

function declarationWord(lower: Lowerer, node: number): 'const' | 'let' | 'var' {
  const word = lower.tree.type(lower.tree.first(node));
  return word === 'let' || word === 'var' ? word : 'const';
}

function countOf(lower: Lowerer, node: number, type: string): number {
  let count = 0;
  for (let child = lower.tree.first(node); child !== 0; child = lower.tree.next(child)) if (lower.tree.type(child) === type) count++;
  return count;
}

/** `enum E {A = 'a', B}` is `const E = {A: 'a', B: ...}`. */
function lowerEnum(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const name = tree.child(node, FIELD.name);
  const body = tree.child(node, FIELD.body);
  if (name === 0 || body === 0) return;
  const entries: DictEntry[] = [];
  /** What a member without a value gets; `NaN` where that is not known. */
  let next = 0;
  for (let child = tree.first(body); child !== 0; child = tree.next(child)) {
    const member = tree.type(child) === 'enum_assignment';
    const written = member ? tree.child(child, FIELD.value) : 0;
    const key = enumKey(lower, member ? tree.child(child, FIELD.name) : child);
    const value: Expr =
      written !== 0
        ? lower.expr(written)
        : Number.isNaN(next)
          ? lower.opaque('enum member', child)
          : { kind: 'number', span: tree.span(child), value: next };
    next = value.kind === 'number' ? value.value + 1 : Number.NaN;
    entries.push({ kind: 'entry', span: tree.span(child), key, value });
  }
  const target: Expr = { kind: 'name', span: tree.span(name), name: tree.source(name) };
  const value: Expr = { kind: 'dict', span: tree.span(body), entries };
  out.push({ kind: 'assign', span: tree.span(node), target, value, declaration: 'const' });
}

function enumKey(lower: Lowerer, node: number): StringExpr {
  const { tree } = lower;
  const name = tree.type(node) === 'computed_property_name' ? tree.first(node) : node;
  if (tree.type(name) === 'string' || tree.type(name) === 'template_string') return lowerString(lower, name);
  return { kind: 'string', span: tree.span(node), value: tree.source(node) };
}

/** The contents of a namespace, whose exports are not the module's. */
function lowerNamespace(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const body = tree.child(node, FIELD.body);
  if (body === 0) return;
  out.push({ kind: 'block', span: tree.span(node), body: lower.statementsIn(body).filter(statement => statement.kind !== 'export') });
}

/** `import q = a.b.c`. */
function lowerAlias(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const name = tree.first(node);
  const path = tree.last(node);
  // The grammar does not know `export import x = require('m')`.
  if (name === 0 || path === name || tree.source(path) === 'require') return;
  out.push({ kind: 'assign', span: tree.span(node), target: lower.pattern(name), value: lower.expr(path), declaration: 'const' });
}
