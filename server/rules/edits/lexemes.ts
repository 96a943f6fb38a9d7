/** Strings, comments and regular expressions, as far as an edit must step over them. No grammar: what is not one of these is one character. */

import type { Language, Span } from '../../ir/nodes.ts';

interface Lexeme {
  readonly kind: 'string' | 'comment' | 'space' | 'other';
  readonly end: number;
}

/** What stands at `at`. `before` is the text since the last significant character, so that `a / b` and `(/b/)` are told apart. */
export function lexemeAt(text: string, at: number, language: Language): Lexeme {
  const char = text[at] ?? '';
  if (/\s/.test(char)) return { kind: 'space', end: at + 1 };
  if (language === 'python') {
    if (char === '#') return { kind: 'comment', end: lineEnd(text, at) };
    const prefix = /^[A-Za-z]{0,3}(?=["'])/.exec(text.slice(at, at + 4));
    if (prefix && !/[\w]/.test(text[at - 1] ?? '')) return { kind: 'string', end: pythonStringEnd(text, at, prefix[0]) };
    if (char === '"' || char === "'") return { kind: 'string', end: pythonStringEnd(text, at, '') };
    return { kind: 'other', end: at + 1 };
  }
  if (text.startsWith('//', at)) return { kind: 'comment', end: lineEnd(text, at) };
  if (text.startsWith('/*', at)) return { kind: 'comment', end: past(text, '*/', at + 2) };
  if (char === '"' || char === "'") return { kind: 'string', end: quotedEnd(text, at + 1, char) };
  if (char === '`') return { kind: 'string', end: templateEnd(text, at + 1) };
  if (char === '/' && regexMayStart(text, at)) return { kind: 'string', end: regexEnd(text, at + 1) };
  return { kind: 'other', end: at + 1 };
}

/** End of the line that `at` stands in, before its line break. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return newline > at && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** Start of the line that `at` stands in. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function past(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at + end.length;
}

function quotedEnd(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && !text.startsWith(quote, at)) at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + quote.length, text.length);
}

function pythonStringEnd(text: string, at: number, prefix: string): number {
  const open = at + prefix.length;
  const mark = text[open] ?? '';
  const quote = text.startsWith(mark.repeat(3), open) ? mark.repeat(3) : mark;
  if (!/[ft]/i.test(prefix)) return quotedEnd(text, open + quote.length, quote);
  let i = open + quote.length;
  while (i < text.length && !text.startsWith(quote, i)) {
    if (text.startsWith('\\N{', i)) i = past(text, '}', i);
    else if (text[i] === '\\' && text[i + 1] !== '{') i += 2;
    else if (text.startsWith('{{', i)) i += 2;
    else if (text[i] === '{') i = holeEnd(text, i + 1, 'python');
    else i++;
  }
  return Math.min(i + quote.length, text.length);
}

function templateEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '`') {
    if (text[at] === '\\') at += 2;
    else if (text.startsWith('${', at)) at = holeEnd(text, at + 2, 'typescript');
    else at++;
  }
  return Math.min(at + 1, text.length);
}

/** The holes between the quotes of a string that has some: `{x}` of an f-string, `${x}` of a template, with their braces. */
export function holesIn(text: string, content: Span, language: Language): Span[] {
  const holes: Span[] = [];
  const opening = language === 'python' ? '{' : '${';
  let at = content.start;
  while (at < content.end) {
    if (language === 'python' && text.startsWith('{{', at)) at += 2;
    else if (language === 'python' && text.startsWith('\\N{', at)) at = past(text, '}', at);
    else if (text[at] === '\\' && text[at + 1] !== '{') at += 2;
    else if (text.startsWith(opening, at)) {
      const end = holeEnd(text, at + opening.length, language);
      holes.push({ start: at, end });
      at = end;
    } else at++;
  }
  return holes;
}

/** From inside `{` to after its `}`. A Python format spec after `:` is text, not code. */
function holeEnd(text: string, from: number, language: Language): number {
  let depth = 0;
  let spec = false;
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '}' && depth === 0) return at + 1;
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (language === 'python' && char === ':' && depth === 0) spec = true;
    at = spec ? at + 1 : lexemeAt(text, at, language).end;
  }
  return text.length;
}

function regexMayStart(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at).trimEnd();
  return before === '' || /[(,=:[!&|?{};+\-*%<>~^]$/.test(before) || /\b(?:return|typeof|case|in|of|void|delete|await)$/.test(before);
}

function regexEnd(text: string, from: number): number {
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\n') return from;
    if (char === '\\') at++;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return from;
}
