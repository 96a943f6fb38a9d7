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

/** The literal whose content is the run of touching parts around `parts[index]`; undefined when the run is not the whole of one literal. */
export function literalAround(
  text: string,
  parts: readonly PromptPart[],
  index: number,
  path: string,
  language: Language,
): Literal | undefined {
  let first = spanIn(parts[index], path);
  let last = first;
  if (!first || !last) return undefined;
  for (let i = index - 1; i >= 0; i--) {
    const span = spanIn(parts[i], path);
    if (span?.end !== first.start) break;
    first = span;
  }
  for (let i = index + 1; i < parts.length; i++) {
    const span = spanIn(parts[i], path);
    if (span?.start !== last.end) break;
    last = span;
  }
  const before = text.slice(Math.max(0, first.start - 6), first.start);
  const open = (language === 'python' ? /(?<!\w)([A-Za-z]{0,3})("""|'''|"|')$/ : /()(["'`])$/).exec(before);
  const [opening = '', , quote = ''] = open ?? [];
  if (!open || !text.startsWith(quote, last.end)) return undefined;
  return literalAt(text, { start: first.start - opening.length, end: last.end + quote.length }, language);
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
