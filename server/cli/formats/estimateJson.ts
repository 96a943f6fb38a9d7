/** The contract of `farthing estimate --format json`. */
import { toDollars } from '../../../shared/money/nanoDollars.ts';
import type { CostRange } from '../../estimate/estimate.ts';
import { CONTRACT_VERSION, type EstimateJson } from '../../estimate/toContract.ts';
import type { EstimateReport } from '../estimateReport.ts';

export function estimateJson({ calls, totals, callsPerMonth, pricesAsOf }: EstimateReport): string {
  const contract: EstimateJson = {
    version: CONTRACT_VERSION,
    calls: calls.map(call => call.json),
    totals: {
      calls: totals.calls,
      priced: totals.priced,
      unknown: totals.unknown,
      perCall: dollars(totals.perCall),
      perMonth: dollars(totals.perMonth),
      callsPerMonth,
    },
    prices: { asOf: pricesAsOf },
  };
  return `${JSON.stringify(contract, null, 2)}\n`;
}

const dollars = ({ low, expected, high }: CostRange) => ({ low: toDollars(low), expected: toDollars(expected), high: toDollars(high) });
