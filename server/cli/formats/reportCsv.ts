/** `farthing report --format csv`: one line a row. */
import { type NanoDollars, toDollars } from '../../../shared/money/nanoDollars.ts';
import type { ReportRow } from '../../../shared/runtime/ledger/report.ts';
import { hasCost, isOthers, isRequest, type LedgerReport, nameOf, siteOf } from '../ledgerReport.ts';
import type { SiteDetail } from '../siteReport.ts';
import { type Cell, csvText, decimal } from './csvText.ts';

const FIGURES: Readonly<Record<string, (row: ReportRow) => Cell>> = {
  attempts: row => row.attempts,
  inputTokens: row => row.inputTokens,
  cachedTokens: row => row.cachedTokens,
  outputTokens: row => row.outputTokens,
  reasoningTokens: row => row.reasoningTokens,
  costUsd: row => (hasCost(row) ? decimal(row.costUsd) : undefined),
  costNanos: row => (hasCost(row) ? row.costNanos : undefined),
  unknownCost: row => row.unknownCost,
  heldUsd: row => decimal(toDollars(row.heldNanos)),
  savedUsd: row => decimal(row.savedUsd),
  cacheHits: row => row.cache.hits,
  cacheMisses: row => row.cache.misses,
};

const SITE: Readonly<Record<string, (detail: SiteDetail | undefined) => Cell>> = {
  path: detail => detail?.place?.path,
  line: detail => detail?.place?.line,
  symbol: detail => detail?.place?.symbol,
  confidence: detail => detail?.confidence,
  estimateLowUsd: detail => dollars(detail?.place?.estimate?.low),
  estimateUsd: detail => dollars(detail?.place?.estimate?.expected),
  estimateHighUsd: detail => dollars(detail?.place?.estimate?.high),
  seenMeanUsd: detail => dollars(detail?.seen?.cost?.mean),
  seenP50Usd: detail => dollars(detail?.seen?.cost?.p50),
  seenP95Usd: detail => dollars(detail?.seen?.cost?.p95),
};

export function reportCsv(report: LedgerReport): string {
  const { by, rows } = report;
  const site = Object.entries(by === 'site' ? SITE : {});
  const names =
    by === 'request' ? ['request', 'state', 'startedAt', 'model', 'user', 'team', 'project', 'branch', 'site', 'upstream', 'status'] : [by];
  const lines = rows.map(row => [
    ...nameCells(row, by, names.length),
    ...Object.values(FIGURES).map(figure => figure(row)),
    ...site.map(([, cell]) => cell(siteOf(row, report))),
  ]);
  return csvText([[...names, ...Object.keys(FIGURES), ...site.map(([name]) => name)], ...lines]);
}

function nameCells(row: ReportRow, by: LedgerReport['by'], count: number): Cell[] {
  if (isOthers(row)) return [`${row.others} others`, ...Array<Cell>(count - 1).fill(undefined)];
  if (!isRequest(row)) return [nameOf(row, by)];
  const { startedAt, model, identity, upstream, end } = row.attempt;
  const { user, team, project, branch, site } = identity;
  return [row.request, row.state, new Date(startedAt).toISOString(), model, user, team, project, branch, site, upstream, end?.status];
}

const dollars = (amount: NanoDollars | undefined): Cell => (amount === undefined ? undefined : decimal(toDollars(amount)));
