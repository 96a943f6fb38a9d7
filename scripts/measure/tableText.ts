/** Tables as text. */
import { type FigureName, figureNames, type Share } from './figures.ts';
import type { Table } from './tables.ts';

const titles: Readonly<Record<FigureName, string>> = {
  recall: 'recall',
  precision: 'precision',
  lookAlikesReported: 'look-alikes',
  modelResolved: 'model',
  modelWrong: 'model wrong',
  limitStatedRight: 'limit',
  falseMissing: 'false absent',
  falseMissingFindings: 'false missing',
  cacheBustingRecall: 'busting rec.',
  cacheBustingPrecision: 'busting prec.',
  unboundedRecall: 'unbounded',
};

/** `97.3 % 36/37`, or a dash when there is nothing to count. */
export function shareText({ of, part }: Share): string {
  return of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} % ${part}/${of}`;
}

function cellsOf({ title, rows }: Table): string[][] {
  return [
    [title, ...figureNames.map(name => titles[name])],
    ...rows.map(([name, figures]) => [name, ...figureNames.map(figure => shareText(figures[figure]))]),
  ];
}

/** One row a group, one column a figure. */
export function plainTable(table: Table): string {
  const cells = cellsOf(table);
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map(row => (row[column] ?? '').length)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return cells.map(row => line(row).trimEnd()).join('\n');
}

/** The same for a document. */
export function markdownTable(table: Table): string {
  const [head = [], ...rows] = cellsOf(table);
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
