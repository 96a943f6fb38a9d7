/**
 * The dispatch all lowering goes through. Each file beside this one lowers a family of nodes and gives its functions in a
 * table by node type; they reach each other only through the `Lowerer`, which also keeps the depth of the tree bounded.
 */

import type { Language } from 'web-tree-sitter';
import type { Expr, FunctionNode, OpaqueExpr, Pattern, Stmt } from '../../ir/nodes.ts';
import type { Field } from './fields.ts';
import type { FlatTree } from './flatTree.ts';
import { tableByKind } from './grammar.ts';

export type ExprRule = (lower: Lowerer, node: number) => Expr;
/** Appends what a statement lowers to: none, one or several. */
export type StmtRule = (lower: Lowerer, node: number, out: Stmt[]) => void;
export type PatternRule = (lower: Lowerer, node: number) => Pattern;

/** The rules of a grammar, indexed by `FlatTree.kind`. */
export interface Rules {
  readonly expressions: readonly (ExprRule | undefined)[];
  readonly statements: readonly (StmtRule | undefined)[];
  readonly patterns: readonly (PatternRule | undefined)[];
  readonly functionNode: (lower: Lowerer, node: number) => FunctionNode;
}

export interface RulesByType {
  readonly expressions: Readonly<Record<string, ExprRule>>;
  readonly statements: Readonly<Record<string, StmtRule>>;
  readonly patterns: Readonly<Record<string, PatternRule>>;
  readonly functionNode: (lower: Lowerer, node: number) => FunctionNode;
}

/** No expression or statement of the result lies deeper than this, so that whoever reads it may recurse. */
export const MAX_DEPTH = 400;

export function rulesFor(language: Language, byType: RulesByType): Rules {
  return {
    expressions: tableByKind(language, byType.expressions),
    statements: tableByKind(language, byType.statements),
    patterns: tableByKind(language, byType.patterns),
    functionNode: byType.functionNode,
  };
}

export class Lowerer {
  readonly tree: FlatTree;
  depth = 0;
  /** Whether an unlabelled `break` here leaves a `switch`. */
  inSwitch = false;
  private readonly rules: Rules;
  /** Evaluated by the current statement but without a place in it: appended after it. */
  private strays: Stmt[] | undefined;
  /** ERROR nodes whose pieces have been lowered. */
  private readonly salvaged = new Set<number>();

  constructor(tree: FlatTree, rules: Rules) {
    this.tree = tree;
    this.rules = rules;
  }

  expr(node: number): Expr {
    if (this.depth >= MAX_DEPTH) return this.opaque('too deep', node);
    const rule = this.rules.expressions[this.tree.kind(node)];
    this.depth++;
    const result = rule ? rule(this, node) : this.salvage(node);
    this.depth--;
    return result;
  }

  /** The child of `parent` with that field; broken code may lack it. */
  exprOf(parent: number, field: Field): Expr {
    return this.exprIn(parent, this.tree.child(parent, field));
  }

  firstExpr(parent: number): Expr {
    return this.exprIn(parent, this.tree.first(parent));
  }

  /** A node found inside `parent`, or 0. */
  exprIn(parent: number, node: number): Expr {
    return node === 0 ? this.missing(parent) : this.expr(node);
  }

  /** Whether the node's type is one an expression may have. */
  isExpr(node: number): boolean {
    return this.rules.expressions[this.tree.kind(node)] !== undefined;
  }

  pattern(node: number): Pattern {
    if (this.depth >= MAX_DEPTH) return this.opaque('too deep', node);
    const rule = this.rules.patterns[this.tree.kind(node)];
    this.depth++;
    const result = rule ? rule(this, node) : this.opaque(this.tree.type(node), node, this.salvageChildren(node));
    this.depth--;
    return result;
  }

  patternOf(parent: number, field: Field): Pattern {
    return this.patternIn(parent, this.tree.child(parent, field));
  }

  firstPattern(parent: number): Pattern {
    return this.patternIn(parent, this.tree.first(parent));
  }

  fn(node: number): FunctionNode {
    return this.rules.functionNode(this, node);
  }

  /** Lowers one statement, and whatever it evaluates that has no place in it, to the end of `out`. */
  statement(node: number, out: Stmt[]): void {
    const { tree } = this;
    if (this.depth >= MAX_DEPTH) {
      out.push({ kind: 'expr', span: tree.span(node), expr: this.opaque('too deep', node) });
      return;
    }
    const outer = this.strays;
    this.strays = undefined;
    this.depth++;
    const rule = this.rules.statements[tree.kind(node)];
    if (rule) rule(this, node, out);
    else if (this.isExpr(node)) this.pushExpr(this.expr(node), out);
    else for (const expr of this.salvageChildren(node)) this.pushExpr(expr, out);
    if (tree.brokenNodes.length > 0) this.sweepBroken(node);
    this.depth--;
    this.appendStrays(out);
    this.strays = outer;
  }

  /** The children of a block, the program or a broken piece. */
  statementsIn(parent: number): Stmt[] {
    const out: Stmt[] = [];
    if (parent === 0 && this.depth > 0) return out;
    for (let child = this.tree.first(parent); child !== 0; child = this.tree.next(child)) this.statement(child, out);
    return out;
  }

  /** A loop's or branch's body: a block's statements, or the one statement. */
  body(node: number): Stmt[] {
    if (node === 0) return [];
    if (this.tree.type(node) === 'statement_block') return this.statementsIn(node);
    const out: Stmt[] = [];
    this.statement(node, out);
    return out;
  }

  /** Keeps an expression that is evaluated here but has no place in the tree (a decorator of a field, a computed name). */
  keep(expr: Expr): void {
    let root = expr;
    while (root.kind === 'member') root = root.object;
    if (root.kind === 'name' || root.kind === 'string' || root.kind === 'number') return;
    this.strays ??= [];
    this.pushExpr(expr, this.strays);
  }

  opaque(what: string, node: number, children: readonly Expr[] = []): OpaqueExpr {
    return { kind: 'opaque', span: this.tree.span(node), what, children };
  }

  /** In place of what broken code lacks. */
  missing(parent: number): OpaqueExpr {
    const end = this.tree.end(parent);
    return { kind: 'opaque', span: { start: end, end }, what: 'missing', children: [] };
  }

  private patternIn(parent: number, node: number): Pattern {
    return node === 0 ? this.missing(parent) : this.pattern(node);
  }

  /** A node no rule knows, as an expression. */
  private salvage(node: number): Expr {
    return this.opaque(this.tree.type(node), node, this.salvageChildren(node));
  }

  /** The expressions found going down from a node no rule knows; statements on the way become strays. */
  private salvageChildren(node: number): Expr[] {
    const found: Expr[] = [];
    if (this.tree.kind(node) === 0) this.salvaged.add(node);
    this.depth++;
    for (let child = this.tree.first(node); child !== 0; child = this.tree.next(child)) {
      if (this.isExpr(child)) found.push(this.expr(child));
      else if (this.depth >= MAX_DEPTH) continue;
      else if (this.rules.statements[this.tree.kind(child)]) this.strayStatement(child);
      else found.push(...this.salvageChildren(child));
    }
    this.depth--;
    return found;
  }

  private strayStatement(node: number): void {
    const strays = this.strays ?? [];
    this.statement(node, strays);
    this.strays = strays;
  }

  /** The ERROR pieces inside a statement that no rule has looked at. */
  private sweepBroken(statement: number): void {
    const { tree } = this;
    const end = tree.end(statement);
    for (let i = firstAfter(tree.brokenNodes, statement); i < tree.brokenNodes.length; i++) {
      const node = tree.brokenNodes[i] as number;
      if (tree.start(node) >= end) return;
      if (tree.end(node) > end || this.salvaged.has(node)) continue;
      for (const expr of this.salvageChildren(node)) this.keep(expr);
    }
  }

  private appendStrays(out: Stmt[]): void {
    for (const stray of this.strays ?? []) out.push(stray);
  }

  private pushExpr(expr: Expr, out: Stmt[]): void {
    out.push({ kind: 'expr', span: expr.span, expr });
  }
}

/** Index of the first number greater than `value` in a sorted list. */
function firstAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
