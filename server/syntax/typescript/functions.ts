/** Functions of every kind, and their parameters. */

import type { Expr, FunctionNode, Param, Stmt } from '../../ir/nodes.ts';
import { FIELD } from './fields.ts';
import { lowerString } from './literals.ts';
import type { ExprRule, Lowerer, StmtRule } from './lowerer.ts';
import { annotationOf } from './types.ts';

export const functionRules: Readonly<Record<string, ExprRule>> = {
  arrow_function: lowerFunction,
  function_expression: lowerFunction,
  generator_function: lowerFunction,
  method_definition: lowerFunction,
};

export const functionStatements: Readonly<Record<string, StmtRule>> = {
  function_declaration: lowerDeclaration,
  generator_function_declaration: lowerDeclaration,
  function_signature: () => {},
};

function lowerFunction(lower: Lowerer, node: number): Expr {
  return { kind: 'function', span: lower.tree.span(node), fn: lower.fn(node) };
}

function lowerDeclaration(lower: Lowerer, node: number, out: Stmt[]): void {
  out.push({ kind: 'functionDef', span: lower.tree.span(node), fn: lower.fn(node) });
}

/** Any function node; a class gives its methods their names and decorators. */
export function functionNode(lower: Lowerer, node: number): FunctionNode {
  const { tree } = lower;
  const type = tree.type(node);
  const name = tree.child(node, FIELD.name);
  const named = name !== 0 && tree.type(name) !== 'computed_property_name';
  const inSwitch = lower.inSwitch;
  lower.inSwitch = false;
  const params = lowerParams(lower, node);
  const body = lowerFunctionBody(lower, tree.child(node, FIELD.body));
  lower.inSwitch = inSwitch;
  const isArrow = type === 'arrow_function';
  return {
    span: tree.span(node),
    name: named ? nameOf(lower, name) : undefined,
    nameSpan: named ? tree.span(name) : undefined,
    params,
    body,
    decorators: [],
    returns: annotationOf(lower, node, FIELD.return_type),
    isAsync: tree.has(node, 'async') || undefined,
    isGenerator: tree.has(node, '*') || undefined,
    isArrow: isArrow || undefined,
  };
}

/** A method's name may be written as a string. */
function nameOf(lower: Lowerer, name: number): string {
  return lower.tree.type(name) === 'string' ? lowerString(lower, name).value : lower.tree.source(name);
}

/** An expression body is one `return`. */
function lowerFunctionBody(lower: Lowerer, body: number): Stmt[] {
  const { tree } = lower;
  if (body === 0) return [];
  if (tree.type(body) === 'statement_block') return lower.statementsIn(body);
  return [{ kind: 'return', span: tree.span(body), value: lower.expr(body) }];
}

function lowerParams(lower: Lowerer, node: number): Param[] {
  const { tree } = lower;
  const only = tree.child(node, FIELD.parameter);
  if (only !== 0) return [{ span: tree.span(only), target: lower.pattern(only) }];
  const params: Param[] = [];
  const list = tree.child(node, FIELD.parameters);
  if (list === 0) return params;
  for (let child = tree.first(list); child !== 0; child = tree.next(child)) {
    const type = tree.type(child);
    if (type !== 'required_parameter' && type !== 'optional_parameter') continue;
    const pattern = tree.child(child, FIELD.pattern) || tree.child(child, FIELD.name);
    // A `this` parameter is a type annotation, not an argument.
    if (pattern !== 0 && tree.type(pattern) !== 'this') params.push(lowerParam(lower, child, pattern));
  }
  return params;
}

function lowerParam(lower: Lowerer, node: number, pattern: number): Param {
  const { tree } = lower;
  let property: true | undefined;
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    const type = tree.type(child);
    if (type === 'decorator') lower.keep(lower.firstExpr(child));
    else if (type === 'accessibility_modifier' || type === 'readonly' || type === 'override_modifier') property = true;
  }
  const isRest = tree.type(pattern) === 'rest_pattern';
  const value = tree.child(node, FIELD.value);
  return {
    span: tree.span(node),
    target: isRest ? lower.firstPattern(pattern) : lower.pattern(pattern),
    default: value === 0 ? undefined : lower.expr(value),
    annotation: annotationOf(lower, node, FIELD.type),
    rest: isRest ? 'list' : undefined,
    property,
  };
}
