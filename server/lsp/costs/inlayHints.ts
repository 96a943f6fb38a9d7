import type { InlayHint, Range } from 'vscode-languageserver';
import type { FileReport } from '../../project/report.ts';
import { type OpenDocument, offsetIn, type Part, placed } from '../documents/openDocument.ts';
import { placeOf } from '../places.ts';
import { costLabel, costTitle, hasCost } from './costText.ts';

/** The cost of each call, at the end of its first line. */
export function inlayHints(document: OpenDocument, part: Part, report: FileReport, range: Range): InlayHint[] {
  return report.calls.filter(hasCost).flatMap(call => {
    const at = placed(document, placeOf(document.source, call.span));
    if (at?.part !== part || at.range.start.line < range.start.line || at.range.start.line > range.end.line) return [];
    const lineEnd = offsetIn(document, part, { line: at.range.start.line, character: Number.MAX_SAFE_INTEGER });
    const end = lineEnd === undefined ? undefined : placed(document, placeOf(document.source, { start: lineEnd, end: lineEnd }));
    if (!end) return [];
    return [{ position: end.range.start, label: costLabel(call), tooltip: costTitle(call), paddingLeft: true }];
  });
}
