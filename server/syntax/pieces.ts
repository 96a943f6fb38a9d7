/**
 * A module piece by piece: what each statement at its top level lowered to. Of a text that is being edited, most pieces stay what they were
 * but for their place, and need not be lowered again.
 */

import type { Comment, Language, Module, Span, Stmt } from '../ir/nodes.ts';

export interface Piece extends Span {
  /** The grammar's name for it. */
  readonly type: string;
  readonly body: readonly Stmt[];
  /** The comments inside it. */
  readonly comments: readonly Comment[];
  readonly syntaxErrors: readonly Span[];
  /** All extents in it, where they have been gathered. */
  readonly spans?: readonly MovableSpan[];
}

/** The piece a statement without errors lowers to, where that is known without lowering it. */
export type KnownPiece = (type: string, start: number, end: number) => Piece | undefined;

/** What lowering found anew: pieces without their comments and errors, which may also stand between pieces. */
export interface Found {
  readonly pieces: readonly (Piece | FreshPiece)[];
  readonly comments: readonly Comment[];
  readonly syntaxErrors: readonly Span[];
}

export type FreshPiece = Omit<Piece, 'comments' | 'syntaxErrors'>;

export interface Lowered {
  readonly module: Module;
  readonly pieces: readonly Piece[];
}

/** Puts a module together. Comments and errors of known pieces are not among those found. */
export function assemble(language: Language, path: string, text: string, found: Found): Lowered {
  const comments = found.comments.toSorted(bySpan);
  const errors = found.syntaxErrors.toSorted(byStart);
  const pieces: Piece[] = [];
  let allComments: Comment[] = comments;
  let allErrors: Span[] = errors;
  for (const piece of found.pieces) {
    if ('comments' in piece) {
      pieces.push(piece);
      if (piece.comments.length > 0) allComments = allComments.concat(piece.comments);
      if (piece.syntaxErrors.length > 0) allErrors = allErrors.concat(piece.syntaxErrors);
    } else {
      const inside = comments.filter(({ span }) => span.start >= piece.start && span.end <= piece.end);
      const broken = errors.filter(({ start, end }) => start >= piece.start && end <= piece.end);
      pieces.push({ ...piece, comments: inside, syntaxErrors: broken });
    }
  }
  if (allComments !== comments) allComments.sort(bySpan);
  if (allErrors !== errors) allErrors.sort(byStart);
  const body = pieces.flatMap(piece => piece.body);
  return { module: { language, path, text, body, comments: allComments, syntaxErrors: allErrors }, pieces };
}

const byStart = (a: Span, b: Span): number => a.start - b.start;
const bySpan = (a: Comment, b: Comment): number => a.span.start - b.span.start;

/**
 * The same piece, so many letters further on. Its tree is changed in place, because a copy of most of a file at every keystroke costs more than
 * all else: whoever holds the tree of the text before must have let go of it.
 */
export function moved(piece: Piece, by: number): Piece {
  if (by === 0) return piece;
  const spans = piece.spans ?? [...spansIn(piece)];
  for (const span of spans) {
    span.start += by;
    span.end += by;
  }
  return { ...piece, start: piece.start + by, end: piece.end + by, spans };
}

interface MovableSpan {
  start: number;
  end: number;
}

/** Every extent in the tree once, though several nodes may share it. */
function spansIn({ body, comments, syntaxErrors }: Piece): Set<MovableSpan> {
  const found = new Set<MovableSpan>();
  function visit(value: object): void {
    if ('start' in value && typeof value.start === 'number') {
      found.add(value as MovableSpan);
      return;
    }
    for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) visit(inner);
  }
  visit(body);
  visit(comments);
  visit(syntaxErrors);
  return found;
}
