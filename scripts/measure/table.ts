/** Figures as text. */
import { type FigureName, type Figures, figureNames, type Share } from './figures.ts';

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

/** One row a group, one column a figure. */
export function tableText(firstTitle: string, rows: readonly (readonly [string, Figures])[]): string {
  const cells = [
    [firstTitle, ...figureNames.map(name => titles[name])],
    ...rows.map(([name, figures]) => [name, ...figureNames.map(figure => shareText(figures[figure]))]),
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map(row => (row[column] ?? '').length)));
  return cells
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
