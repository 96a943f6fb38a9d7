/** Tables without lines, by `cli-table3`: aligned columns, two blanks between them. */
import Table from 'cli-table3';
import { displayWidth } from './terminal.ts';

export type Alignment = 'left' | 'right';

export interface PlainTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly aligns: readonly Alignment[];
  /** Of columns that may not be as wide as their widest cell. */
  readonly widths?: readonly (number | undefined)[];
}

const EDGES = ['top', 'bottom', 'left', 'right', 'mid', 'middle'];
const CROSSINGS = ['top-mid', 'top-left', 'top-right', 'bottom-mid', 'bottom-left', 'bottom-right', 'left-mid', 'right-mid', 'mid-mid'];
const NO_LINES = Object.fromEntries([...EDGES, ...CROSSINGS].map(name => [name, '']));

const GAP = 2;

/** Lines without blanks at their ends. */
export function plainTable({ head, rows, aligns, widths = [] }: PlainTable): string {
  const all = [head, ...rows];
  const colWidths = head.map((_, column) => {
    const widest = Math.max(...all.map(cells => displayWidth(stripColours(cells[column] ?? ''))));
    // The last column on the left, and all on the right, end where their text ends.
    return (widths[column] ?? widest) + (column === 0 ? 0 : GAP);
  });
  const grid = new Table({
    head: head.map((cell, column) => indented(cell, column, aligns)),
    chars: NO_LINES,
    colAligns: [...aligns],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colWidths,
  });
  grid.push(...rows.map(cells => cells.map((cell, column) => indented(cell, column, aligns))));
  return grid
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n');
}

/** The gap stands left of a column, so that numbers of neighbours do not touch. */
const indented = (cell: string, column: number, aligns: readonly Alignment[]): string =>
  column > 0 && aligns[column] === 'left' ? `${' '.repeat(GAP)}${cell}` : cell;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what a colour begins with
export const stripColours = (text: string): string => text.replace(/\u001B\[[\d;]*m/g, '');
