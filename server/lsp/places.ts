/** Places of the analysis as the protocol writes them. Both count columns in UTF-16 units. */
import type { Range } from 'vscode-languageserver';
import type { Span } from '../ir/nodes.ts';
import type { Place } from '../project/report.ts';
import type { SourceFile } from '../syntax/source.ts';

export function rangeOf({ line, column, endLine, endColumn }: Place): Range {
  return { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: endColumn - 1 } };
}

export function placeOf(source: SourceFile, { start, end }: Span): Place {
  const [from, to] = [source.position(start), source.position(end)];
  return { ...from, endLine: to.line, endColumn: to.column };
}
