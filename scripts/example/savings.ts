/** What repairing the example saves: both twins priced, call by call. */
import { basename, join } from 'node:path';
import { spends } from '../../server/estimate/totals.ts';
import { analyse } from '../../server/project/analyse.ts';
import { DEFAULT_OPTIONS } from '../../shared/config/defaults.ts';
import { formatColumn, formatDollars } from '../../shared/money/formatDollars.ts';
import { addMoney, asNanos, type NanoDollars } from '../../shared/money/nanoDollars.ts';

/** What a call costs in a month, or what is found on one that has no price of its own. */
interface Twin {
  readonly costs: readonly {
    readonly name: string;
    readonly expected: NanoDollars;
    readonly high: NanoDollars;
    readonly priceAsOf: string;
  }[];
  readonly unpriced: readonly string[];
}

/** `root` is the project's folder, `today` the ISO date whose prices count. */
export async function savings(root: string, today: string): Promise<string> {
  const bad = await priced(join(root, 'examples/support-agent/bad'), today);
  const fixed = await priced(join(root, 'examples/support-agent/fixed'), today);
  const pairs = bad.costs.map(before => {
    const after = fixed.costs.find(({ name }) => name === before.name);
    if (!after) throw new Error(`the repaired example has no call ${before.name}`);
    return { before, after };
  });
  const table = [
    ['', ...pairs.map(({ before }) => before.name), 'all calls'],
    amounts(
      'as it is',
      pairs.map(({ before }) => before.expected),
    ),
    amounts(
      'repaired',
      pairs.map(({ after }) => after.expected),
    ),
    amounts(
      'worst case',
      pairs.map(({ before }) => before.high),
    ),
    amounts(
      'repaired',
      pairs.map(({ after }) => after.high),
    ),
  ];
  const saved = (level: 'expected' | 'high') =>
    formatDollars(addMoney(...pairs.map(({ before, after }) => asNanos(before[level] - after[level]))));
  const pricesAsOf = [...bad.costs, ...fixed.costs].map(one => one.priceAsOf).sort()[0] ?? today;
  const volume = DEFAULT_OPTIONS.callsPerMonth.toLocaleString('en-US');
  return [
    `Dollars a month, each call made ${volume} times, prices as of ${pricesAsOf}:`,
    '',
    ...sideBySide(table),
    '',
    `The repair saves ${saved('expected')} a month, and ${saved('high')} in the worst case.`,
    ...bad.unpriced.map(finding => `Not counted in it: ${finding}.`),
  ].join('\n');
}

async function priced(folder: string, today: string): Promise<Twin> {
  const { files } = await analyse([folder], { cwd: folder, today });
  const reports = files.map(({ path, report }) => ({ ...report, file: basename(path) }));
  const costs = reports.flatMap(({ file, calls }) =>
    calls.flatMap(({ contract, cost }) =>
      cost && spends(contract) ? [{ name: `${file} ${contract.symbol ?? contract.api}`, ...cost.perMonth, priceAsOf: cost.priceAsOf }] : [],
    ),
  );
  const unpriced = reports.flatMap(({ file, calls, findings }) => {
    const free = new Set(calls.filter(({ cost }) => !cost).map(({ contract }) => contract.id));
    return findings.filter(({ call }) => call !== undefined && free.has(call)).map(({ message }) => `${file}, ${message}`);
  });
  return { costs, unpriced };
}

function amounts(title: string, column: readonly NanoDollars[]): readonly string[] {
  const { rows, total } = formatColumn(column);
  return [title, ...rows, total];
}

/** Columns as lines: the first to the left, the amounts to the right, a rule above the total. */
function sideBySide(columns: readonly (readonly string[])[]): string[] {
  const widths = columns.map(cells => Math.max(...cells.map(cell => cell.length)));
  const height = columns[0]?.length ?? 0;
  const line = (row: number) =>
    columns.map((cells, at) => (at === 0 ? cells[row]?.padEnd(widths[at] ?? 0) : cells[row]?.padStart(widths[at] ?? 0))).join('  ');
  const lines = Array.from({ length: height }, (_, row) => line(row));
  return [...lines.slice(0, -1), '-'.repeat(lines[0]?.length ?? 0), ...lines.slice(-1)];
}
