/**
 * The grammar lets a call with type arguments bind looser than the operators before it: it reads `await f<T>(x)` as
 * `(await f)<T>(x)` and `a + f<T>(x)` as `(a + f)<T>(x)`. Here such trees are turned to what was written.
 */

import { FIELD } from './fields.ts';

/** Nodes as flat arrays by index; 0 is no child or no sibling. */
export interface NodeArrays {
  readonly kinds: Uint16Array;
  readonly fields: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly firsts: Int32Array;
  readonly nexts: Int32Array;
}

const POSTFIX = new Set([
  'call_expression',
  'member_expression',
  'subscript_expression',
  'non_null_expression',
  'instantiation_expression',
]);
const PREFIX = new Set(['await_expression', 'unary_expression', 'binary_expression']);

/**
 * Turns the nodes from `first` up to `end`. Without parentheses around it, which are a node of their own, an operator cannot be called or
 * have members.
 */
export function bindCallsFirst(nodes: NodeArrays, names: readonly string[], first: number, end: number): void {
  const postfix = names.map(name => POSTFIX.has(name));
  const prefix = names.map(name => PREFIX.has(name));
  const wrong = (node: number) => postfix[nodes.kinds[node] as number] && prefix[nodes.kinds[nodes.firsts[node] as number] as number];
  // Children come after their parents: inner calls are turned first.
  for (let node = end - 1; node >= first; node--) {
    for (let outer = node; wrong(outer) && turn(nodes, outer); outer = operandOf(nodes, outer));
  }
}

/** From `(op operand) rest` to `op (operand rest)`: the two nodes trade places. */
function turn(nodes: NodeArrays, outer: number): boolean {
  const { kinds, fields, starts, ends, firsts, nexts } = nodes;
  const inner = firsts[outer] as number;
  const operand = operandOf(nodes, inner);
  if (operand === 0) return false;
  let before = firsts[inner] as number;
  if (before !== operand) while (nexts[before] !== operand) before = nexts[before] as number;

  const rest = nexts[inner] as number;
  const kind = kinds[outer] as number;
  kinds[outer] = kinds[inner] as number;
  kinds[inner] = kind;
  if (before === operand) firsts[outer] = inner;
  else {
    firsts[outer] = firsts[inner] as number;
    nexts[before] = inner;
  }
  nexts[inner] = nexts[operand] as number;
  firsts[inner] = operand;
  nexts[operand] = rest;

  const field = fields[operand] as number;
  fields[operand] = fields[inner] as number;
  fields[inner] = field;
  starts[inner] = starts[operand] as number;
  ends[inner] = ends[outer] as number;
  return true;
}

/** `right` of a binary, `argument` of a unary, the only child of an `await`. */
function operandOf(nodes: NodeArrays, node: number): number {
  let operand = 0;
  for (let child = nodes.firsts[node] as number; child !== 0; child = nodes.nexts[child] as number) {
    const field = nodes.fields[child];
    if (field === FIELD.right || field === FIELD.argument) return child;
    if (field === FIELD.none && operand === 0) operand = child;
  }
  return operand;
}
