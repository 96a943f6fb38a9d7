/** Putting an entry into a bracketed list and taking one out, in the layout the list already has. */

import type { Language, Span } from '../../ir/nodes.ts';
import type { Edit } from '../rule.ts';
import { type Bracketed, readBracketed } from './bracketed.ts';
import { lexemeAt, lineEnd, lineStart } from './lexemes.ts';

/** Edits that add `entry` as the last item of the list at `span`; undefined when the list cannot be read. */
export function insertEntry(text: string, span: Span, entry: string, language: Language): Edit[] | undefined {
  const list = readBracketed(text, span, language);
  if (!list) return undefined;
  const last = list.items.at(-1);
  if (!last) return [insertion(span.start + 1, spaced(text, span, entry, language))];
  const comma = list.commas.length === list.items.length ? list.commas.at(-1) : undefined;
  const indent = text.slice(lineStart(text, last.start), last.start);
  if (!/^[ \t]*$/.test(indent) || lineStart(text, last.start) <= span.start) {
    return [comma === undefined ? insertion(last.end, `, ${entry}`) : insertion(comma + 1, ` ${entry},`)];
  }
  const afterItem = comma === undefined ? last.end : comma + 1;
  const newLineAt = endOfTrailingComment(text, afterItem, language);
  const line = `\n${indent}${entry}`;
  if (comma !== undefined) return [insertion(newLineAt, `${line},`)];
  return newLineAt === last.end ? [insertion(last.end, `,${line}`)] : [insertion(last.end, ','), insertion(newLineAt, line)];
}

/** Edits that take the item covering `item` out of the list at `span`, with its comma, and with its line when it stands alone on it. */
export function removeEntry(text: string, span: Span, item: Span, language: Language): Edit[] | undefined {
  const list = readBracketed(text, span, language);
  const index = list?.items.findIndex(at => at.start <= item.start && item.end <= at.end) ?? -1;
  const found = list?.items[index];
  if (!list || !found) return undefined;
  const comma = list.commas[index];
  const before = list.commas[index - 1];
  const gap = before === undefined ? undefined : text.slice(before + 1, found.start);
  const followsOnItsLine = gap !== undefined && /^[ \t]*$/.test(gap);
  if (comma === undefined)
    return [{ span: before !== undefined && gap?.trim() === '' ? { start: before, end: found.end } : found, text: '' }];
  const isLast = index === list.items.length - 1;
  if (isLast && followsOnItsLine) return [{ span: { start: (before ?? found.start) + 1, end: comma + 1 }, text: '' }];
  return [{ span: withItsLine(text, { start: found.start, end: comma + 1 }), text: '' }];
}

/** Edits that put `before` and `after` around a span. */
export function wrap(span: Span, before: string, after: string): Edit[] {
  return [insertion(span.start, before), insertion(span.end, after)];
}

export function insertion(at: number, text: string): Edit {
  return { span: { start: at, end: at }, text };
}

/** The list's item that covers a span. */
export function itemAround(list: Bracketed, span: Span): Span | undefined {
  return list.items.find(item => item.start <= span.start && span.end <= item.end);
}

function spaced(text: string, span: Span, entry: string, language: Language): string {
  const isObject = language === 'typescript' && text[span.start] === '{';
  return isObject && span.end - span.start === 2 ? ` ${entry} ` : entry;
}

function endOfTrailingComment(text: string, from: number, language: Language): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  const lexeme = lexemeAt(text, at, language);
  return lexeme.kind === 'comment' && lexeme.end === lineEnd(text, at) ? lexeme.end : from;
}

function withItsLine(text: string, span: Span): Span {
  const start = lineStart(text, span.start);
  const end = lineEnd(text, span.end);
  const alone = text.slice(start, span.start).trim() === '' && text.slice(span.end, end).trim() === '';
  if (alone && end < text.length) return { start, end: text.indexOf('\n', end) + 1 };
  let after = span.end;
  while (text[after] === ' ' || text[after] === '\t') after++;
  return { start: span.start, end: alone ? span.end : after };
}
