/**
 * The parser's tree as the lowering reads it: each node once, with its named children and without comments or broken pieces.
 *
 * Crossing into WebAssembly is what costs here, so a node's type and extent are read when it is met and its children only when asked for.
 */

import type { Node, Tree } from 'web-tree-sitter';
import type { Comment, Span } from '../ir/nodes.ts';

/** Type of a broken piece. */
export const BROKEN = 'ERROR';

/** Type of the empty node that stands for a child the source lacks. */
export const MISSING = 'MISSING';

/** What a language's node types mean to the reader. */
export interface NodeTypes {
  /** They keep their broken pieces among their children, where a statement or one more item may stand. */
  readonly keepBroken: ReadonlySet<string>;
  readonly comments: ReadonlySet<string>;
  /** They mean nothing (line continuations). */
  readonly ignored: ReadonlySet<string>;
}

export class ConcreteNode implements Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  private unread: Node | undefined;
  private read: readonly ConcreteNode[] = NONE;
  private readonly reader: TreeReader | undefined;

  constructor(type: string, start: number, end: number, node: Node | undefined, reader: TreeReader | undefined) {
    this.type = type;
    this.start = start;
    this.end = end;
    this.unread = node;
    this.reader = reader;
  }

  /** A node made of others. */
  static of(type: string, start: number, end: number, children: readonly ConcreteNode[]): ConcreteNode {
    const node = new ConcreteNode(type, start, end, undefined, undefined);
    node.read = children;
    return node;
  }

  /** Named children in source order. Broken pieces are among them only where the language's `keepBroken` says. */
  get children(): readonly ConcreteNode[] {
    if (this.unread !== undefined && this.reader !== undefined) {
      this.read = this.reader.childrenOf(this.unread, this.type);
      this.unread = undefined;
    }
    return this.read;
  }

  /** Whether the parser found an error in it. Only before its children are read. */
  get isBroken(): boolean {
    return this.type === BROKEN || (this.unread?.hasError ?? false);
  }

  /** Lets go of the children of a node that is done with, so that a long file does not hold them all. */
  release(): void {
    this.read = NONE;
  }
}

const NONE: readonly ConcreteNode[] = [];

/** Reads a tree that stays alive while its nodes are used; collects what lies beside the nodes, as far as they were read. */
export class TreeReader {
  readonly root: ConcreteNode;
  private readonly text: string;
  private readonly types: NodeTypes;
  private readonly names: readonly string[];
  private readonly hasErrors: boolean;
  private readonly foundComments: Comment[] = [];
  private readonly foundErrors: Span[] = [];
  private broken: ConcreteNode[] = [];

  /** `text` is what was parsed. */
  constructor(tree: Tree, text: string, types: NodeTypes) {
    this.text = text;
    this.types = types;
    this.names = tree.language.types;
    const root = tree.rootNode;
    this.hasErrors = root.hasError;
    this.root = this.concrete(root, this.names[root.typeId] ?? BROKEN);
    if (this.root.type === BROKEN) this.foundErrors.push(spanOf(this.root));
  }

  /** In source order. */
  get comments(): readonly Comment[] {
    return this.foundComments.sort((a, b) => a.span.start - b.span.start);
  }

  /** In source order. */
  get syntaxErrors(): readonly Span[] {
    return this.foundErrors.sort((a, b) => a.start - b.start);
  }

  /** Whether there is an error in a node whose children have not been read. */
  isBroken(node: ConcreteNode): boolean {
    return this.hasErrors && node.isBroken;
  }

  /** Broken pieces met inside expressions since the last call; whoever reads the tree decides what to do with them. */
  takeBroken(): readonly ConcreteNode[] {
    if (this.broken.length === 0) return NONE;
    const taken = this.broken;
    this.broken = [];
    return taken;
  }

  childrenOf(node: Node, type: string): readonly ConcreteNode[] {
    if (this.hasErrors && node.hasError) this.noteMissing(node);
    const children: ConcreteNode[] = [];
    for (const child of node.namedChildren) {
      const childType = this.names[child.typeId] ?? BROKEN;
      if (childType === BROKEN) this.noteBroken(this.concrete(child, childType), type, children);
      else if (this.types.comments.has(childType)) this.noteComment(child);
      else if (!this.types.ignored.has(childType)) children.push(this.concrete(child, childType));
    }
    return children;
  }

  private concrete(node: Node, type: string): ConcreteNode {
    return new ConcreteNode(type, node.startIndex, node.endIndex, node, this);
  }

  private noteComment(node: Node): void {
    const span = { start: node.startIndex, end: node.endIndex };
    this.foundComments.push({ span, text: this.text.slice(span.start, span.end) });
  }

  private noteBroken(piece: ConcreteNode, parentType: string, siblings: ConcreteNode[]): void {
    this.foundErrors.push({ start: piece.start, end: piece.end });
    if (parentType === BROKEN || this.types.keepBroken.has(parentType)) siblings.push(piece);
    else this.broken.push(piece);
  }

  private noteMissing(node: Node): void {
    for (const child of node.children) {
      if (child.isMissing) this.foundErrors.push({ start: child.startIndex, end: child.endIndex });
    }
  }
}

/** The child at a place the grammar promises; where the source is broken, an empty node at the parent's end. */
export function childAt(node: ConcreteNode, index: number): ConcreteNode {
  return node.children[index] ?? ConcreteNode.of(MISSING, node.end, node.end, NONE);
}

export function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}
