/** What an outline tells of a statement at the top level of a module without reading what is in it. */
import type { AssignStmt, Span } from '../../ir/nodes.ts';

export type Outlined = OutlinedDefinition | OutlinedArrow | OutlinedConstant | OutlinedType;

interface Named {
  /** The whole statement. */
  readonly span: Span;
  /** The same without `export`. */
  readonly declaration: Span;
  readonly name: string;
  readonly nameSpan: Span;
  /** The name it is exported by in the same statement. */
  readonly exported?: string;
}

/** `def f`, `class C`, `function f`. */
export interface OutlinedDefinition extends Named {
  readonly kind: 'function' | 'class';
  /** The expressions behind each `@`. */
  readonly decorators: readonly Span[];
}

/** `const f = () => { ... }`. */
export interface OutlinedArrow extends Named {
  readonly kind: 'arrow';
  readonly word: AssignStmt['declaration'];
  /** The function. */
  readonly value: Span;
}

/** A value of literals alone: working it out does nothing else, and may be done at any time. */
export interface OutlinedConstant extends Named {
  readonly kind: 'constant';
  /** Absent in Python. */
  readonly word?: AssignStmt['declaration'];
}

/** `interface I { ... }`: nothing when the program runs. */
export interface OutlinedType {
  readonly kind: 'type';
  readonly span: Span;
}
