/**
 * The language-neutral tree. `server/syntax` lowers Python and TypeScript into it; everything after reads only this.
 *
 * Offsets are UTF-16 code units into `Module.text`. Nodes are plain immutable data: no parent links, no parser objects.
 */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Language = 'python' | 'typescript';

interface Node {
  readonly span: Span;
}

// ---------------------------------------------------------------- expressions

export type Expr =
  | StringExpr
  | TemplateExpr
  | NumberExpr
  | BooleanExpr
  | NullExpr
  | NameExpr
  | MemberExpr
  | IndexExpr
  | CallExpr
  | ListExpr
  | DictExpr
  | BinaryExpr
  | UnaryExpr
  | ConditionalExpr
  | AwaitExpr
  | AssignExpr
  | FunctionExpr
  | ClassExpr
  | ComprehensionExpr
  | OpaqueExpr;

/** A string literal without holes. Adjacent Python literals are one string (or one template). */
export interface StringExpr extends Node {
  readonly kind: 'string';
  /** The value, escapes applied. */
  readonly value: string;
  /** The text between the quotes, when the literal is one token; absent for implicit concatenation. */
  readonly content?: Span;
  /** Python `b'...'`. */
  readonly bytes?: boolean;
}

/** f-string, template literal, or adjacent literals of which one has holes. */
export interface TemplateExpr extends Node {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
  /** The text between the quotes, when the literal is one token. */
  readonly content?: Span;
}

export type TemplatePart = TemplateText | TemplateHole;

export interface TemplateText extends Node {
  readonly kind: 'text';
  /** Escapes applied. */
  readonly value: string;
}

export interface TemplateHole extends Node {
  readonly kind: 'hole';
  readonly expr: Expr;
  /** Format spec as written after `:` in an f-string (`%Y-%m-%d`, `.2f`). */
  readonly format?: string;
}

export interface NumberExpr extends Node {
  readonly kind: 'number';
  /** `NaN` where the literal is not a plain JavaScript number (complex). */
  readonly value: number;
}

export interface BooleanExpr extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** `None`, `null`, `undefined`. */
export interface NullExpr extends Node {
  readonly kind: 'null';
}

/** A name; `this` and `super` are names too. */
export interface NameExpr extends Node {
  readonly kind: 'name';
  readonly name: string;
}

export interface MemberExpr extends Node {
  readonly kind: 'member';
  readonly object: Expr;
  readonly property: string;
  readonly propertySpan: Span;
  readonly optional?: boolean;
}

/** `a[i]`; a Python slice is an index whose `index` is opaque. */
export interface IndexExpr extends Node {
  readonly kind: 'index';
  readonly object: Expr;
  readonly index: Expr;
}

/** A call, `new X(...)`, or a tagged template (one template argument, `tagged`). */
export interface CallExpr extends Node {
  readonly kind: 'call';
  readonly callee: Expr;
  readonly args: readonly Argument[];
  /** From `(` to after `)`; equals the template's span when tagged; empty at the callee's end for `new X`. */
  readonly argsSpan: Span;
  readonly isNew?: boolean;
  readonly tagged?: boolean;
}

export interface Argument extends Node {
  /** `positional` a; `keyword` name=a; `spread` *a or ...a; `kwspread` **a. */
  readonly kind: 'positional' | 'keyword' | 'spread' | 'kwspread';
  readonly name?: string;
  readonly value: Expr;
}

/** List, tuple, set or array literal. */
export interface ListExpr extends Node {
  readonly kind: 'list';
  readonly variant: 'list' | 'tuple' | 'set';
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly value: Expr;
  readonly spread?: boolean;
}

/** Dict or object literal, in source order. Methods are entries whose value is a function. */
export interface DictExpr extends Node {
  readonly kind: 'dict';
  readonly entries: readonly DictEntry[];
}

export interface DictEntry extends Node {
  readonly kind: 'entry' | 'spread';
  /** Absent on a spread. `{a: 1}`, `{'a': 1}` and shorthand `{a}` have a string expression as key. */
  readonly key?: Expr;
  readonly value: Expr;
  /** `{a}` in TypeScript: the value is the name itself. */
  readonly shorthand?: boolean;
}

export interface BinaryExpr extends Node {
  readonly kind: 'binary';
  /**
   * Arithmetic and bitwise as written (`+ - * / % ** // | & ^ << >> @`), comparisons as written (`== === != < in not in is is not instanceof` ...),
   * logical as `and`, `or`, `??` (TypeScript `&&`, `||` become `and`, `or`).
   */
  readonly op: string;
  readonly left: Expr;
  readonly right: Expr;
}

export interface UnaryExpr extends Node {
  readonly kind: 'unary';
  /** `not` (also for `!`), `-`, `+`, `~`, `typeof`, `void`, `delete`. */
  readonly op: string;
  readonly operand: Expr;
}

export interface ConditionalExpr extends Node {
  readonly kind: 'conditional';
  readonly test: Expr;
  readonly consequent: Expr;
  readonly alternate: Expr;
}

export interface AwaitExpr extends Node {
  readonly kind: 'await';
  readonly value: Expr;
}

/** An assignment used as an expression: `(x := 1)`, `a = b = 1` in TypeScript. */
export interface AssignExpr extends Node {
  readonly kind: 'assign';
  readonly target: Pattern;
  readonly value: Expr;
  /** `+`, `|`, `??` ... for an augmented assignment. */
  readonly op?: string;
}

export interface FunctionExpr extends Node {
  readonly kind: 'function';
  readonly fn: FunctionNode;
}

export interface ClassExpr extends Node {
  readonly kind: 'class';
  readonly cls: ClassNode;
}

/** `[x for x in xs if c]`, dict and set forms, generators. */
export interface ComprehensionExpr extends Node {
  readonly kind: 'comprehension';
  readonly variant: 'list' | 'set' | 'dict' | 'generator';
  readonly element: Expr;
  /** Dict comprehension only. */
  readonly key?: Expr;
  readonly clauses: readonly ComprehensionClause[];
}

export interface ComprehensionClause {
  readonly target: Pattern;
  readonly iterable: Expr;
  readonly conditions: readonly Expr[];
}

/** Anything the tree has no word for (yield, slice, JSX, a broken piece): its sub-expressions, so that calls in them are still seen. */
export interface OpaqueExpr extends Node {
  readonly kind: 'opaque';
  readonly what: string;
  readonly children: readonly Expr[];
}

// ---------------------------------------------------------------- patterns

export type Pattern = NameExpr | MemberExpr | IndexExpr | ListPattern | DictPattern | OpaqueExpr;

/** `a, b = ...`, `[a, ...rest] = ...`. */
export interface ListPattern extends Node {
  readonly kind: 'listPattern';
  readonly items: readonly { readonly target: Pattern; readonly rest?: boolean; readonly default?: Expr }[];
}

/** `{a, b: c = 1, ...rest} = ...`. */
export interface DictPattern extends Node {
  readonly kind: 'dictPattern';
  readonly entries: readonly { readonly key?: string; readonly target: Pattern; readonly rest?: boolean; readonly default?: Expr }[];
}

// ---------------------------------------------------------------- types

/**
 * A type annotation as far as names go: `OpenAI`, `openai.OpenAI`, `Optional[OpenAI]` (args), `'OpenAI'` (Python string annotation).
 * A union is `{ path: ['|'], args: [...] }`.
 */
export interface TypeRef extends Node {
  readonly path: readonly string[];
  readonly args: readonly TypeRef[];
}

// ---------------------------------------------------------------- functions and classes

export interface FunctionNode extends Node {
  /** Absent for lambdas and arrows; an arrow bound to a `const` has no name here. */
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly params: readonly Param[];
  /** An expression body (lambda, arrow) is one `return`. */
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
  readonly returns?: TypeRef;
  readonly isAsync?: boolean;
  readonly isGenerator?: boolean;
  /** Arrow functions keep the outer `this`. */
  readonly isArrow?: boolean;
}

export interface Param extends Node {
  readonly target: Pattern;
  readonly default?: Expr;
  readonly annotation?: TypeRef;
  /** `*args`/`...rest` = 'list'; `**kwargs` = 'dict'. */
  readonly rest?: 'list' | 'dict';
  /** TypeScript parameter property: `constructor(private client: OpenAI)`. */
  readonly property?: boolean;
}

export interface ClassNode extends Node {
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly bases: readonly Expr[];
  readonly decorators: readonly Expr[];
  readonly members: readonly ClassMember[];
}

export interface ClassMember extends Node {
  readonly kind: 'method' | 'field' | 'getter' | 'setter';
  /** A computed name is its source, in brackets. TypeScript's `static { ... }` is a static method named `<static>`. */
  readonly name: string;
  readonly isStatic?: boolean;
  /** For a method, getter or setter. */
  readonly fn?: FunctionNode;
  /** For a field. */
  readonly value?: Expr;
  readonly annotation?: TypeRef;
}

// ---------------------------------------------------------------- statements

export type Stmt =
  | AssignStmt
  | ExprStmt
  | IfStmt
  | LoopStmt
  | TryStmt
  | WithStmt
  | SwitchStmt
  | ReturnStmt
  | ThrowStmt
  | JumpStmt
  | FunctionStmt
  | ClassStmt
  | ImportStmt
  | ExportStmt
  | BlockStmt;

/** `a = b`, `a: T = b`, `const a = b`, `a += b`, `a: T` (no value). Chained `a = b = v` is one statement a target. */
export interface AssignStmt extends Node {
  readonly kind: 'assign';
  readonly target: Pattern;
  readonly value?: Expr;
  readonly op?: string;
  readonly annotation?: TypeRef;
  /** TypeScript `const`, `let`, `var`; absent for plain assignment and Python. */
  readonly declaration?: 'const' | 'let' | 'var';
  /** The value is of literals alone and not read yet: whoever does not need it leaves it so. */
  readonly isLiteral?: boolean;
}

export interface ExprStmt extends Node {
  readonly kind: 'expr';
  readonly expr: Expr;
}

export interface IfStmt extends Node {
  readonly kind: 'if';
  readonly test: Expr;
  readonly consequent: readonly Stmt[];
  /** `elif` is a nested `if`. */
  readonly alternate: readonly Stmt[];
}

export interface LoopStmt extends Node {
  readonly kind: 'loop';
  readonly variant: 'for' | 'forEach' | 'while' | 'doWhile';
  /** C-style `for`: its initialiser. */
  readonly init?: readonly Stmt[];
  /** `while`, `doWhile`, C-style `for`; absent means forever. */
  readonly test?: Expr;
  /** C-style `for`: `i++`, as an expression. */
  readonly update?: Expr;
  /** `for x in xs`, `for (const x of xs)`. */
  readonly target?: Pattern;
  readonly iterable?: Expr;
  readonly body: readonly Stmt[];
  /** Python `else`. */
  readonly otherwise: readonly Stmt[];
}

export interface TryStmt extends Node {
  readonly kind: 'try';
  readonly body: readonly Stmt[];
  readonly handlers: readonly { readonly param?: Pattern; readonly type?: Expr; readonly body: readonly Stmt[] }[];
  readonly otherwise: readonly Stmt[];
  readonly finalizer: readonly Stmt[];
}

export interface WithStmt extends Node {
  readonly kind: 'with';
  readonly items: readonly { readonly expr: Expr; readonly target?: Pattern }[];
  readonly body: readonly Stmt[];
}

/** `switch` and `match`; every case is a branch, and a `break` that only leaves the `switch` is not kept. Patterns that bind names are not kept. */
export interface SwitchStmt extends Node {
  readonly kind: 'switch';
  readonly subject: Expr;
  readonly cases: readonly { readonly test?: Expr; readonly body: readonly Stmt[] }[];
}

export interface ReturnStmt extends Node {
  readonly kind: 'return';
  readonly value?: Expr;
}

export interface ThrowStmt extends Node {
  readonly kind: 'throw';
  readonly value?: Expr;
}

export interface JumpStmt extends Node {
  readonly kind: 'break' | 'continue';
}

export interface FunctionStmt extends Node {
  readonly kind: 'functionDef';
  readonly fn: FunctionNode;
}

export interface ClassStmt extends Node {
  readonly kind: 'classDef';
  readonly cls: ClassNode;
}

/**
 * `import a.b as c`      module 'a.b', namespace 'c'
 * `import a.b`           module 'a.b', namespace 'a' and `bindsRoot` (the name `a` is bound, `a.b` is loaded)
 * `from .m import x as y` module '.m', names [{imported 'x', local 'y'}]
 * `from m import *`      module 'm', star
 * `import d, {x as y} from 'm'`  default import is imported 'default'
 * `import * as ns from 'm'`, `const ns = require('m')`  namespace
 * `const {x} = require('m')`  names; `import('m')` stays a call to the name `import`
 */
export interface ImportStmt extends Node {
  readonly kind: 'import';
  readonly module: string;
  readonly namespace?: string;
  readonly bindsRoot?: boolean;
  readonly star?: boolean;
  readonly names: readonly { readonly imported: string; readonly local: string; readonly span: Span }[];
  /** TypeScript `import type`. */
  readonly typeOnly?: boolean;
}

/**
 * TypeScript only. `export {a as b}`, `export {a as b} from 'm'`, `export * from 'm'`, `export * as ns from 'm'`, `export default expr`.
 * An exported declaration is the plain declaration followed by an export of its names.
 */
export interface ExportStmt extends Node {
  readonly kind: 'export';
  readonly from?: string;
  readonly star?: boolean;
  /** `export * as ns`. */
  readonly namespace?: string;
  /** `local` is 'default' never; `exported` may be 'default'. */
  readonly names: readonly { readonly local: string; readonly exported: string }[];
  /** `export default <expression>`. */
  readonly value?: Expr;
}

export interface BlockStmt extends Node {
  readonly kind: 'block';
  readonly body: readonly Stmt[];
}

// ---------------------------------------------------------------- modules

export interface Comment extends Node {
  /** With its marker (`# ...`, `// ...`, a block comment whole). */
  readonly text: string;
}

export interface Module {
  readonly language: Language;
  /** As the project layer names it: absolute, `/` separated. */
  readonly path: string;
  /** Source text; of a notebook, the code cells joined by newlines. */
  readonly text: string;
  readonly body: readonly Stmt[];
  readonly comments: readonly Comment[];
  /** Where the parser found no sense; the rest is analysed all the same. */
  readonly syntaxErrors: readonly Span[];
}
