/** String literals as they are written: where one starts and ends around the parts of a prompt, and how it is quoted. */

import type { HolePart, PromptPart } from '../../calls/callSite.ts';
import type { Language, Span } from '../../ir/nodes.ts';
import { lexemeAt } from './lexemes.ts';

export interface Literal {
  /** With prefix and quotes. */
  readonly span: Span;
  /** Between the quotes. */
  readonly content: Span;
  readonly prefix: string;
  readonly quote: string;
  /** f-string or template literal: `{x}` in it is code. */
  readonly interpolates: boolean;
}

/** The literal at `span`, which must be one token; undefined for a name, a call, implicit concatenation. */
export function literalAt(text: string, span: Span, language: Language): Literal | undefined {
  const source = text.slice(span.start, span.end);
  const open = (language === 'python' ? /^([A-Za-z]{0,3})("""|'''|"|')/ : /^()(["'`])/).exec(source);
  const [, prefix = '', quote = ''] = open ?? [];
  if (!open || lexemeAt(text, span.start, language).end !== span.end || source.length < prefix.length + 2 * quote.length) return undefined;
  const content = { start: span.start + prefix.length + quote.length, end: span.end - quote.length };
  return { span, content, prefix, quote, interpolates: language === 'python' ? /[ft]/i.test(prefix) : quote === '`' };
}

/** No prompt is longer between two of its quotes. */
const LONGEST = 100_000;
const OPENING: Readonly<Record<Language, RegExp>> = {
  python: /(?<!\w)(?:[rR]?[fFtT]|[fFtT][rR])(?:"""|'''|"|')/g,
  typescript: /`/g,
};

/**
 * The f-string or template that holds `parts[index]`: the innermost one around the run of parts that touch it. Values of constants stand between the parts of
 * one literal with places of their own, so that the parts alone do not say where it begins.
 */
export function literalAround(
  text: string,
  parts: readonly PromptPart[],
  index: number,
  path: string,
  language: Language,
): Literal | undefined {
  const run = touchingRun(parts, index, path);
  if (!run) return undefined;
  const from = Math.max(0, run.start - LONGEST);
  let found: Literal | undefined;
  for (const match of text.slice(from, run.start).matchAll(OPENING[language])) {
    const start = from + match.index;
    const literal = literalAt(text, { start, end: lexemeAt(text, start, language).end }, language);
    if (!literal || literal.content.start > run.start || literal.content.end < run.end) continue;
    if (!found || literal.span.end < found.span.end) found = literal;
  }
  return found;
}

function touchingRun(parts: readonly PromptPart[], index: number, path: string): Span | undefined {
  const own = spanIn(parts[index], path);
  if (!own) return undefined;
  let { start, end } = own;
  for (let i = index - 1; spanIn(parts[i], path)?.end === start; i--) start = spanIn(parts[i], path)?.start ?? start;
  for (let i = index + 1; spanIn(parts[i], path)?.start === end; i++) end = spanIn(parts[i], path)?.end ?? end;
  return { start, end };
}

/** Whether a hole is code between braces in the text, not a value that `.format` or a variable brought. */
export function isWrittenHole(text: string, hole: HolePart): boolean {
  if (!hole.at) return false;
  const source = text.slice(hole.at.span.start, hole.at.span.end);
  return /^\$?\{[^{]/.test(source) && source.endsWith('}');
}

function spanIn(part: PromptPart | undefined, path: string): Span | undefined {
  return part?.at?.path === path ? part.at.span : undefined;
}

/** The number that ends `span` (`50`, `k=50`, `"k": 50`), when it is the expected one. */
export function lastNumberIn(text: string, span: Span, expected: number): Span | undefined {
  const digits = /(?<![\w.])\d[\d_]*$/.exec(text.slice(span.start, span.end));
  if (!digits || Number(digits[0].replaceAll('_', '')) !== expected) return undefined;
  return { start: span.end - digits[0].length, end: span.end };
}
