/** Rows of a report with their kinds told apart. */
import type { GroupRow, OthersRow, ReportKey, ReportRow, RequestRow } from '../../shared/runtime/ledger/report.ts';

export const isRequest = (row: ReportRow): row is RequestRow => 'request' in row;
export const isOthers = (row: ReportRow): row is OthersRow => 'others' in row;

/** Null: it has none. */
export function nameOf(row: GroupRow, by: ReportKey): string | null {
  return by === 'request' ? null : (row[by] ?? null);
}

/** Whether any of the cost is known; where none is, there is nothing to print, and above all not 0. */
export function hasCost({ attempts, unknownCost, states }: ReportRow): boolean {
  return attempts === 0 || unknownCost + states.held < attempts;
}
