/** A document an editor holds open, as the analysis and the protocol see it. */
import type { Position, Range } from 'vscode-languageserver';
import type { Place } from '../../project/report.ts';
import type { SourceFile } from '../../syntax/source.ts';
import { rangeOf } from '../places.ts';
import { placesInJson } from './notebookJson.ts';

export interface OpenDocument {
  /** Of a notebook its own, not that of a cell. */
  readonly uri: string;
  readonly path: string;
  /** Text documents: one; notebooks: their cells that are analysed, in order. */
  readonly parts: readonly Part[];
  readonly source: SourceFile;
  /** Whether the parts are cells, which have documents of their own. */
  readonly isNotebook: boolean;
  /** The text as the editor has it; of a notebook with cells there is none. */
  readonly fileText?: string;
}

/** A text document of its own to the protocol. */
export interface Part {
  readonly uri: string;
  readonly version: number;
  /** Index over the cells. */
  readonly cell?: number;
}

/** The part a place is in, and where in it. */
export interface PlacedRange {
  readonly part: Part;
  readonly range: Range;
}

/** A notebook that an editor shows as the JSON it is. */
export const isNotebookJson = ({ isNotebook, source }: OpenDocument): boolean => !isNotebook && source.cells !== undefined;

const inJson = new WeakMap<OpenDocument, (place: Place) => Range>();

export function placed(document: OpenDocument, place: Place): PlacedRange | undefined {
  const part = document.isNotebook ? document.parts.find(({ cell }) => cell === place.cell) : document.parts[0];
  if (!part) return undefined;
  if (!isNotebookJson(document)) return { part, range: rangeOf(place) };
  const range = inJson.get(document) ?? placesInJson(document.fileText ?? '');
  inJson.set(document, range);
  return { part, range: range(place) };
}

/** Offset in the analysed text of a position in a part; of a notebook's JSON nobody asks. */
export function offsetIn(document: OpenDocument, part: Part, { line, character }: Position): number | undefined {
  if (isNotebookJson(document)) return undefined;
  return document.source.offset({ line: line + 1, column: character + 1, ...(part.cell === undefined ? {} : { cell: part.cell }) });
}
