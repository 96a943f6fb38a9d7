/** The contract of `farthing check --format json`. */
import { toDollars } from '../../../shared/money/nanoDollars.ts';
import type { CostRange } from '../../estimate/estimate.ts';
import type { LocatedFinding } from '../located.ts';
import type { CheckFormat } from './format.ts';

const VERSION = 1;

export const json: CheckFormat = ({ findings, summary }) => {
  const { counts, costs, fixable, brokenBudgets, problems, files, suppressed, callsPerMonth } = summary;
  return `${JSON.stringify(
    {
      version: VERSION,
      findings: findings.map(findingJson),
      summary: {
        files,
        ...counts,
        suppressed,
        fixable,
        calls: costs.calls,
        priced: costs.priced,
        unknown: costs.unknown,
        perCall: dollars(costs.perCall),
        perMonth: dollars(costs.perMonth),
        callsPerMonth,
        brokenBudgets,
        problems,
      },
    },
    null,
    2,
  )}\n`;
};

function findingJson(finding: LocatedFinding): object {
  const { rule, severity, path, line, column, endLine, endColumn, cell, message, fix, call, alsoCalls } = finding;
  return {
    rule,
    severity,
    path,
    line,
    column,
    endLine,
    endColumn,
    ...(cell === undefined ? {} : { cell }),
    message,
    ...(fix && { fix: { title: fix.title, safety: fix.safety } }),
    ...(call === undefined ? {} : { call }),
    ...(alsoCalls?.length ? { alsoCalls } : {}),
  };
}

const dollars = ({ low, expected, high }: CostRange) => ({ low: toDollars(low), expected: toDollars(expected), high: toDollars(high) });
