/**
 * The parser's tree as the lowering reads it: each node once, with its named children and without comments or broken pieces.
 *
 * Crossing into WebAssembly is what costs here, so a node's type and extent are read when it is met and its children only when asked for.
 */

import type { Node, Tree } from 'web-tree-sitter';
import type { Comment, Span } from '../ir/nodes.ts';

const BROKEN = 'ERROR';

export interface ConcreteNode extends Span {
  readonly type: string;
  /** Named children in source order. A broken piece is kept only where a statement may stand. */
  readonly children: readonly ConcreteNode[];
}

/** What a tree holds beside its nodes, known as far as the nodes were read. */
export interface ReadTree {
  readonly root: ConcreteNode;
  /** In source order. */
  comments(): readonly Comment[];
  syntaxErrors(): readonly Span[];
  /** Broken pieces met inside expressions since the last call; the reader of the tree decides what to do with them. */
  takeBroken(): readonly ConcreteNode[];
}

export interface ReadOptions {
  /** Node types whose children are statements: they keep their broken pieces. */
  readonly containers: ReadonlySet<string>;
  /** Node types that are comments. */
  readonly comments: ReadonlySet<string>;
  /** Node types that mean nothing (line continuations). */
  readonly ignored: ReadonlySet<string>;
}

/** Reads a tree that stays alive while its nodes are used. `text` is what was parsed. */
export function readTree(tree: Tree, text: string, options: ReadOptions): ReadTree {
  const { types } = tree.language;
  const comments: Comment[] = [];
  const syntaxErrors: Span[] = [];
  let broken: ConcreteNode[] = [];
  const root = tree.rootNode;
  const hasErrors = root.hasError;

  class TreeNode implements ConcreteNode {
    readonly type: string;
    readonly start: number;
    readonly end: number;
    private node: Node | undefined;
    private read: readonly ConcreteNode[] = NONE;

    constructor(node: Node, type: string) {
      this.node = node;
      this.type = type;
      this.start = node.startIndex;
      this.end = node.endIndex;
    }

    get children(): readonly ConcreteNode[] {
      if (this.node !== undefined) {
        this.read = childrenOf(this.node, this.type);
        this.node = undefined;
      }
      return this.read;
    }
  }

  function childrenOf(node: Node, type: string): readonly ConcreteNode[] {
    if (hasErrors && node.hasError) noteMissing(node);
    const children: ConcreteNode[] = [];
    for (const child of node.namedChildren) {
      const childType = types[child.typeId] ?? BROKEN;
      if (options.comments.has(childType)) {
        const span = { start: child.startIndex, end: child.endIndex };
        comments.push({ span, text: text.slice(span.start, span.end) });
      } else if (childType === BROKEN) {
        const piece = new TreeNode(child, childType);
        syntaxErrors.push({ start: piece.start, end: piece.end });
        if (options.containers.has(type) || type === BROKEN) children.push(piece);
        else broken.push(piece);
      } else if (!options.ignored.has(childType)) {
        children.push(new TreeNode(child, childType));
      }
    }
    return children;
  }

  function noteMissing(node: Node): void {
    for (const child of node.children) {
      if (child.isMissing) syntaxErrors.push({ start: child.startIndex, end: child.endIndex });
    }
  }

  return {
    root: new TreeNode(root, types[root.typeId] ?? BROKEN),
    comments: () => comments.sort(bySource),
    syntaxErrors: () => syntaxErrors.sort((a, b) => a.start - b.start),
    takeBroken() {
      if (broken.length === 0) return NONE;
      const taken = broken;
      broken = [];
      return taken;
    },
  };
}

const NONE: readonly ConcreteNode[] = [];

const bySource = (a: Comment, b: Comment) => a.span.start - b.span.start;

/** The child at a place the grammar promises; where the source is broken, an empty node at the parent's end. */
export function childAt(node: ConcreteNode, index: number): ConcreteNode {
  return node.children[index] ?? { type: MISSING, start: node.end, end: node.end, children: NONE };
}

/** Type of the empty node that stands for a child the source lacks. */
export const MISSING = 'MISSING';

export function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}
