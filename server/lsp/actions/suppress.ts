/** Comments that silence a finding, where they do so and change nothing else that is said. */
import type { FileReport, FindingReport } from '../../project/report.ts';
import type { Edit, SourceFile } from '../../syntax/source.ts';
import type { OpenDocument } from '../documents/openDocument.ts';
import { withEdits } from './trial.ts';

/** What an author has to replace. */
export const REASON = 'why it is right here';

/** Undefined when no comment does. */
export async function suppressHere(
  document: OpenDocument,
  finding: FindingReport,
  report: FileReport,
  tryText: (trial: SourceFile) => Promise<FileReport | undefined>,
): Promise<Edit | undefined> {
  for (const edit of candidates(document.source, finding, report)) {
    const trial = withEdits(document, [edit]);
    const after = trial && (await tryText(trial));
    if (after && isSilencedAlone(finding, report, after)) return edit;
  }
  return undefined;
}

/** At the top of the file: in front of everything but what must be first. */
export function suppressInFile({ source, isNotebook }: OpenDocument, { rule, cell }: FindingReport): Edit {
  const cells = isNotebook || source.cells ? source.cells : undefined;
  const start = cells?.find(({ index }) => index === cell)?.span.start ?? cells?.[0]?.span.start ?? 0;
  const head = /^(?:#![^\n]*\n)?(?:#.*coding[:=][^\n]*\n)?/.exec(source.text.slice(start))?.[0].length ?? 0;
  return insertion(start + head, `${marker(source)} farthing-ignore-file ${rule}: ${REASON}\n`);
}

/** On a line before the finding or its call, or at the end of their line. */
function candidates(source: SourceFile, finding: FindingReport, report: FileReport): Edit[] {
  const call = report.calls.find(({ contract }) => contract.id === finding.call);
  const comment = `${marker(source)} farthing-ignore ${finding.rule}: ${REASON}`;
  const starts = [source.offset(finding), ...(call ? [call.span.start] : [])].map(offset => lineAround(source, offset));
  const lines = starts.filter((line, index) => starts.findIndex(other => other.start === line.start) === index);
  return [
    ...lines.map(({ start, text }) => insertion(start, `${/^\s*/.exec(text)?.[0] ?? ''}${comment}\n`)),
    ...lines.map(({ start, text }) => insertion(start + text.trimEnd().length, `  ${comment}`)),
  ];
}

function lineAround({ text, cells }: SourceFile, offset: number): { readonly start: number; readonly text: string } {
  const cell = cells?.find(({ span }) => span.start <= offset && offset <= span.end)?.span ?? { start: 0, end: text.length };
  const start = Math.max(cell.start, text.lastIndexOf('\n', offset - 1) + 1);
  const newline = text.indexOf('\n', offset);
  return { start, text: text.slice(start, newline === -1 ? cell.end : Math.min(newline, cell.end)) };
}

const insertion = (at: number, text: string): Edit => ({ span: { start: at, end: at }, text });

const marker = ({ language }: SourceFile): string => (language === 'python' ? '#' : '//');

/** Everything else is said as before. */
function isSilencedAlone(finding: FindingReport, before: FileReport, after: FileReport): boolean {
  const named = ({ findings }: FileReport) => findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`).sort();
  const expected = named({ ...before, findings: before.findings.filter(one => one !== finding) });
  const found = named(after);
  return expected.length === found.length && after.suppressed.some(one => one.finding.rule === finding.rule);
}
