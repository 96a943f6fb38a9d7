/** Moving the line or sentence around a hole from one prompt literal to the start of another, byte for byte. */

import type { Block, CallSite, HolePart } from '../../calls/callSite.ts';
import type { Language, Span } from '../../ir/nodes.ts';
import type { Edit } from '../rule.ts';
import { insertion } from './entries.ts';
import { holesIn } from './lexemes.ts';
import { isWrittenHole, type Literal, literalAround, literalAt } from './literal.ts';

/**
 * Edits that move the line (or, on one line, the sentence) holding `from.parts[index]` to the start of `to`. Undefined unless both are literals in the
 * call's file, quoted so that the bytes mean the same, with nothing between them that could give the names in the text another value.
 */
export function moveSentence(text: string, call: CallSite, from: Block, index: number, to: Block): Edit[] | undefined {
  const hole = from.parts[index];
  if (hole?.kind !== 'hole' || hole.at?.path !== call.path || !isWrittenHole(text, hole)) return undefined;
  const source = literalAround(text, from.parts, index, call.path, call.language);
  const target = firstLiteral(text, to, call);
  if (!source?.interpolates || !target || overlap(source.span, target.span)) return undefined;
  const unit = sentenceAround(text, source, hole, call.language);
  if (!unit) return undefined;
  const moved = text.slice(unit.start, unit.end);
  if (!readsTheSame(moved, source, target) || !namesKeepTheirValue(text, call, moved, source, target)) return undefined;
  const opened = interpolating(text, target, call.language);
  if (!opened) return undefined;
  return [{ span: unit, text: '' }, ...opened, insertion(target.content.start, moved + separatorAfter(moved, target))];
}

/** The literal that the message begins with. */
function firstLiteral(text: string, block: Block, call: CallSite): Literal | undefined {
  const part = block.parts[0];
  if (!part?.at || part.at.path !== call.path) return undefined;
  const whole = literalAt(text, part.at.span, call.language);
  if (whole) return whole;
  const around = literalAround(text, block.parts, 0, call.path, call.language);
  return around?.content.start === part.at.span.start ? around : undefined;
}

/** From the last line break or sentence end before the hole to the next after it; undefined when that is all there is. */
function sentenceAround(text: string, literal: Literal, hole: HolePart, language: Language): Span | undefined {
  const { content } = literal;
  const holes = holesIn(text, content, language);
  if (!holes.some(span => span.start === hole.at?.span.start && span.end === hole.at.span.end)) return undefined;
  const boundaries = [content.start, content.end];
  const cut = /\n|\\n|(?<!\b(?:e\.g|i\.e|etc|vs|cf|approx|no|mr|mrs|ms|dr))[.!?]["')\]]*(?:[ \t]+|(?=\\n|\n))/gi;
  const source = text.slice(content.start, content.end);
  for (const match of source.matchAll(cut)) {
    const end = content.start + match.index + match[0].length;
    const escaped = match[0] === '\\n' && /(?:^|[^\\])(?:\\\\)*\\$/.test(source.slice(0, match.index));
    const endsLine = /^(?:\n|\\n)/.test(text.slice(end));
    if (!escaped && !endsLine && !holes.some(span => span.start < end && end < span.end)) boundaries.push(end);
  }
  const at = hole.at?.span ?? content;
  const start = Math.max(...boundaries.filter(boundary => boundary <= at.start));
  const end = Math.min(...boundaries.filter(boundary => boundary >= at.end));
  const rest = text.slice(content.start, start) + text.slice(end, content.end);
  return rest.replaceAll('\\n', '').trim() === '' ? undefined : { start, end };
}

/** Same rawness, and nothing in the text that would end the target's quotes. */
function readsTheSame(moved: string, source: Literal, target: Literal): boolean {
  const raw = (literal: Literal) => /r/i.test(literal.prefix);
  if (raw(source) !== raw(target) && moved.includes('\\')) return false;
  if (source.quote === target.quote) return true;
  const template = source.quote === '`';
  return template || (!moved.includes(target.quote.charAt(0)) && (target.quote.length > 1 || !moved.includes('\n')));
}

/** No function begins between the two, and no name in the text is bound between them. */
function namesKeepTheirValue(text: string, call: CallSite, moved: string, source: Literal, target: Literal): boolean {
  const start = Math.min(source.span.start, target.span.start, call.span.start);
  const end = Math.max(source.span.end, target.span.end, call.span.end);
  const between = without(text, { start, end }, [source.span, target.span]);
  if (/\b(?:def|lambda|class|function)\b|=>/.test(between)) return false;
  const names = new Set(moved.match(/(?<![.\w])[A-Za-z_]\w*/g));
  return [...names].every(
    name => !new RegExp(`(?<![.\\w])${name}\\s*(?:[-+*/|&?]{0,2}=(?!=)|:=)|\\b(?:for|as)\\s+${name}\\b`).test(between),
  );
}

function without(text: string, outer: Span, spans: readonly Span[]): string {
  let result = '';
  let at = outer.start;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    result += `${text.slice(at, span.start)} `;
    at = span.end;
  }
  return result + text.slice(at, outer.end);
}

/** Edits that make holes possible in the target; none when they are already. Undefined when its own text would then read differently. */
function interpolating(text: string, target: Literal, language: Language): Edit[] | undefined {
  if (target.interpolates) return [];
  const content = text.slice(target.content.start, target.content.end);
  if (language === 'python') {
    return /^r?$/i.test(target.prefix) && !/[{}]/.test(content) ? [insertion(target.span.start, 'f')] : undefined;
  }
  if (/`|\$\{/.test(content)) return undefined;
  return [
    { span: { start: target.span.start, end: target.content.start }, text: '`' },
    { span: { start: target.content.end, end: target.span.end }, text: '`' },
  ];
}

function separatorAfter(moved: string, target: Literal): string {
  if (/(?:\s|\\n)$/.test(moved)) return '';
  return /r/i.test(target.prefix) ? ' ' : '\\n';
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
