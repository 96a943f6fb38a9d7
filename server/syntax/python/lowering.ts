/** What the parts of the Python lowering share: the text, and the way back into each other. */

import type { Expr, Pattern, Stmt } from '../../ir/nodes.ts';
import type { ConcreteNode } from '../concreteNode.ts';

export interface Lowering {
  readonly text: string;
  expression(node: ConcreteNode): Expr;
  /** A target of an assignment, loop, `with` or `except`. */
  pattern(node: ConcreteNode): Pattern;
  /** The statements of a block, module or broken piece. */
  statements(container: ConcreteNode): Stmt[];
  /** A statement the tree has no place for where it stands (a call in a class body or in a format specifier); it follows the enclosing statement. */
  stray(statement: Stmt): void;
  /** Set by each `yield`; a function reads and restores it. */
  yields: boolean;
}

/** Longest chain (`a.b().c()`, `elif`, `a + b + c`) that is kept as written; consumers may recurse to this depth. */
export const LONGEST_CHAIN = 400;

/** Deepest nesting of expressions and statements that is read; Python itself refuses 200 brackets. */
export const DEEPEST_NESTING = 250;

/** An expression the tree has no word for. */
export function opaque(node: { start: number; end: number }, what: string, children: readonly Expr[] = []): Expr & { kind: 'opaque' } {
  return { kind: 'opaque', span: { start: node.start, end: node.end }, what, children };
}
