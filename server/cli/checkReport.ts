/** What a run of `check` has to say, before any format puts it into words. */
import type { Totals } from '../estimate/totals.ts';
import type { Analysis } from '../project/analyse.ts';
import type { Severity } from '../rules/rule.ts';
import { brokenBudgets, costTotals } from './costs.ts';
import { type LocatedFinding, type LocatedSuppressed, locateFindings, locateSuppressed, shownPath } from './located.ts';

export interface CheckReport {
  readonly findings: readonly LocatedFinding[];
  readonly suppressed: readonly LocatedSuppressed[];
  readonly summary: CheckSummary;
}

export interface CheckSummary {
  /** Files that were looked at. */
  readonly files: number;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  /** Findings that `--fix` repairs, and those that `--fix-suggestions` repairs beyond. */
  readonly fixable: { readonly safe: number; readonly suggestion: number };
  readonly costs: Totals;
  readonly callsPerMonth: number;
  readonly brokenBudgets: readonly string[];
  /** What could not be linted, a sentence each. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export interface ReportOptions {
  readonly cwd: string;
  /** Leave out what is only for information. */
  readonly quiet: boolean;
}

export function checkReport(analysis: Analysis, { cwd, quiet }: ReportOptions): CheckReport {
  const all = locateFindings(analysis, cwd);
  const findings = quiet ? all.filter(finding => finding.severity !== 'info') : all;
  const suppressed = locateSuppressed(analysis, cwd);
  const count = (severity: Severity) => findings.filter(finding => finding.severity === severity).length;
  const fixable = (safety: string) => findings.filter(finding => finding.fix?.safety === safety).length;
  return {
    findings,
    suppressed,
    summary: {
      files: analysis.fileCount,
      counts: { error: count('error'), warn: count('warn'), info: count('info') },
      suppressed: suppressed.length,
      fixable: { safe: fixable('safe'), suggestion: fixable('suggestion') },
      costs: costTotals(analysis),
      callsPerMonth: analysis.callsPerMonth,
      brokenBudgets: brokenBudgets(analysis, analysis.budgets, cwd),
      problems: analysis.problems.map(({ path, message }) => ({ path: shownPath(path, cwd), message })),
    },
  };
}
