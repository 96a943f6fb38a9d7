/** A report of the ledger as the formats get it, and its kinds of rows told apart. */

import type { GroupRow, OthersRow, Report, ReportKey, ReportQuery, ReportRow, RequestRow } from '../../shared/runtime/ledger/report.ts';
import type { SiteDetail } from './siteReport.ts';

export interface LedgerReport extends Report {
  readonly asked: ReportQuery;
  /** IANA name of the zone that days are reckoned in. */
  readonly timeZone: string;
  /** The dearest users, where the report is not by user. */
  readonly topUsers?: Report;
  readonly home: string;
  /** By call site, what is known of each beyond its sums. */
  readonly sites?: ReadonlyMap<string, SiteDetail>;
}

/** Undefined for what is no row of a call site. */
export function siteOf(row: ReportRow, { by, sites }: Pick<LedgerReport, 'by' | 'sites'>): SiteDetail | undefined {
  const name = by === 'site' && !isRequest(row) && !isOthers(row) ? row.site : undefined;
  return name == null ? undefined : sites?.get(name);
}

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
