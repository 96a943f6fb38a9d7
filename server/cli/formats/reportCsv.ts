/** `farthing report --format csv`: RFC 4180, one line a row, dollars as decimal numbers. */
import { toDollars } from '../../../shared/money/nanoDollars.ts';
import type { ReportRow } from '../../../shared/runtime/ledger/report.ts';
import { hasCost, isOthers, isRequest, type LedgerReport, nameOf } from '../ledgerReport.ts';

type Cell = string | number | null | undefined;

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

export function reportCsv({ by, rows }: LedgerReport): string {
  const names =
    by === 'request' ? ['request', 'state', 'startedAt', 'model', 'user', 'team', 'project', 'branch', 'site', 'upstream', 'status'] : [by];
  const lines = rows.map(row => [...nameCells(row, by, names.length), ...Object.values(FIGURES).map(figure => figure(row))]);
  return [[...names, ...Object.keys(FIGURES)], ...lines].map(cells => `${cells.map(written).join(',')}\r\n`).join('');
}

function nameCells(row: ReportRow, by: LedgerReport['by'], count: number): Cell[] {
  if (isOthers(row)) return [`${row.others} others`, ...Array<Cell>(count - 1).fill(undefined)];
  if (!isRequest(row)) return [nameOf(row, by)];
  const { startedAt, model, identity, upstream, end } = row.attempt;
  const { user, team, project, branch, site } = identity;
  return [row.request, row.state, new Date(startedAt).toISOString(), model, user, team, project, branch, site, upstream, end?.status];
}

/** Never `1e-7`. */
const decimal = (dollars: number): string => dollars.toFixed(9).replace(/\.?0+$/, '') || '0';

function written(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  // Names come from requests: what a spreadsheet would run as a formula is made text.
  const text = /^[=+\-@\t\r]/.test(cell ?? '') ? `'${cell}` : (cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
