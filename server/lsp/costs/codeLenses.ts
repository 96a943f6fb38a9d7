import type { CodeLens } from 'vscode-languageserver';
import { SHOW_CALL } from '../../../shared/protocol/clientCommands.ts';
import type { FileReport } from '../../project/report.ts';
import type { ClientSupport } from '../clientSupport.ts';
import { type OpenDocument, type Part, placed } from '../documents/openDocument.ts';
import { placeOf } from '../places.ts';
import type { SeenOfDay } from '../seen/seenCalls.ts';
import { costTitle, hasCost } from './costText.ts';

/** Of a call site, by its id. */
export type SeenOf = (site: string) => SeenOfDay | undefined;

/** The cost of each call, above it. */
export function codeLenses(
  document: OpenDocument,
  part: Part,
  report: FileReport,
  { ownCommands }: ClientSupport,
  seen: SeenOf,
): CodeLens[] {
  return report.calls.filter(hasCost).flatMap(call => {
    const at = placed(document, placeOf(document.source, call.span));
    if (at?.part !== part) return [];
    const { start } = at.range;
    const title = costTitle(call, seen(call.contract.id));
    // A lens without a command is not shown; one with an empty command cannot be clicked.
    const command = ownCommands ? { title, command: SHOW_CALL, arguments: [part.uri, start] } : { title, command: '' };
    return [{ range: { start, end: start }, command }];
  });
}
