/** What a call costs, in the few words there is room for. */
import { formatDollars, formatRange } from '../../../shared/money/formatDollars.ts';
import { spends } from '../../estimate/totals.ts';
import type { CallReport } from '../../project/report.ts';
import type { SeenOfDay } from '../seen/seenCalls.ts';
import { seenParts } from '../seen/seenText.ts';

/** Whether there is something to say about the cost at this place; settings and retrievers are paid for elsewhere. */
export function hasCost({ contract }: CallReport): boolean {
  return spends(contract);
}

/** `$0.0043 a call ($0.00054 to $0.17) · seen $0.0117 x 214 today · cache hits 3 % · $43 a month`. */
export function costTitle({ contract, cost }: CallReport, seen?: SeenOfDay): string {
  const observed = seen ? seenParts(seen) : [];
  if (!cost) return [`cost unknown: ${contract.reason ?? 'no price'}`, ...observed].join(' · ');
  const { perCall, perCallCached, perMonth } = cost;
  const range = perCall.low === perCall.high ? '' : ` (${formatRange(perCall.low, perCall.high)})`;
  return [
    `est. ${formatDollars(perCall.expected)} a call${range}`,
    ...(perCallCached ? [`${formatDollars(perCallCached.expected)} cached`] : []),
    ...observed,
    `${formatDollars(perMonth.expected)} a month`,
  ].join(' · ');
}

/** `$0.0043`. */
export function costLabel({ cost }: CallReport): string {
  return cost ? formatDollars(cost.perCall.expected) : 'cost unknown';
}
