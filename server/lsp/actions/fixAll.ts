/** All safe fixes of a document, in rounds: what one uncovers, or another stands in the way of, is done in the next. */
import { compatible } from '../../project/compatibleFixes.ts';
import type { FileReport } from '../../project/report.ts';
import type { Safety } from '../../rules/rule.ts';
import type { Edit, SourceFile } from '../../syntax/source.ts';
import type { OpenDocument } from '../documents/openDocument.ts';
import { withEdits } from './trial.ts';

/** Two rules that undo each other would go on for ever. */
const MOST_ROUNDS = 10;

export interface FixChoice {
  readonly safeties: readonly Safety[];
  /** Only of this rule. */
  readonly rule?: string;
}

export function fixesOf({ findings }: FileReport, { safeties, rule }: FixChoice) {
  return findings.flatMap(finding =>
    finding.fix && safeties.includes(finding.fix.safety) && (rule === undefined || finding.rule === rule) ? [finding.fix] : [],
  );
}

/** Edits of the text as it is now. */
export async function fixAll(
  document: OpenDocument,
  report: FileReport,
  choice: FixChoice,
  tryText: (trial: SourceFile) => Promise<FileReport | undefined>,
): Promise<readonly Edit[]> {
  const { isNotebook } = document;
  let { source } = document;
  let edits = compatible(fixesOf(report, choice)).flatMap(fix => fix.edits);
  const first = edits;
  for (let round = 1; round <= MOST_ROUNDS && edits.length > 0; round++) {
    const edited = withEdits({ source, isNotebook }, edits);
    if (!edited || edited.text === source.text) break;
    source = edited;
    const after = await tryText(edited);
    edits = after ? compatible(fixesOf(after, choice)).flatMap(fix => fix.edits) : [];
    if (round === 1 && edits.length === 0) return first;
  }
  return changedStretches(document.source, source);
}

/** What differs between two texts of the same file, one stretch a cell. */
function changedStretches(before: SourceFile, after: SourceFile): Edit[] {
  const whole = (source: SourceFile) => [{ span: { start: 0, end: source.text.length } }];
  const newCells = after.cells ?? whole(after);
  return (before.cells ?? whole(before)).flatMap(({ span }, index) => {
    const newSpan = newCells[index]?.span ?? { start: 0, end: 0 };
    const [old, now] = [before.text.slice(span.start, span.end), after.text.slice(newSpan.start, newSpan.end)];
    if (old === now) return [];
    let start = 0;
    while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
    let end = 0;
    while (end < Math.min(old.length, now.length) - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
    return [{ span: { start: span.start + start, end: span.start + old.length - end }, text: now.slice(start, now.length - end) }];
  });
}
