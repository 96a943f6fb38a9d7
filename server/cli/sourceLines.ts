import { readFileSync } from 'node:fs';
import type { Overlay } from '../project/inventory.ts';
import { isNotebook } from '../project/sourceFiles.ts';

/** Lines of a file, or of one cell of a notebook; none where it cannot be read any more. */
export type SourceLines = (file: string, cell?: number) => readonly string[];

const LINE_END = /\r\n|\n|\r/;

interface NotebookJson {
  readonly cells?: readonly CellJson[];
  /** Format 3. */
  readonly worksheets?: readonly { readonly cells?: readonly CellJson[] }[];
}

interface CellJson {
  readonly source?: string | readonly string[];
  readonly input?: string | readonly string[];
}

export function createSourceLines(overlay: Overlay): SourceLines {
  const known = new Map<string, readonly string[]>();
  function read(file: string, cell: number | undefined): readonly string[] {
    try {
      const text = overlay.get(file) ?? readFileSync(file, 'utf8');
      if (!isNotebook(file) || cell === undefined) return text.replace(/^\uFEFF/, '').split(LINE_END);
      return cellText(JSON.parse(text.replace(/^\uFEFF/, '')) as NotebookJson, cell).split(LINE_END);
    } catch {
      // Shown without its source: the finding itself says what it has to.
      return [];
    }
  }
  return (file, cell) => {
    const key = `${cell ?? ''} ${file}`;
    const lines = known.get(key) ?? read(file, cell);
    known.set(key, lines);
    return lines;
  };
}

function cellText({ cells, worksheets = [] }: NotebookJson, index: number): string {
  const cell = (cells ?? worksheets.flatMap(sheet => sheet.cells ?? []))[index];
  const source = cell?.source ?? cell?.input ?? '';
  return typeof source === 'string' ? source : source.join('');
}
