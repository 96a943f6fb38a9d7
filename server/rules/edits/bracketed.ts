/** The items of a list in brackets, whatever the brackets: arguments, a dict or object literal, a list. */

import type { Language, Span } from '../../ir/nodes.ts';
import { lexemeAt } from './lexemes.ts';

export interface Bracketed {
  /** From the opening bracket to after the closing one. */
  readonly span: Span;
  /** Without the white space and comments around each. */
  readonly items: readonly Span[];
  /** Offset of the comma that follows each item; the last may have none. */
  readonly commas: readonly number[];
}

const OPENING = '([{';
const CLOSING = ')]}';

/** Reads the list that `span` covers; undefined when it does not start and end with a matching pair, so that no edit is made of a misreading. */
export function readBracketed(text: string, span: Span, language: Language): Bracketed | undefined {
  const kind = OPENING.indexOf(text[span.start] ?? ' ');
  if (kind < 0) return undefined;
  const items: Span[] = [];
  const commas: number[] = [];
  const open: number[] = [];
  let item: { start: number; end: number } | undefined;
  let at = span.start + 1;
  while (at < span.end) {
    const char = text[at] ?? '';
    const lexeme = lexemeAt(text, at, language);
    if (lexeme.kind === 'space' || lexeme.kind === 'comment') {
      at = lexeme.end;
      continue;
    }
    if (lexeme.kind === 'other' && open.length === 0 && CLOSING.includes(char)) {
      if (CLOSING.indexOf(char) !== kind || at + 1 !== span.end) return undefined;
      if (item) items.push(item);
      return { span, items, commas };
    }
    if (lexeme.kind === 'other' && open.length === 0 && char === ',') {
      if (!item) return undefined;
      items.push(item);
      commas.push(at);
      item = undefined;
    } else {
      if (lexeme.kind === 'other' && OPENING.includes(char)) open.push(OPENING.indexOf(char));
      if (lexeme.kind === 'other' && CLOSING.includes(char) && open.pop() !== CLOSING.indexOf(char)) return undefined;
      item = { start: item?.start ?? at, end: lexeme.end };
    }
    at = lexeme.end;
  }
  return undefined;
}

/** The first bracketed list at or after `from`, for a call whose name is known but not its arguments' span. */
export function bracketedFrom(text: string, from: number, end: number, language: Language): Bracketed | undefined {
  const open = text.indexOf('(', from);
  return open < 0 || open >= end ? undefined : readBracketed(text, { start: open, end }, language);
}
