/** Evaluates expressions to abstract values. */
import type { BinaryExpr, Expr } from '../ir/nodes.ts';
import { call } from './calling.ts';
import { constant, NULL, union, unknown } from './construct.ts';
import { defineFunction } from './functionValue.ts';
import { comprehension, dictLiteral, listLiteral, template } from './literals.ts';
import { nameValue, ownAttribute, spanLabel } from './names.ts';
import { add, unary } from './operators.ts';
import type { Frame, Run } from './run.ts';
import type { Location, Value } from './values.ts';

export function evaluate(run: Run, expr: Expr, frame: Frame): Value {
  const at: Location = { path: frame.state.module.path, span: expr.span };
  switch (expr.kind) {
    case 'string':
      return constant(expr.value, at);
    case 'number':
      return Number.isNaN(expr.value) ? unknown('a number of a kind not modelled') : constant(expr.value, at);
    case 'boolean':
      return constant(expr.value, at);
    case 'null':
      return NULL;
    case 'template':
      return template(run, expr, frame, at);
    case 'name':
      return nameValue(expr.name, frame, at);
    case 'member':
      return ownAttribute(expr.object, expr.property, frame) ?? run.member(evaluate(run, expr.object, frame), expr.property, at);
    case 'index':
      return run.index(evaluate(run, expr.object, frame), evaluate(run, expr.index, frame), at);
    case 'call':
      return call(run, expr, frame, at);
    case 'list':
      return listLiteral(run, expr, frame, at);
    case 'dict':
      return dictLiteral(run, expr, frame, at);
    case 'binary':
      return binaryChain(run, expr, frame);
    case 'unary':
      return unary(expr.op, evaluate(run, expr.operand, frame));
    case 'conditional': {
      evaluate(run, expr.test, frame);
      return union([evaluate(run, expr.consequent, frame), evaluate(run, expr.alternate, frame)]);
    }
    case 'await':
      return evaluate(run, expr.value, frame);
    case 'assign': {
      let value = evaluate(run, expr.value, frame);
      if (expr.op && (expr.target.kind === 'name' || expr.target.kind === 'member' || expr.target.kind === 'index')) {
        value = run.binary(expr.op, evaluate(run, expr.target, frame), value, at.path, expr.span);
      }
      run.bind(expr.target, value, frame);
      return value;
    }
    case 'function': {
      for (const decorator of expr.fn.decorators) evaluate(run, decorator, frame);
      return defineFunction(run, expr.fn, frame);
    }
    case 'class': {
      const value = { kind: 'class', cls: expr.cls, module: at.path, scope: frame.scope } as const;
      frame.classes.push(value);
      return value;
    }
    case 'comprehension':
      return comprehension(run, expr, frame, at);
    case 'opaque': {
      const parts = expr.children.map(child => evaluate(run, child, frame));
      return unknown(expr.what, parts, at);
    }
  }
}

/** Left-deep chains (`a + b + c ...`) are walked, not recursed into: generated code has thousands of terms. */
function binaryChain(run: Run, expr: BinaryExpr, frame: Frame): Value {
  const chain: BinaryExpr[] = [];
  let left: Expr = expr;
  while (left.kind === 'binary') {
    chain.push(left);
    left = left.left;
  }
  let value = evaluate(run, left, frame);
  let leftExpr: Expr = left;
  for (let i = chain.length - 1; i >= 0; i--) {
    const node = chain[i] as BinaryExpr;
    const right = evaluate(run, node.right, frame);
    value =
      node.op === '+'
        ? add(value, right, spanLabel(frame, leftExpr.span), spanLabel(frame, node.right.span), frame.state.module.path, node)
        : run.binary(node.op, value, right, frame.state.module.path, node.span);
    leftExpr = node;
  }
  return value;
}
