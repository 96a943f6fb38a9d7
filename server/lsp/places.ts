/** Places of the analysis as the protocol writes them. Both count columns in UTF-16 units. */
import type { Range } from 'vscode-languageserver';
import type { Place } from '../project/report.ts';

export function rangeOf({ line, column, endLine, endColumn }: Place): Range {
  return { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: endColumn - 1 } };
}
