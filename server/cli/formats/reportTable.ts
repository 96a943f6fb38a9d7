/** The ledger for people: money first, then what it was spent on, then what is worth knowing of the whole. */
import { formatColumn, formatDollars, formatRange } from '../../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../../shared/money/nanoDollars.ts';
import { localMinute } from '../../../shared/runtime/budget/wording.ts';
import type { AttemptState } from '../../../shared/runtime/ledger/attempt.ts';
import type { Figures, ReportKey, ReportRow } from '../../../shared/runtime/ledger/report.ts';
import { hasCost, isOthers, isRequest, type LedgerReport, nameOf, siteOf } from '../ledgerReport.ts';
import { type Alignment, plainTable } from '../plainTable.ts';
import { printable } from '../printable.ts';
import type { SiteDetail } from '../siteReport.ts';
import type { Terminal } from '../terminal.ts';

export function reportTable(report: LedgerReport, { colours }: Terminal): string {
  const { rows, totals, home } = report;
  if (rows.length === 0) return `Nothing was metered ${periodOf(report)}(${home}). "farthing proxy" meters what goes through it.\n`;
  const columns = report.by === 'request' ? requestColumns(report) : groupColumns(report);
  const costs = costColumn(rows);
  const table = plainTable({
    head: ['Cost', ...columns.map(column => column.head)].map(text => colours.bold(text)),
    rows: [
      ...rows.map((row, index) => [costs.rows[index] ?? '', ...columns.map(column => column.cell(row))]),
      [costs.total, ...columns.map(column => column.total(totals))].map(text => colours.bold(text)),
    ],
    aligns: ['right', ...columns.map(column => column.align)],
  });
  return `${[table, '', ...remarks(report).map(line => colours.dim(line))].join('\n').trimEnd()}\n`;
}

interface Column {
  readonly head: string;
  readonly align: Alignment;
  cell(row: ReportRow): string;
  total(totals: Figures): string;
}

const figure = (head: string, of: (figures: Figures) => string): Column => ({ head, align: 'right', cell: of, total: of });

const count = (number: number): string => number.toLocaleString('en');

const TOKENS: readonly Column[] = [
  figure('Input', ({ inputTokens }) => count(inputTokens)),
  figure('of it cached', ({ cachedTokens }) => (cachedTokens === 0 ? '-' : count(cachedTokens))),
  figure('Output', ({ outputTokens }) => count(outputTokens)),
];

const HEADS: Readonly<Record<Exclude<ReportKey, 'request'>, string>> = {
  model: 'Model',
  day: 'Day',
  user: 'User',
  team: 'Team',
  project: 'Project',
  site: 'Call site',
  tag: 'Tags',
};

function groupColumns(report: LedgerReport): readonly Column[] {
  const { by } = report;
  const key = by as Exclude<ReportKey, 'request'>;
  return [
    {
      head: HEADS[key],
      align: 'left',
      cell: row =>
        isOthers(row)
          ? `${count(row.others)} others`
          : isRequest(row)
            ? ''
            : printable(placeText(siteOf(row, report)) ?? nameOf(row, key) ?? `(no ${key})`),
      total: () => 'in all',
    },
    figure('Calls', ({ attempts }) => count(attempts)),
    ...TOKENS,
    ...(by === 'site' ? siteColumns(report) : []),
    figure('Saved', ({ savedNanos }) => (savedNanos === 0 ? '-' : formatDollars(savedNanos))),
  ];
}

/** `agent.ts:12 answer`. */
function placeText(detail: SiteDetail | undefined): string | undefined {
  const place = detail?.place;
  if (!place) return undefined;
  const cell = place.cell === undefined ? '' : `[${place.cell}]`;
  return [`${place.path}${cell}:${place.line}`, place.symbol].filter(part => part !== undefined).join(' ');
}

/** Estimate against seen, a call. */
function siteColumns(report: LedgerReport): readonly Column[] {
  const column = (head: string, of: (detail: SiteDetail) => NanoDollars | string | undefined): Column => ({
    head,
    align: 'right',
    cell: row => {
      const detail = siteOf(row, report);
      const value = detail && of(detail);
      return typeof value === 'number' ? formatDollars(value) : (value ?? '-');
    },
    total: () => '',
  });
  return [
    column(
      'Est. a call',
      ({ place }) =>
        place?.estimate && `${formatDollars(place.estimate.expected)} (${formatRange(place.estimate.low, place.estimate.high)})`,
    ),
    column('Seen', ({ seen }) => seen?.cost?.mean),
    column('p50', ({ seen }) => seen?.cost?.p50),
    column('p95', ({ seen }) => seen?.cost?.p95),
    column('Seen/est.', ({ ratio }) => (ratio === undefined ? undefined : ratio.toFixed(ratio < 10 ? 2 : 0))),
    column('Match', ({ confidence }) => confidence),
  ];
}

const STATE_WORDS: Readonly<Record<AttemptState, string>> = {
  held: 'under way',
  settled: 'settled',
  aborted: 'aborted',
  failed: 'failed',
  lost: 'lost',
};

function requestColumns({ rows, timeZone }: LedgerReport): readonly Column[] {
  const column = (head: string, cell: (row: ReportRow) => string, total: (totals: Figures) => string = () => ''): Column => ({
    head,
    align: 'left',
    cell,
    total,
  });
  const ofRequest = (of: (row: Extract<ReportRow, { request: string }>) => string) => (row: ReportRow) =>
    isRequest(row) ? printable(of(row)) : '';
  return [
    column(
      'Time',
      row => (isRequest(row) ? localMinute(row.attempt.startedAt, timeZone) : isOthers(row) ? `${count(row.others)} earlier` : ''),
      ({ attempts }) => `in all ${count(attempts)}`,
    ),
    column(
      'Model',
      ofRequest(({ attempt }) => attempt.model ?? attempt.endpoint),
    ),
    ...TOKENS,
    column(
      'State',
      ofRequest(({ attempt, state }) => (attempt.end?.cache === 'hit' ? 'from cache' : STATE_WORDS[state])),
    ),
    column(
      'User',
      ofRequest(({ attempt }) => attempt.identity.user ?? '-'),
    ),
    ...(rows.some(row => isRequest(row) && row.attempt.identity.site !== undefined)
      ? [
          column(
            'Call site',
            ofRequest(({ attempt }) => attempt.identity.site ?? '-'),
          ),
        ]
      : []),
  ];
}

/** Rows that print an amount add up to the total; the others say why they do not. Decimal points stand below each other. */
function costColumn(rows: readonly ReportRow[]): { readonly rows: readonly string[]; readonly total: string } {
  const known = rows.filter(hasCost);
  const printed = formatColumn(known.map(row => row.costNanos));
  const [total = '', ...amounts] = alignedAtPoint([printed.total, ...printed.rows]);
  return { rows: rows.map(row => (hasCost(row) ? (amounts.shift() ?? '') : row.unknownCost > 0 ? 'unknown' : 'not yet')), total };
}

function alignedAtPoint(amounts: readonly string[]): string[] {
  const decimals = (amount: string) => amount.length - amount.lastIndexOf('.');
  const most = Math.max(...amounts.map(decimals));
  return amounts.map(amount => amount + ' '.repeat(most - decimals(amount)));
}

function remarks(report: LedgerReport): string[] {
  const { totals, topUsers } = report;
  const { unknownCost, states, heldNanos, cache, savedNanos, inputTokens, cachedTokens, spentNanos, costNanos } = totals;
  const period = periodOf(report).trim();
  const users = topUsers?.rows.filter(row => !isOthers(row)) ?? [];
  return [
    ...(unknownCost > 0
      ? [
          `The cost of ${calls(unknownCost)} is not known and in no sum; budgets count ${formatDollars((spentNanos - costNanos) as typeof costNanos)} for ${unknownCost === 1 ? 'it' : 'them'}, the worst case.`,
        ]
      : []),
    ...(states.held > 0
      ? [`${calls(states.held)} under way, ${formatDollars(heldNanos)} held for ${states.held === 1 ? 'it' : 'them'}.`]
      : []),
    ...unfinished(states),
    ...(states.lost > 0 ? [`${calls(states.lost)} lost when a runtime died; charged at the worst case.`] : []),
    ...(cache.hitRate === null
      ? []
      : [
          `Exact cache: ${count(cache.hits)} of ${count(cache.hits + cache.misses)} answered (${percent(cache.hitRate)}), ${formatDollars(savedNanos)} saved.`,
        ]),
    ...(cachedTokens > 0
      ? [`Prompt caches of the providers: ${percent(cachedTokens / inputTokens)} of the input was read from them.`]
      : []),
    ...(users.length > 1
      ? [
          `Top users: ${users.map(row => `${printable((row as { user?: string | null }).user ?? '(no user)')} ${hasCost(row) ? formatDollars(row.costNanos) : 'unknown'}`).join(', ')}.`,
        ]
      : []),
    ...(period === '' ? [] : [`${period[0]?.toUpperCase()}${period.slice(1)}.`]),
  ];
}

/** `2 aborted, 1 failed.`, or nothing. */
function unfinished({ aborted, failed }: Figures['states']): string[] {
  const parts = [...(aborted > 0 ? [`${count(aborted)} aborted`] : []), ...(failed > 0 ? [`${count(failed)} failed`] : [])];
  return parts.length === 0 ? [] : [`${parts.join(', ')}.`];
}

const calls = (number: number): string => `${count(number)} ${number === 1 ? 'call' : 'calls'}`;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** `from 2026-11-17 00:00 to 2026-11-24 00:00 `, or nothing. */
function periodOf({ asked: { since, until }, timeZone }: LedgerReport): string {
  return [
    ...(since === undefined ? [] : [`from ${localMinute(since, timeZone)} `]),
    ...(until === undefined ? [] : [`to ${localMinute(until, timeZone)} `]),
  ].join('');
}
