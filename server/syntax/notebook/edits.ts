/** Edits in a notebook's JSON: the edited lines are rewritten, every other byte stays. */

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Edit, EditResult } from '../sourceFile.ts';
import { replaceSpans } from '../sourceFile.ts';
import type { NotebookCell } from './cells.ts';
import { endsInNewline, escapesNonAscii, write, writtenLines, writtenOffsets } from './jsonString.ts';

export interface CellEdits {
  readonly cell: NotebookCell;
  /** Ordered, not overlapping; offsets in the cell's source. */
  readonly edits: readonly Edit[];
}

/** `changes` in the order of their cells. */
export function editCells(json: string, changes: readonly CellEdits[]): EditResult {
  const root = parseTree(json);
  const replacements: Edit[] = [];
  for (const { cell, edits } of changes) {
    const source = root && findNodeAtLocation(root, [...cell.where]);
    if (source === undefined || sourceValue(source) !== cell.source)
      return { refused: `cell ${cell.index} is not where its source was read` };
    const ascii = escapesNonAscii(json.slice(source.offset, source.offset + source.length)) ?? escapesNonAscii(json) ?? false;
    replacements.push(source.type === 'array' ? editList(json, source, edits, ascii) : editString(json, source, edits, ascii));
  }
  return { text: replaceSpans(json, replacements) };
}

function sourceValue(source: Node): string | undefined {
  if (source.type === 'string') return source.value;
  const items = source.children ?? [];
  return items.every(item => item.type === 'string') ? items.map(item => item.value).join('') : undefined;
}

function editString(json: string, source: Node, edits: readonly Edit[], ascii: boolean): Edit {
  const span = inside(source);
  return { span, text: replaceSpans(json.slice(span.start, span.end), writtenEdits(json.slice(span.start, span.end), edits, ascii)) };
}

/** A list of lines: only the lines an edit touches are written anew, with the separators the list has. */
function editList(json: string, source: Node, edits: readonly Edit[], ascii: boolean): Edit {
  const items = source.children ?? [];
  const raws = items.map(item => json.slice(inside(item).start, inside(item).end));
  const separators = separatorsOf(json, items);
  const out: { line: string; before: string | undefined }[] = [];
  for (const { first, last, written } of lineRuns(raws, writtenEdits(raws.join(''), edits, ascii))) {
    written.forEach((line, i) => {
      out.push({ line, before: first + i <= last ? separators[first + i] : undefined });
    });
  }
  const fallback = separators[1] ?? separatorFor(json, source, items);
  const text = out.map(({ line, before }, i) => `${i === 0 ? '' : (before ?? fallback)}"${line}"`).join('');
  return { span: out.length === 0 ? inside(source) : itemsSpan(source, items), text };
}

/** From the first quote to the last; between the brackets where there is no item. */
function itemsSpan(source: Node, items: readonly Node[]): { start: number; end: number } {
  const [head, tail] = [items[0], items[items.length - 1]];
  return head && tail ? { start: head.offset, end: tail.offset + tail.length } : inside(source);
}

interface LineRun {
  /** The lines of the list it replaces. */
  readonly first: number;
  readonly last: number;
  readonly written: readonly string[];
}

/**
 * The lines after the edits, in runs: a line by itself where nothing is edited, and together the lines whose newline an edit takes away.
 * An insertion between two lines belongs to the later.
 */
function lineRuns(raws: readonly string[], edits: readonly Edit[]): LineRun[] {
  const runs: LineRun[] = [];
  let start = 0;
  for (let first = 0; first < Math.max(raws.length, 1); ) {
    let last = first;
    let raw = raws[first] ?? '';
    let run = editRun(raw, start, edits, last + 1 >= raws.length);
    while (!run.whole && last + 1 < raws.length) {
      last++;
      raw += raws[last];
      run = editRun(raw, start, edits, last + 1 >= raws.length);
    }
    runs.push({ first, last, written: run.written });
    start += raw.length;
    first = last + 1;
  }
  return runs;
}

/** Some lines with their edits made, and whether what comes out is whole lines again. */
function editRun(raw: string, start: number, edits: readonly Edit[], isLast: boolean): { written: string[]; whole: boolean } {
  const end = start + raw.length;
  const here = edits.filter(({ span }) => span.start >= start && (span.start < end || isLast));
  if (here.length === 0) return { written: [raw], whole: true };
  if (here.some(({ span }) => span.end > end)) return { written: [], whole: false };
  const edited = replaceSpans(raw, shifted(here, -start));
  return { written: writtenLines(edited), whole: edited === '' || endsInNewline(edited) };
}

/** What stands before each item but the first. */
function separatorsOf(json: string, items: readonly Node[]): (string | undefined)[] {
  return items.map((item, i) => {
    const before = items[i - 1];
    return before === undefined ? undefined : json.slice(before.offset + before.length, item.offset);
  });
}

/** For a list of one line: its indentation, if it stands on a line of its own. */
function separatorFor(json: string, source: Node, items: readonly Node[]): string {
  const [first] = items;
  return `,${(first && json.slice(source.offset + 1, first.offset)) || ' '}`;
}

function writtenEdits(raw: string, edits: readonly Edit[], ascii: boolean): Edit[] {
  const offsets = writtenOffsets(
    raw,
    edits.flatMap(({ span }) => [span.start, span.end]),
  );
  return edits.map((edit, i) => ({
    span: { start: offsets[2 * i] as number, end: offsets[2 * i + 1] as number },
    text: write(edit.text, ascii),
  }));
}

function shifted(edits: readonly Edit[], by: number): Edit[] {
  return edits.map(({ span, text }) => ({ span: { start: span.start + by, end: span.end + by }, text }));
}

/** Between the quotes or the brackets. */
function inside(item: Node): { start: number; end: number } {
  return { start: item.offset + 1, end: item.offset + item.length - 1 };
}
