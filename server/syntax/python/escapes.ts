/** Python string literals: prefix, quotes and escapes. */

import type { Span } from '../../ir/nodes.ts';

export interface LiteralShape {
  /** The text between the quotes. */
  readonly content: Span;
  readonly raw: boolean;
  readonly bytes: boolean;
  /** f-string or t-string. */
  readonly template: boolean;
}

/** Takes a literal token apart: `rb"""..."""`. */
export function literalShape(text: string, token: Span): LiteralShape {
  let start = token.start;
  let raw = false;
  let bytes = false;
  let template = false;
  for (; start < token.end; start++) {
    const letter = text.charCodeAt(start) | 0x20;
    if (letter === 0x72) raw = true;
    else if (letter === 0x62) bytes = true;
    else if (letter === 0x66 || letter === 0x74) template = true;
    else if (letter !== 0x75) break;
  }
  const quote = text.charAt(start);
  const quotes = text.startsWith(quote.repeat(3), start) && token.end - start >= 6 ? 3 : 1;
  const end = text.startsWith(quote.repeat(quotes), token.end - quotes) ? token.end - quotes : token.end;
  const contentStart = Math.min(start + quotes, token.end);
  return { content: { start: contentStart, end: Math.max(contentStart, end) }, raw, bytes, template };
}

/** The characters a piece of a literal stands for. Python reads every line end as `\n`. */
export function cook(source: string, shape: { raw: boolean; bytes: boolean }): string {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  if (shape.raw || !text.includes('\\')) return text;
  return text.replace(shape.bytes ? BYTES_ESCAPE : TEXT_ESCAPE, escaped => character(escaped));
}

/** `cook` for the text parts of an f-string, where a doubled brace is one. */
export function cookTemplateText(source: string, shape: { raw: boolean; bytes: boolean }): string {
  // A named character (`\N{DASH}`) holds the only braces that are not doubled here.
  return cook(source, shape).replace(/\{\{|\}\}/g, braces => braces.charAt(0));
}

const BYTES_ESCAPE = /\\(?:\n|[\\'"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2})/g;
const TEXT_ESCAPE = /\\(?:\n|[\\'"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\})/g;

const SINGLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function character(sequence: string): string {
  const letter = sequence.charAt(1);
  const single = SINGLE[letter];
  if (single !== undefined) return single;
  // The table of Unicode names is not at hand: one character stands for one character.
  if (letter === 'N') return '\uFFFD';
  const octal = letter >= '0' && letter <= '7';
  const code = Number.parseInt(sequence.slice(octal ? 1 : 2), octal ? 8 : 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
