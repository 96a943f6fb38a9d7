/** Jupyter notebooks: the code cells in order as one module. */

import { mapLines } from './lines.ts';
import { type NotebookCell, readNotebook } from './notebook/cells.ts';
import { type CellEdits, editCells } from './notebook/edits.ts';
import { blankMagics } from './notebook/magics.ts';
import type { Grammar } from './parsers.ts';
import { type CodeCell, type Edit, type EditResult, orderEdits, type Position, type SourceFile, type Unreadable } from './sourceFile.ts';

const BYTE_ORDER_MARK = '\uFEFF';

export function openNotebook(path: string, fileText: string): SourceFile | Unreadable {
  const mark = fileText.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const json = fileText.slice(mark.length);
  const notebook = readNotebook(json);
  if ('unreadable' in notebook) return notebook;
  const edit = (changes: readonly CellEdits[]): EditResult => {
    const edited = editCells(json, changes);
    return 'refused' in edited ? edited : { text: mark + edited.text };
  };
  return openCells(path, notebook.grammar, notebook.cells, edit);
}

/** A notebook whose cells an editor holds open one by one; it makes its edits there, by position. */
export function openEditorCells(
  path: string,
  grammar: Grammar,
  cells: readonly { readonly index: number; readonly source: string }[],
): SourceFile {
  const refuse = () => ({ refused: 'the cells are open in an editor' });
  return openCells(
    path,
    grammar,
    cells.map(cell => ({ ...cell, where: [] })),
    refuse,
  );
}

function openCells(
  path: string,
  grammar: Grammar,
  sources: readonly NotebookCell[],
  edit: (changes: readonly CellEdits[]) => EditResult,
): SourceFile {
  const text = sources.map(({ source }) => (grammar === 'python' ? blankMagics(source) : source)).join('\n');
  const cells = layOut(sources);
  const lines = mapLines(text);
  return {
    path,
    language: grammar === 'python' ? 'python' : 'typescript',
    grammar,
    text,
    cells,
    position(offset) {
      const cell = cellAt(cells, offset);
      if (cell === undefined) return { line: 1, column: 1 };
      const line = lines.lineAt(Math.min(offset, cell.span.end));
      return { line: line - lines.lineAt(cell.span.start) + 1, column: offset - lines.startOf(line) + 1, cell: cell.index };
    },
    offset(position) {
      return offsetIn(cells, position, lines);
    },
    applyEdits(edits) {
      const sorted = orderEdits(edits, text.length);
      if ('refused' in sorted) return sorted;
      const changes = byCell(sources, cells, sorted.ordered);
      return changes === undefined ? { refused: 'an edit reaches from one cell into another' } : edit(changes);
    },
  };
}

function layOut(sources: readonly NotebookCell[]): CodeCell[] {
  let start = 0;
  return sources.map(({ index, source }) => {
    const span = { start, end: start + source.length };
    start = span.end + 1;
    return { index, span };
  });
}

/** The cell an offset lies in; the newline between two cells belongs to the first. */
function cellAt(cells: readonly CodeCell[], offset: number): CodeCell | undefined {
  let [low, high] = [0, cells.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((cells[middle] as CodeCell).span.start <= offset) low = middle;
    else high = middle - 1;
  }
  return cells[low];
}

function offsetIn(cells: readonly CodeCell[], { line, column, cell }: Position, lines: ReturnType<typeof mapLines>): number {
  const at = cells.find(({ index }) => index === cell) ?? cells[0];
  if (at === undefined) return 0;
  const absolute = lines.lineAt(at.span.start) + line - 1;
  return Math.max(at.span.start, Math.min(lines.offsetAt(absolute, column - 1), at.span.end));
}

function byCell(sources: readonly NotebookCell[], cells: readonly CodeCell[], edits: readonly Edit[]): readonly CellEdits[] | undefined {
  const changes = new Map<CodeCell, Edit[]>();
  for (const { span, text } of edits) {
    const cell = cellAt(cells, span.start);
    if (cell === undefined || span.end > cell.span.end) return undefined;
    const inCell = changes.get(cell) ?? [];
    inCell.push({ span: { start: span.start - cell.span.start, end: span.end - cell.span.start }, text });
    changes.set(cell, inCell);
  }
  return cells.flatMap((cell, i) => {
    const [source, inCell] = [sources[i], changes.get(cell)];
    return source === undefined || inCell === undefined ? [] : [{ cell: source, edits: inCell }];
  });
}
