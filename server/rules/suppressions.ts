/**
 * Comments that silence findings: `farthing-ignore RULE[, RULE]: reason [until YYYY-MM-DD]` on the line before or at the end of the line,
 * `farthing-ignore-file`, and `farthing-ignore-start` to `farthing-ignore-end`. Without a rule's id they silence every rule.
 */

import type { Comment, Span } from '../ir/nodes.ts';
import { lineEnd, lineStart } from './edits/lexemes.ts';
import type { Finding } from './rule.ts';

export interface Suppression {
  readonly form: 'next-line' | 'same-line' | 'file' | 'block';
  /** None: all rules. */
  readonly rules: readonly NamedRule[];
  readonly reason?: string;
  /** ISO date, the last day it works. */
  readonly until?: string;
  /** The comment. */
  readonly span: Span;
  /** The text it speaks for. */
  readonly covers: Span;
}

export interface NamedRule {
  readonly id: string;
  readonly span: Span;
}

/** A `farthing-` comment that says nothing that can be understood. */
export interface Malformed {
  readonly span: Span;
  readonly message: string;
}

interface Suppressions {
  readonly suppressions: readonly Suppression[];
  readonly malformed: readonly Malformed[];
}

const COMMENT = /^(#+|\/\/+|\/\*+)\s*farthing-([a-z-]+)/;
const FORMS = ['ignore', 'ignore-line', 'ignore-next-line', 'ignore-file', 'ignore-start', 'ignore-end'];

export function readSuppressions(text: string, comments: readonly Comment[]): Suppressions {
  const suppressions: Suppression[] = [];
  const malformed: Malformed[] = [];
  const open: { suppression: Suppression; index: number }[] = [];
  for (const comment of comments) {
    const word = COMMENT.exec(comment.text)?.[2];
    if (word === undefined) continue;
    if (!FORMS.includes(word)) {
      malformed.push({
        span: comment.span,
        message: `farthing-${word} is no comment of Farthing: write farthing-ignore, -file, -start or -end`,
      });
      continue;
    }
    if (word === 'ignore-end') {
      const started = open.pop();
      if (!started) malformed.push({ span: comment.span, message: 'farthing-ignore-end without a farthing-ignore-start before it' });
      else
        suppressions[started.index] = { ...started.suppression, covers: { start: started.suppression.span.end, end: comment.span.start } };
      continue;
    }
    const suppression = { ...readComment(comment), ...reach(text, comment, word) };
    if (suppression.until !== undefined && !isDate(suppression.until)) {
      malformed.push({ span: comment.span, message: `${suppression.until} is no date of the calendar: write until YYYY-MM-DD` });
      continue;
    }
    if (word === 'ignore-start') open.push({ suppression, index: suppressions.length });
    suppressions.push(suppression);
  }
  for (const { suppression } of open) {
    malformed.push({
      span: suppression.span,
      message: 'farthing-ignore-start without a farthing-ignore-end: it silences the rest of the file',
    });
  }
  return { suppressions, malformed };
}

/** Whether a suppression speaks for a finding. `anchors` are the places the finding stands for: itself, its call, its string. */
export function silences(suppression: Suppression, finding: Finding, anchors: readonly Span[]): boolean {
  if (suppression.rules.length > 0 && !suppression.rules.some(rule => rule.id === finding.rule)) return false;
  return anchors.some(anchor => {
    const ends = suppression.form === 'same-line' ? [anchor.start, Math.max(anchor.start, anchor.end - 1)] : [anchor.start];
    return ends.some(at => suppression.covers.start <= at && at < suppression.covers.end);
  });
}

function readComment(comment: Comment): Pick<Suppression, 'rules' | 'reason' | 'until' | 'span'> {
  const head = /^(?:#+|\/\/+|\/\*+)\s*farthing-[a-z-]+/.exec(comment.text)?.[0] ?? '';
  const body = comment.text.slice(head.length).replace(/\s*\*\/$/, '');
  const ids = /^[ \t]+(?!until\b)[a-z][\w-]*(?:[ \t]*,[ \t]*[a-z][\w-]*)*/.exec(body)?.[0] ?? '';
  const until = /(?:^|\s)until\s+(\d{4}-\d\d-\d\d)\s*$/.exec(body.slice(ids.length));
  const reason = body
    .slice(ids.length, until ? ids.length + until.index : undefined)
    .replace(/^[\s:-]+/, '')
    .trim();
  const rules = [...ids.matchAll(/[a-z][\w-]*/g)].map(match => {
    const start = comment.span.start + head.length + match.index;
    return { id: match[0], span: { start, end: start + match[0].length } };
  });
  return { rules, ...(reason ? { reason } : {}), ...(until?.[1] ? { until: until[1] } : {}), span: comment.span };
}

function reach(text: string, comment: Comment, word: string): Pick<Suppression, 'form' | 'covers'> {
  if (word === 'ignore-file') return { form: 'file', covers: { start: 0, end: text.length + 1 } };
  if (word === 'ignore-start') return { form: 'block', covers: { start: comment.span.end, end: text.length + 1 } };
  const start = lineStart(text, comment.span.start);
  const alone =
    /^[\s{]*$/.test(text.slice(start, comment.span.start)) &&
    /^[\s}]*$/.test(text.slice(comment.span.end, lineEnd(text, comment.span.end)));
  if (word === 'ignore-line' || (word === 'ignore' && !alone))
    return { form: 'same-line', covers: { start, end: lineEnd(text, comment.span.end) + 1 } };
  return { form: 'next-line', covers: nextCodeLine(text, comment.span.end) };
}

/** The next line that is neither blank nor only a comment. */
function nextCodeLine(text: string, from: number): Span {
  let start = lineEnd(text, from);
  while (start < text.length) {
    start = text.indexOf('\n', start) + 1;
    if (start === 0) break;
    const end = lineEnd(text, start);
    if (!/^\s*(?:$|#|\/\/|\/\*|\*|\{\/\*)/.test(text.slice(start, end))) return { start, end: end + 1 };
    start = end;
  }
  return { start: text.length, end: text.length + 1 };
}

function isDate(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}
