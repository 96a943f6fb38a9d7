/** Python in the language-neutral tree. Every kind of node has a place; nothing throws on broken or absurd text. */

import type { Tree } from 'web-tree-sitter';
import type { Expr, Module, Pattern, Stmt } from '../ir/nodes.ts';
import { type ConcreteNode, TreeReader } from './concreteNode.ts';
import { nestSpans } from './nestSpans.ts';
import { assemble, type FreshPiece, type KnownPiece, type Lowered, type Piece } from './pieces.ts';
import { EXPRESSIONS } from './python/expressions.ts';
import { DEEPEST_NESTING, type Lowering, opaque } from './python/lowering.ts';
import { lowerPattern } from './python/patterns.ts';
import { lowerAssignment, STATEMENTS } from './python/statements.ts';

const NODE_TYPES = {
  keepBroken: new Set(['module', 'block', 'argument_list', 'list', 'tuple', 'set', 'dictionary']),
  comments: new Set(['comment']),
  ignored: new Set(['line_continuation']),
};

/** Lowers a Python 3 module (Python 2 `print` and `exec` are tolerated). `tree` must be alive and stays the caller's. */
export function lowerPython(tree: Tree, text: string, path: string): Module {
  return lowerPythonPieces(tree, text, path).module;
}

/** Lowers only the pieces that are not known. */
export function lowerPythonPieces(tree: Tree, text: string, path: string, known: KnownPiece = () => undefined): Lowered {
  const reader = new TreeReader(tree, text, NODE_TYPES);
  const pieces = new PythonLowering(reader, text).pieces(known);
  // A known piece is sound.
  if (reader.syntaxErrors.length > 0) for (const piece of pieces) if (!('comments' in piece)) nestSpans(piece.body);
  return assemble('python', path, text, { pieces, comments: reader.comments, syntaxErrors: reader.syntaxErrors });
}

class PythonLowering implements Lowering {
  readonly text: string;
  yields = false;
  private readonly reader: TreeReader;
  private depth = 0;
  private strays: Stmt[] = [];

  constructor(reader: TreeReader, text: string) {
    this.reader = reader;
    this.text = text;
  }

  expression(node: ConcreteNode): Expr {
    if (this.depth >= DEEPEST_NESTING) return opaque(node, 'nested too deeply');
    this.depth++;
    const lower = EXPRESSIONS[node.type];
    const expr = lower === undefined ? this.parts(node) : lower(node, this);
    this.depth--;
    return expr;
  }

  pattern(node: ConcreteNode): Pattern {
    if (this.depth >= DEEPEST_NESTING) return opaque(node, 'nested too deeply');
    this.depth++;
    const pattern = lowerPattern(node, this);
    this.depth--;
    return pattern;
  }

  statements(container: ConcreteNode): Stmt[] {
    if (this.depth >= DEEPEST_NESTING) return [];
    this.depth++;
    const outerStrays = this.strays;
    this.strays = [];
    const out: Stmt[] = [];
    for (const child of container.children) this.whole(child, out);
    this.strays = outerStrays;
    this.depth--;
    return out;
  }

  /** The statements of the module. */
  pieces(known: KnownPiece): (Piece | FreshPiece)[] {
    this.depth++;
    const pieces = this.reader.root.children.map(child => {
      const { type, start, end } = child;
      const piece = this.reader.isBroken(child) ? undefined : known(type, start, end);
      if (piece !== undefined) return piece;
      const body: Stmt[] = [];
      this.whole(child, body);
      return { type, start, end, body };
    });
    this.depth--;
    return pieces;
  }

  /** A statement with what broken text adds to it. */
  private whole(node: ConcreteNode, out: Stmt[]): void {
    this.statement(node, out);
    for (const broken of this.reader.takeBroken()) this.statement(broken, out);
    for (const stray of this.strays) out.push(stray);
    this.strays = [];
    node.release();
  }

  stray(statement: Stmt): void {
    this.strays.push(statement);
  }

  private statement(node: ConcreteNode, out: Stmt[]): void {
    const lower = STATEMENTS[node.type];
    if (lower !== undefined) {
      const lowered = lower(node, this);
      if (isOne(lowered)) out.push(lowered);
      else for (const one of lowered) out.push(one);
    } else if (node.type === 'assignment' || node.type === 'augmented_assignment') {
      out.push(...lowerAssignment(node, this));
    } else {
      const expr = this.expression(node);
      out.push({ kind: 'expr', span: expr.span, expr });
    }
  }

  /** An expression without a word for it. Statements inside one (in broken text) follow the enclosing statement. */
  private parts(node: ConcreteNode): Expr {
    const children: Expr[] = [];
    for (const child of node.children) {
      if (STATEMENTS[child.type] === undefined) children.push(this.expression(child));
      else this.statement(child, this.strays);
    }
    return opaque(node, node.type, children);
  }
}

function isOne(lowered: Stmt | readonly Stmt[]): lowered is Stmt {
  return !Array.isArray(lowered);
}
