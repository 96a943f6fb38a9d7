/** Places in the JSON of a notebook that is not open as a notebook. */
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Range } from 'vscode-languageserver';
import type { Place } from '../../project/report.ts';

/** The line of the JSON in which a line of a cell is written; a cell written as one text is marked at its start. */
export function placesInJson(json: string): (place: Place) => Range {
  const root = parseTree(json);
  const lineStarts = [0, ...Array.from(json.matchAll(/\n/g), ({ index }) => index + 1)];
  const position = (offset: number) => {
    let line = lineStarts.length - 1;
    while (line > 0 && (lineStarts[line] as number) > offset) line--;
    return { line, character: offset - (lineStarts[line] as number) };
  };
  return ({ cell = 0, line }) => {
    const source = root && (findNodeAtLocation(root, ['cells', cell, 'source']) ?? findNodeAtLocation(root, ['cells', cell]));
    const node = (source?.type === 'array' ? source.children?.[line - 1] : undefined) ?? source;
    if (!node) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const start = position(node.offset);
    const end = position(node.offset + node.length);
    return { start, end: end.line === start.line ? end : { line: start.line, character: start.character + 1 } };
  };
}
