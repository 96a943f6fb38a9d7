/** Findings as diagnostics. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { FindingReport } from '../project/report.ts';
import type { Severity } from '../rules/rule.ts';
import { rangeOf } from './places.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warn: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

export function diagnosticOf(finding: FindingReport): Diagnostic {
  return {
    range: rangeOf(finding),
    severity: SEVERITIES[finding.severity],
    source: 'farthing',
    code: finding.rule,
    message: finding.message,
  };
}
