/** What a Jupyter notebook (format 3 or 4) holds in its code cells. */

import type { Grammar } from '../parsers.ts';
import type { Unreadable } from '../sourceFile.ts';

export interface NotebookCell {
  /** 0-based, over all cells of the notebook. */
  readonly index: number;
  readonly source: string;
  /** Where the source stands in the JSON. */
  readonly where: readonly (string | number)[];
}

export interface Notebook {
  readonly grammar: Grammar;
  readonly cells: readonly NotebookCell[];
}

export function readNotebook(json: string): Notebook | Unreadable {
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch (error) {
    return { unreadable: `the notebook is not valid JSON: ${(error as Error).message}` };
  }
  const places = cellPlaces(root);
  if (places === undefined) return { unreadable: 'the notebook has no list of cells' };
  const language = languageOf(root, places);
  const grammar = GRAMMARS.get(language.toLowerCase());
  if (grammar === undefined) return { unreadable: `the notebook is written in ${language}, which is not analysed`, notOurs: true };
  const cells: NotebookCell[] = [];
  places.forEach(({ cell, where }, index) => {
    if (field(cell, 'cell_type') !== 'code' || GRAMMARS.get(languageOfCell(cell) ?? language.toLowerCase()) !== grammar) return;
    const key = Object.hasOwn(cell as object, 'source') ? 'source' : 'input';
    cells.push({ index, source: joined(field(cell, key)), where: [...where, key] });
  });
  return { grammar, cells };
}

interface CellPlace {
  readonly cell: unknown;
  readonly where: readonly (string | number)[];
}

/** Format 4 has one list of cells; format 3 has one in each worksheet. */
function cellPlaces(root: unknown): CellPlace[] | undefined {
  const cells = field(root, 'cells');
  if (Array.isArray(cells)) return cells.map((cell, i) => ({ cell, where: ['cells', i] }));
  const worksheets = field(root, 'worksheets');
  if (!Array.isArray(worksheets)) return undefined;
  return worksheets.flatMap((sheet, s) => {
    const inSheet = field(sheet, 'cells');
    return Array.isArray(inSheet) ? inSheet.map((cell, i) => ({ cell, where: ['worksheets', s, 'cells', i] })) : [];
  });
}

const GRAMMARS: ReadonlyMap<string, Grammar> = new Map<string, Grammar>([
  ['python', 'python'],
  ['python2', 'python'],
  ['python3', 'python'],
  ['ipython', 'python'],
  ['ipython3', 'python'],
  ['typescript', 'typescript'],
  ['ts', 'typescript'],
  ['deno', 'typescript'],
  ['tslab', 'typescript'],
  ['javascript', 'tsx'],
  ['js', 'tsx'],
  ['jslab', 'tsx'],
]);

/** A notebook that does not say is Python, as Jupyter takes it. */
function languageOf(root: unknown, places: readonly CellPlace[]): string {
  const metadata = field(root, 'metadata');
  const kernel = field(metadata, 'kernelspec');
  const stated = [field(kernel, 'language'), field(field(metadata, 'language_info'), 'name'), field(places[0]?.cell, 'language')];
  const language = stated.find(value => typeof value === 'string' && value !== '');
  if (typeof language === 'string') return language;
  const name = field(kernel, 'name');
  return typeof name === 'string' && GRAMMARS.has(name.toLowerCase()) ? name : 'python';
}

/** An editor may give a cell another language than its notebook's. */
function languageOfCell(cell: unknown): string | undefined {
  const language = field(field(field(cell, 'metadata'), 'vscode'), 'languageId');
  return typeof language === 'string' ? language.toLowerCase() : undefined;
}

function joined(source: unknown): string {
  if (typeof source === 'string') return source;
  return Array.isArray(source) ? source.filter(line => typeof line === 'string').join('') : '';
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
