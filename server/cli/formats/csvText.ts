/** RFC 4180: one line a row, dollars as decimal numbers. */
export type Cell = string | number | null | undefined;

export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map(cells => `${cells.map(written).join(',')}\r\n`).join('');
}

/** Never `1e-7`. */
export const decimal = (dollars: number): string => dollars.toFixed(9).replace(/\.?0+$/, '') || '0';

function written(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  // Names come from requests: what a spreadsheet would run as a formula is made text.
  const text = /^[=+\-@\t\r]/.test(cell ?? '') ? `'${cell}` : (cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
