/** Findings with lines and columns in place of offsets. */
import type { Identities } from '../calls/identity.ts';
import type { Span } from '../ir/nodes.ts';
import type { Finding } from '../rules/rule.ts';
import type { SourceFile } from '../syntax/source.ts';
import type { FindingReport, Place } from './report.ts';

export function placeOf(source: SourceFile, span: Span): Place {
  const start = source.position(span.start);
  const end = source.position(span.end);
  return {
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(start.cell === undefined ? {} : { cell: start.cell }),
  };
}

/** `sourceOf` opens the other files that a finding points to; twins get fingerprints of their own. */
export function findingReports(
  source: SourceFile,
  sourceOf: (path: string) => SourceFile | undefined,
  fingerprints: Identities,
): (finding: Finding) => FindingReport {
  return ({ rule, severity, span, message, call, alsoCalls, fix, related }) => ({
    rule,
    severity,
    message,
    ...placeOf(source, span),
    ...(call === undefined ? {} : { call }),
    ...(alsoCalls?.length ? { alsoCalls } : {}),
    ...(fix && {
      fix: {
        title: fix.title,
        safety: fix.safety,
        edits: fix.edits.map(edit => ({ span: edit.span, text: edit.text, ...placeOf(source, edit.span) })),
      },
    }),
    ...(related?.length && {
      related: related.flatMap(({ at, message: why }) => {
        const other = at.path === source.path ? source : sourceOf(at.path);
        if (!other) return [];
        return [{ ...placeOf(other, at.span), ...(other === source ? {} : { path: at.path }), message: why }];
      }),
    }),
    fingerprint: fingerprints.next([rule, source.text.slice(span.start, span.end)]),
  });
}
