/** What a run of `estimate` has to say, before any format puts it into words. */
import type { CallJson } from '../estimate/toContract.ts';
import type { Totals } from '../estimate/totals.ts';
import type { Analysis } from '../project/analyse.ts';
import type { CallReport } from '../project/report.ts';
import { brokenBudgets, costsByFile, costTotals } from './costs.ts';
import { shownPath } from './located.ts';

export interface EstimateReport {
  readonly calls: readonly { readonly json: CallJson; readonly cost?: CallReport['cost'] }[];
  /** Files that call a model, by shown path. */
  readonly byFile: ReadonlyMap<string, Totals>;
  readonly totals: Totals;
  readonly callsPerMonth: number;
  readonly brokenBudgets: readonly string[];
  /** The day on which every price used was known: the oldest of theirs. */
  readonly pricesAsOf: string;
}

export async function estimateReport(analysis: Analysis, cwd: string): Promise<EstimateReport> {
  const { tableAsOf } = await import('../../shared/models/table.ts');
  const calls = analysis.files.flatMap(({ path, report }) =>
    report.calls.map(({ contract, cost }) => ({ json: { ...contract, path: shownPath(path, cwd) }, cost })),
  );
  return {
    calls,
    byFile: new Map([...costsByFile(analysis)].map(([path, totals]) => [shownPath(path, cwd), totals])),
    totals: costTotals(analysis),
    callsPerMonth: analysis.callsPerMonth,
    brokenBudgets: brokenBudgets(analysis, analysis.budgets, cwd),
    pricesAsOf: oldestPrice(calls.map(({ cost }) => cost)) ?? tableAsOf,
  };
}

/** The oldest day on which one of the prices of these calls was read; undefined when none has a price. */
function oldestPrice(costs: readonly CallReport['cost'][]): string | undefined {
  return costs.flatMap(cost => cost?.priceAsOf ?? []).sort()[0];
}
