/** `export` in all its forms. */

import type { ExportStmt, Expr, Stmt } from '../../ir/nodes.ts';
import { decoratorsOf, lowerClassStatement, spanWith } from './classes.ts';
import { FIELD } from './fields.ts';
import { exportedName } from './imports.ts';
import { lowerString } from './literals.ts';
import type { Lowerer, StmtRule } from './lowerer.ts';
import { boundNames } from './patterns.ts';

export const exportRules: Readonly<Record<string, StmtRule>> = { export_statement: lowerExport };

type ExportedName = ExportStmt['names'][number];

function lowerExport(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const span = tree.span(node);
  const declaration = tree.child(node, FIELD.declaration);
  const value = tree.child(node, FIELD.value);
  const source = tree.child(node, FIELD.source);
  const from = source === 0 ? undefined : lowerString(lower, source).value;
  const clause = tree.childOfType(node, 'export_clause');
  const namespace = tree.childOfType(node, 'namespace_export');
  if (declaration !== 0) lowerExportedDeclaration(lower, node, declaration, out);
  else if (value !== 0) lowerDefault(lower, node, value, out);
  else if (clause !== 0) out.push({ kind: 'export', span, from, names: lowerSpecifiers(lower, clause) });
  else if (namespace !== 0) {
    out.push({ kind: 'export', span, from, namespace: exportedName(lower, tree.last(namespace)), names: [] });
  } else if (from !== undefined) out.push({ kind: 'export', span, from, star: true, names: [] });
  else lowerExportAssignment(lower, node, out);
}

function lowerExportedDeclaration(lower: Lowerer, node: number, declaration: number, out: Stmt[]): void {
  const { tree } = lower;
  const from = out.length;
  if (tree.type(declaration).endsWith('class_declaration')) lowerClassStatement(lower, declaration, out, decoratorsOf(lower, node));
  else lower.statement(declaration, out);
  const locals = new Set(out.slice(from).flatMap(declaredNames));
  if (tree.type(declaration) === 'internal_module' || tree.type(declaration) === 'module') {
    locals.add(tree.source(tree.child(declaration, FIELD.name)));
  }
  if (locals.size === 0) return;
  const isDefault = tree.has(node, 'default');
  const names = [...locals].map(local => ({ local, exported: isDefault ? 'default' : local }));
  out.push({ kind: 'export', span: tree.span(node), names });
}

function declaredNames(statement: Stmt): readonly string[] {
  switch (statement.kind) {
    case 'functionDef':
      return statement.fn.name === undefined ? [] : [statement.fn.name];
    case 'classDef':
      return statement.cls.name === undefined ? [] : [statement.cls.name];
    case 'assign':
      return statement.declaration ? boundNames(statement.target) : [];
    case 'import':
      return [...(statement.namespace === undefined ? [] : [statement.namespace]), ...statement.names.map(name => name.local)];
    default:
      return [];
  }
}

/** `export default` of a named function or class declares it. */
function lowerDefault(lower: Lowerer, node: number, value: number, out: Stmt[]): void {
  const { tree } = lower;
  const span = tree.span(node);
  const expr = lower.expr(value);
  const decorators = decoratorsOf(lower, node);
  if (expr.kind === 'function' && expr.fn.name !== undefined && !expr.fn.isArrow) {
    out.push({ kind: 'functionDef', span: expr.span, fn: expr.fn });
    out.push({ kind: 'export', span, names: [{ local: expr.fn.name, exported: 'default' }] });
  } else if (expr.kind === 'class') {
    const cls = { ...expr.cls, span: spanWith(decorators, expr.span), decorators: [...decorators, ...expr.cls.decorators] };
    if (cls.name === undefined) out.push({ kind: 'export', span, names: [], value: { ...expr, span: cls.span, cls } });
    else {
      out.push({ kind: 'classDef', span: cls.span, cls });
      out.push({ kind: 'export', span, names: [{ local: cls.name, exported: 'default' }] });
    }
  } else out.push({ kind: 'export', span, names: [], value: expr });
}

function lowerSpecifiers(lower: Lowerer, clause: number): ExportedName[] {
  const { tree } = lower;
  const names: ExportedName[] = [];
  for (let child = tree.first(clause); child !== 0; child = tree.next(child)) {
    const name = tree.child(child, FIELD.name);
    if (name === 0) continue;
    const local = exportedName(lower, name);
    const alias = tree.child(child, FIELD.alias);
    names.push({ local, exported: alias === 0 ? local : exportedName(lower, alias) });
  }
  return names;
}

/** `export = x` is `module.exports = x`; `export as namespace X` is for the type checker. */
function lowerExportAssignment(lower: Lowerer, node: number, out: Stmt[]): void {
  const { tree } = lower;
  const value = tree.last(node);
  if (value === 0 || !lower.isExpr(value) || /^export\s+as\b/.test(tree.source(node))) return;
  const start = tree.start(node);
  const span = { start, end: start + 'export'.length };
  const object: Expr = { kind: 'name', span, name: 'module' };
  const target = { kind: 'member', span, object, property: 'exports', propertySpan: span } as const;
  out.push({ kind: 'assign', span: tree.span(node), target, value: lower.expr(value) });
}
