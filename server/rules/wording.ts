/** The words of messages: short, with money first, each made in one place. */

import { formatDollars } from '../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../shared/money/nanoDollars.ts';
import type { CallSite, HolePart } from '../calls/callSite.ts';
import type { Span } from '../ir/nodes.ts';
import type { Location } from '../resolve/values.ts';
import type { PlacedHole } from './prefix.ts';
import type { Finding } from './rule.ts';

const MAX_LABEL = 40;
/** Tokens. */
const NEAR_THE_START = 50;

/** `1,024`. */
export function count(amount: number): string {
  return Math.round(amount).toLocaleString('en-US');
}

/** Money where there is some; else the tokens it would be for. */
export function dollarsOrTokens(money: NanoDollars | undefined, tokens: number): string {
  return money !== undefined && money > 0 ? formatDollars(money) : `${count(tokens)} tokens`;
}

/** `was` or `were`-like agreement with what `dollarsOrTokens` gave. */
export function is(money: NanoDollars | undefined): string {
  return money !== undefined && money > 0 ? 'is' : 'are';
}

/** What changes, as the code writes it: `datetime.now()`. `text` is that of the call's file; elsewhere the full name has to do. */
export function sourceOf(hole: HolePart, call: CallSite, text: string): string {
  const source = hole.path[0];
  // Of a call the text says more than its full name; a parameter stands with its type.
  const written = source?.label.endsWith(')') && source.at?.path === call.path ? text.slice(source.at.span.start, source.at.span.end) : '';
  const bare = written
    .replace(/^\$?\{(.*?)(?:![rsa])?(?::[^{}]*)?\}$/s, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return shorten(bare || (source?.label ?? hole.label));
}

export function shorten(label: string): string {
  return label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL - 1)}…` : label;
}

/** `at the start of the system prompt`, `in the tool definitions`. */
export function placeOf({ block, tokensBefore }: PlacedHole): string {
  if (block.section === 'tools') return 'in the tool definitions';
  if (block.section === 'messages') return 'before the cache marker';
  if (tokensBefore >= NEAR_THE_START) return 'in the system prompt';
  return tokensBefore === 0 ? 'at the start of the system prompt' : 'near the start of the system prompt';
}

/** Way of a value into the prompt, the source first; without steps in the place that is underlined anyway. */
export function wayOf(hole: HolePart, underlined: Location): NonNullable<Finding['related']> {
  const { path, span } = underlined;
  const isHere = (at: Location) => at.path === path && at.span.start >= span.start && at.span.end <= span.end;
  return hole.path.flatMap(({ label, at }) => (at && !isHere(at) ? [{ at, message: label }] : []));
}

/** The name a call goes by, up to its arguments: what a finding about the whole call underlines. */
export function headOf(call: CallSite): Span {
  return call.argsSpan.start > call.span.start ? { start: call.span.start, end: call.argsSpan.start } : call.span;
}
