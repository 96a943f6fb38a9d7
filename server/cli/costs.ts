/** Sums over call sites, and budgets held against them. */

import { formatDollars } from '../../shared/money/formatDollars.ts';
import { fromDollars } from '../../shared/money/nanoDollars.ts';
import { spends, type Totals, totalsByFile, totalsOf } from '../estimate/totals.ts';
import type { Analysis } from '../project/analyse.ts';
import type { Budgets } from '../project/config/settings.ts';
import type { CallReport } from '../project/report.ts';
import { shownPath } from './located.ts';

export function costTotals(analysis: Analysis): Totals {
  return totalsOf(pricedCalls(analysis));
}

/** By absolute path. */
export function costsByFile(analysis: Analysis): ReadonlyMap<string, Totals> {
  return totalsByFile(pricedCalls(analysis));
}

function pricedCalls({ files }: Analysis) {
  return files.flatMap(({ path, report }) => report.calls.map(call => priced(path, call)));
}

function priced(path: string, { contract, span, wraps, cost }: CallReport) {
  const known = cost && ({ known: true, ...cost } as const);
  return { call: { path, span, kind: contract.kind, wraps }, estimate: known ?? ({ known: false } as const) };
}

/** Sentences about budgets that are broken; the expected cost counts. */
export function brokenBudgets(analysis: Analysis, budgets: Budgets, cwd: string): string[] {
  const broken: string[] = [];
  const { maxCostPerCall, maxCostPerMonth } = budgets;
  if (maxCostPerCall !== undefined) {
    const limit = fromDollars(maxCostPerCall);
    for (const { path, report } of analysis.files) {
      for (const { contract, cost } of report.calls) {
        if (!cost || cost.perCall.expected <= limit || !spends(contract)) continue;
        const place = `${shownPath(path, cwd)}:${contract.line}`;
        broken.push(`${formatDollars(cost.perCall.expected)} a call at ${place} is over the budget of ${formatDollars(limit)} a call`);
      }
    }
  }
  if (maxCostPerMonth !== undefined) {
    const limit = fromDollars(maxCostPerMonth);
    const { expected } = costTotals(analysis).perMonth;
    if (expected > limit) broken.push(`${formatDollars(expected)} a month is over the budget of ${formatDollars(limit)} a month`);
  }
  return broken;
}
