/** The estimate for people: a table by file or by call, what is unknown and why, and what was supposed. */
import { formatColumn, formatRange } from '../../../shared/money/formatDollars.ts';
import type { CostRange } from '../../estimate/estimate.ts';
import type { EstimateReport } from '../estimateReport.ts';
import { plainTable, stripColours } from '../plainTable.ts';
import { costSentence, counted } from '../summaryText.ts';
import { displayWidth, type Terminal, wrap } from '../terminal.ts';

export type Grouping = 'file' | 'call';

interface Row {
  readonly name: string;
  readonly detail: string;
  readonly cost?: { readonly perCall: CostRange; readonly perMonth: CostRange };
}

export function estimateTable(report: EstimateReport, by: Grouping, terminal: Terminal): string {
  const { colours, width } = terminal;
  if (report.calls.length === 0) return 'No call of a model was found.\n';
  const rows = by === 'file' ? rowsByFile(report) : rowsByCall(report);
  const parts = [
    table(rows, report, by, terminal),
    ...paragraph(costSentence(report.totals, report.callsPerMonth), width),
    ...report.brokenBudgets.flatMap(broken => paragraph(`Over budget: ${broken}.`, width).map(line => colours.red(line))),
    '',
    ...reasons(report, width),
    ...assumptions(report, terminal),
    colours.dim(`Prices as of ${report.pricesAsOf}.`),
  ];
  return `${parts.join('\n')}\n`;
}

function rowsByFile({ byFile }: EstimateReport): Row[] {
  return [...byFile].map(([name, totals]) => ({
    name,
    detail: totals.unknown > 0 ? `${totals.calls} (${totals.unknown} unknown)` : String(totals.calls),
    ...(totals.priced > 0 ? { cost: totals } : {}),
  }));
}

function rowsByCall({ calls }: EstimateReport): Row[] {
  return calls
    .filter(({ json }) => json.kind !== 'config' && json.kind !== 'retriever')
    .map(({ json, cost }) => ({
      name: `${json.path}:${json.cell === undefined ? '' : `cell ${json.cell}:`}${json.line}`,
      detail: json.model.state === 'present' ? json.model.value : 'unknown',
      ...(cost ? { cost } : {}),
    }));
}

function table(rows: readonly Row[], { totals }: EstimateReport, by: Grouping, { colours, width }: Terminal): string {
  const priced = rows.flatMap(row => row.cost ?? []);
  // The month's column adds up to its total; by call, a wrapper and what it wraps would be counted twice, so there is none.
  const months = formatColumn(priced.map(cost => cost.perMonth.expected));
  const monthly = [...months.rows];
  const body = rows.map(({ name, detail, cost }) => [
    name,
    detail,
    cost ? formatRange(cost.perCall.low, cost.perCall.high) : colours.dim('unknown'),
    cost ? (monthly.shift() ?? '') : colours.dim('unknown'),
  ]);
  const head = [by === 'file' ? 'File' : 'Call', by === 'file' ? 'Calls' : 'Model', 'A call', 'A month'];
  const foot = by === 'file' ? [['Total', String(totals.calls), formatRange(totals.perCall.low, totals.perCall.high), months.total]] : [];
  const rest = [1, 2, 3].map(
    column => Math.max(...[head, ...body, ...foot].map(cells => displayWidth(stripColours(cells[column] ?? '')))) + 2,
  );
  const nameWidth = Math.max(12, width - rest.reduce((sum, one) => sum + one, 0));
  return plainTable({
    head: head.map(text => colours.bold(text)),
    rows: [
      ...body.map(([name = '', ...cells]) => [shortened(name, nameWidth - 1), ...cells]),
      ...foot.map(cells => cells.map(text => colours.bold(text))),
    ],
    aligns: ['left', by === 'file' ? 'right' : 'left', 'right', 'right'],
    widths: [nameWidth],
  });
}

/** The end of a path says more than its beginning. */
const shortened = (name: string, width: number): string => (displayWidth(name) <= width ? name : `…${name.slice(1 - width)}`);

/** Why calls have no price, the most frequent reason first. */
function reasons({ calls, totals }: EstimateReport, width: number): string[] {
  if (totals.unknown === 0) return [];
  const counts = new Map<string, number>();
  for (const { json } of calls) {
    if (json.cost !== null || json.kind === 'config' || json.kind === 'retriever') continue;
    const reason = json.reason ?? 'no reason is known';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const share = Math.round((100 * totals.unknown) / totals.calls);
  const lines = [`Unknown: ${counted(totals.unknown, 'call')} of ${totals.calls} (${share} %)`];
  for (const [reason, count] of [...counts].sort((a, b) => b[1] - a[1])) lines.push(...bullet(`${count} x ${reason}`, width));
  return [...lines, ''];
}

const MOST_ASSUMPTIONS = 12;

function assumptions({ calls }: EstimateReport, { colours, width }: Terminal): string[] {
  const counts = new Map<string, number>();
  for (const { json } of calls) for (const text of json.assumptions) counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.size === 0) return [];
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const lines = sorted.slice(0, MOST_ASSUMPTIONS).flatMap(([text, count]) => bullet(count > 1 ? `${text} (${count} calls)` : text, width));
  const left = sorted.length - MOST_ASSUMPTIONS;
  return ['Supposed:', ...lines, ...(left > 0 ? [colours.dim(`  and ${left} more, see --format json`)] : []), ''];
}

function bullet(text: string, width: number): string[] {
  return wrap(text, width - 4).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`));
}

const paragraph = (text: string, width: number): string[] => ['', ...wrap(text, width)];
