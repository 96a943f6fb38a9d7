/** A finding as a diagnostic. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver';
import type { FindingReport, Place } from '../../project/report.ts';
import type { Severity } from '../../rules/rule.ts';
import type { ClientSupport } from '../clientSupport.ts';
import { rulePage } from '../rulePages.ts';

export const SOURCE = 'farthing';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warn: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Where a place of a finding is, or nowhere an editor could go. */
export type Locate = (place: Place & { readonly path?: string }) => { readonly uri: string; readonly range: Range } | undefined;

export function diagnosticOf(finding: FindingReport, range: Range, support: ClientSupport, locate: Locate): Diagnostic {
  const { rule, severity, message, related = [] } = finding;
  const page = support.codeDescription ? rulePage(rule) : undefined;
  const elsewhere = support.relatedInformation
    ? related.flatMap(place => {
        const location = locate(place);
        return location ? [{ location, message: place.message }] : [];
      })
    : [];
  return {
    range,
    severity: SEVERITIES[severity],
    source: SOURCE,
    code: rule,
    message,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    ...(elsewhere.length === 0 ? {} : { relatedInformation: elsewhere }),
    ...(rule === 'unused-suppression' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}
