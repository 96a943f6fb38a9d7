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

/** The same piece, so many letters further on. */
export function moved(piece: Piece, by: number): Piece {
  return by === 0 ? piece : shifted(piece, by);
}

/** Every extent inside a value of the tree moved; a tree is plain data. */
function shifted<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map(item => (typeof item === 'object' && item !== null ? shifted(item, by) : item)) as T;
  const copy = { ...value } as Record<string, unknown>;
  for (const key in copy) {
    const inner = copy[key];
    if (typeof inner === 'object' && inner !== null) copy[key] = shifted(inner, by);
    else if (typeof inner === 'number' && (key === 'start' || key === 'end')) copy[key] = inner + by;
  }
  return copy as T;
}
