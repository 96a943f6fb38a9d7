/** Edits in a notebook's JSON: the edited lines are rewritten, every other byte stays. */

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Edit, EditResult } from '../sourceFile.ts';
import { replaceSpans } from '../sourceFile.ts';
import type { NotebookCell } from './cells.ts';
import { escapesNonAscii, write, writtenLines, writtenOffsets } from './jsonString.ts';

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
  for (const { first, last, raw, edits: here } of touchedRuns(raws, writtenEdits(raws.join(''), edits, ascii))) {
    const lines = here.length === 0 ? [raw] : writtenLines(replaceSpans(raw, here));
    lines.forEach((line, i) => {
      out.push({ line, before: first + i <= last ? separators[first + i] : undefined });
    });
  }
  const fallback = separators[1] ?? separatorFor(json, source, items);
  const text = out.map(({ line, before }, i) => `${i === 0 ? '' : (before ?? fallback)}"${line}"`).join('');
  const [head, tail] = [items[0], items[items.length - 1]];
  const empty = { start: source.offset + 1, end: source.offset + 1 };
  return { span: head && tail ? { start: head.offset, end: tail.offset + tail.length } : empty, text };
}

interface Run {
  readonly first: number;
  readonly last: number;
  readonly raw: string;
  /** Offsets in `raw`. */
  readonly edits: readonly Edit[];
}

/** The lines in runs: lines joined by an edit are one run, every other line is its own. An insertion between two lines belongs to the later. */
function touchedRuns(raws: readonly string[], edits: readonly Edit[]): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let first = 0; first < Math.max(raws.length, 1); ) {
    let last = first;
    let lineStart = start;
    let end = start + (raws[first]?.length ?? 0);
    while (last + 1 < raws.length && edits.some(edit => joinsLines(edit, lineStart, end))) {
      last++;
      lineStart = end;
      end += raws[last]?.length ?? 0;
    }
    const isLast = last + 1 >= raws.length;
    const here = edits.filter(({ span }) => span.start >= start && (span.start < end || isLast));
    runs.push({ first, last, raw: raws.slice(first, last + 1).join(''), edits: shifted(here, -start) });
    start = end;
    first = last + 1;
  }
  return runs;
}

/** Whether an edit takes away the newline that ends the line from `start` to `end`. */
function joinsLines({ span, text }: Edit, start: number, end: number): boolean {
  if (span.start >= end || span.end < end) return false;
  if (span.end > end) return true;
  return text === '' ? span.start > start : !text.endsWith('\\n');
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

function inside(item: Node): { start: number; end: number } {
  return { start: item.offset + 1, end: item.offset + item.length - 1 };
}
