/** The source lines a finding is about, with the span underlined, fitted into the width there is. */
import type { Place } from '../project/report.ts';
import { characterWidth } from './terminal.ts';

export interface SnippetLine {
  /** Of the source, 1-based; absent for the line of marks below it and where lines are left out. */
  readonly number?: number;
  readonly text: string;
  readonly kind: 'source' | 'marks' | 'gap';
}

const TAB = '    ';
/** Source lines shown of a long span: these many from its beginning. */
const MOST_LINES = 3;
/** Columns kept before the span when a line is too long to be shown whole. */
const LEAD = 12;

/** `lines` are those of the file, or of the cell, by number minus one. */
export function snippet(lines: readonly string[], place: Place, width: number): SnippetLine[] {
  const shown: SnippetLine[] = [];
  const last = Math.min(place.endLine, place.line + MOST_LINES - 1, lines.length);
  for (let number = place.line; number <= last; number++) {
    const source = (lines[number - 1] ?? '').trimEnd();
    const indent = source.length - source.trimStart().length;
    const from = number === place.line ? place.column - 1 : indent;
    const to = number === place.endLine ? place.endColumn - 1 : source.length;
    const { text, start, end } = fitted(source, Math.min(from, source.length), Math.min(Math.max(to, from), source.length), width);
    shown.push({ number, text, kind: 'source' });
    shown.push({ text: `${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`, kind: 'marks' });
  }
  const left = place.endLine - last;
  if (left > 0 && shown.length > 0) shown.push({ text: `(${left} more ${left === 1 ? 'line' : 'lines'})`, kind: 'gap' });
  return shown;
}

/** A line with tabs spread, cut to the width so that the beginning of the span is seen; the span in columns of what is shown. */
function fitted(source: string, from: number, to: number, width: number): { text: string; start: number; end: number } {
  const cells = cellsOf(source);
  const columnOf = (offset: number) => cells.find(cell => cell.offset >= offset)?.column ?? cells.at(-1)?.endColumn ?? 0;
  const [start, end, total] = [columnOf(from), columnOf(to), cells.at(-1)?.endColumn ?? 0];
  if (total <= width) return { text: cells.map(cell => cell.text).join(''), start, end };
  const skip = end < width ? 0 : Math.max(0, start - LEAD);
  // One column at each end that is cut is the ellipsis's.
  const first = skip > 0 ? skip + 1 : 0;
  const last = skip + width - 1;
  const kept = cells.filter(cell => cell.column >= first && cell.endColumn <= last).map(cell => cell.text);
  const text = `${skip > 0 ? '…' : ''}${kept.join('')}${total > last ? '…' : ''}`;
  return { text, start: start - skip, end: Math.min(end, last) - skip };
}

interface Cell {
  readonly text: string;
  readonly offset: number;
  readonly column: number;
  readonly endColumn: number;
}

function cellsOf(source: string): Cell[] {
  const cells: Cell[] = [];
  let [offset, column] = [0, 0];
  for (const character of source) {
    const text = character === '\t' ? TAB : printable(character);
    const endColumn = column + (character === '\t' ? TAB.length : characterWidth(text));
    cells.push({ text, offset, column, endColumn });
    offset += character.length;
    column = endColumn;
  }
  return cells;
}

/** Control characters would move the cursor. */
const printable = (character: string): string => (/[\p{Cc}]/u.test(character) ? '\u00B7' : character);
