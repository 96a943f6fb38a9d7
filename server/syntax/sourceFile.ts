/** A file as the analysis sees it, plain or notebook: one text, positions in it, and edits that find the way back to the file. */

import type { Language, Span } from '../ir/nodes.ts';
import type { Grammar } from './parsers.ts';

export interface SourceFile {
  readonly path: string;
  readonly language: Language;
  readonly grammar: Grammar;
  /** What is parsed: a plain file without its byte order mark; of a notebook the code cells joined by newlines, magics blanked. */
  readonly text: string;
  /** Notebook only: its code cells in order. */
  readonly cells?: readonly CodeCell[];
  position(offset: number): Position;
  /** Inverse of `position`; a place outside the text is clamped. */
  offset(position: Position): number;
  /** The file's new text, every byte outside the edits as it was. */
  applyEdits(edits: readonly Edit[]): EditResult;
}

/** Line and column are 1-based, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** Notebook only: 0-based index over all cells; `line` then counts inside the cell. */
  readonly cell?: number;
}

export interface CodeCell {
  /** 0-based, over all cells of the notebook. */
  readonly index: number;
  /** In the module's text. */
  readonly span: Span;
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export type EditResult = { readonly text: string } | { readonly refused: string };

export interface Unreadable {
  /** A sentence for the user. */
  readonly unreadable: string;
  /** Nothing is wrong with the file: it is simply not for this tool. */
  readonly notOurs?: boolean;
}

/** The edits in source order, or why they cannot all be made. Two insertions at one place keep their order. */
export function orderEdits(edits: readonly Edit[], length: number): { readonly ordered: readonly Edit[] } | { readonly refused: string } {
  const ordered = edits.map((edit, index) => ({ edit, index })).sort(bySource);
  let end = 0;
  for (const { edit } of ordered) {
    if (edit.span.end < edit.span.start || edit.span.start < 0 || edit.span.end > length)
      return { refused: 'an edit lies outside the text' };
    if (edit.span.start < end) return { refused: 'two edits overlap' };
    end = edit.span.end;
  }
  return { ordered: ordered.map(({ edit }) => edit) };
}

function bySource(a: { edit: Edit; index: number }, b: { edit: Edit; index: number }): number {
  return a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index;
}

/** `text` with ordered edits made. */
export function replaceSpans(text: string, edits: readonly Edit[]): string {
  let out = '';
  let from = 0;
  for (const { span, text: replacement } of edits) {
    out += text.slice(from, span.start) + replacement;
    from = span.end;
  }
  return out + text.slice(from);
}
