/** What can be done about findings: fix, fix all, silence, read about the rule. */
import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic, type Range } from 'vscode-languageserver';
import { EXPLAIN_RULE } from '../../../shared/protocol/clientCommands.ts';
import type { FileReport, FindingReport } from '../../project/report.ts';
import type { Edit } from '../../rules/rule.ts';
import type { SourceFile } from '../../syntax/source.ts';
import { FIX_ALL, OPEN_RULE_PAGE } from '../capabilities.ts';
import type { ClientSupport } from '../clientSupport.ts';
import { SOURCE } from '../diagnostics/diagnostic.ts';
import { type OpenDocument, type Part, placed } from '../documents/openDocument.ts';
import { ofParts, type PartEdit, workspaceEdit } from './edits.ts';
import { fixAll, fixesOf } from './fixAll.ts';
import { REASON, suppressHere, suppressInFile } from './suppress.ts';

export interface ActionContext {
  readonly document: OpenDocument;
  readonly part: Part;
  readonly report: FileReport;
  readonly support: ClientSupport;
  tryText(trial: SourceFile): Promise<FileReport | undefined>;
}

export async function codeActions(context: ActionContext, { range, context: asked }: CodeActionParams): Promise<CodeAction[]> {
  const wants = (kind: string) => asked.only === undefined || asked.only.some(one => kind === one || kind.startsWith(`${one}.`));
  const here = wants(CodeActionKind.QuickFix) ? findingsAt(context, range) : [];
  const actions: CodeAction[] = [];
  for (const finding of here) actions.push(...fixActions(context, finding, asked.diagnostics));
  for (const finding of here) actions.push(...(await suppressions(context, finding, asked.diagnostics)));
  for (const rule of new Set(here.map(finding => finding.rule)))
    actions.push(...(await allOfRule(context, rule)), pageAction(context, rule));
  if (wants(FIX_ALL) && (asked.only !== undefined || here.length > 0)) actions.push(...(await everything(context)));
  return actions;
}

function findingsAt({ document, part, report }: ActionContext, range: Range): FindingReport[] {
  return report.findings.filter(finding => {
    const at = placed(document, finding);
    return at?.part === part && !isBefore(at.range.end, range.start) && !isBefore(range.end, at.range.start);
  });
}

const isBefore = (a: Range['start'], b: Range['start']): boolean => a.line < b.line || (a.line === b.line && a.character < b.character);

/** The diagnostics an editor has that are this finding. */
function diagnosticsOf(finding: FindingReport, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(
    ({ source, code, range }) =>
      source === SOURCE && code === finding.rule && range.start.line === finding.line - 1 && range.start.character === finding.column - 1,
  );
}

function fixActions({ document, support }: ActionContext, finding: FindingReport, diagnostics: readonly Diagnostic[]): CodeAction[] {
  const { fix } = finding;
  const edit = fix && workspaceEdit(document, fix.edits, support);
  if (!edit) return [];
  return [
    {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnosticsOf(finding, diagnostics),
      isPreferred: fix.safety !== 'dangerous',
      edit,
    },
  ];
}

async function suppressions(context: ActionContext, finding: FindingReport, diagnostics: readonly Diagnostic[]): Promise<CodeAction[]> {
  const { document, report } = context;
  // A comment that silences nothing is not silenced by another.
  if (finding.rule === 'unused-suppression') return [];
  const own = diagnosticsOf(finding, diagnostics);
  const here = await suppressHere(document, finding, report, trial => context.tryText(trial));
  const action = (title: string, edit: Edit): CodeAction[] => {
    const change = commentEdit(context, edit);
    return change ? [{ title, kind: CodeActionKind.QuickFix, diagnostics: own, edit: change }] : [];
  };
  return [
    ...(here ? action(`Ignore ${finding.rule} here, with a reason`, here) : []),
    ...action(`Ignore ${finding.rule} in this file, with a reason`, suppressInFile(document, finding)),
  ];
}

/** The reason is a place to fill in, where the editor has such places. */
function commentEdit({ document, support }: ActionContext, edit: Edit): ReturnType<typeof workspaceEdit> {
  const plain = workspaceEdit(document, [edit], support);
  const change = plain?.documentChanges?.[0];
  if (!plain || !support.snippetEdits || !change || !('edits' in change)) return plain;
  const edits: PartEdit[] = change.edits.map(one => {
    if (!('newText' in one)) return one;
    const value = one.newText.replace(/[\\$}]/g, '\\$&').replace(REASON, `\${1:${REASON}}`);
    return { range: one.range, snippet: { kind: 'snippet', value } };
  });
  return ofParts(document, new Map([[change.textDocument.uri, edits]]), support);
}

/** Where a rule has more than one fix in the file. */
async function allOfRule({ document, report, support, tryText }: ActionContext, rule: string): Promise<CodeAction[]> {
  const choice = { safeties: ['safe', 'suggestion'], rule } as const;
  if (fixesOf(report, choice).length < 2) return [];
  const edit = workspaceEdit(document, await fixAll(document, report, choice, tryText), support);
  return edit ? [{ title: `Fix all ${rule} in this file`, kind: CodeActionKind.QuickFix, edit }] : [];
}

async function everything({ document, report, support, tryText }: ActionContext): Promise<CodeAction[]> {
  const choice = { safeties: ['safe'] } as const;
  if (fixesOf(report, choice).length === 0) return [];
  const edit = workspaceEdit(document, await fixAll(document, report, choice, tryText), support);
  return edit ? [{ title: 'Fix all safely fixable problems of Farthing', kind: FIX_ALL, edit }] : [];
}

function pageAction({ support }: ActionContext, rule: string): CodeAction {
  const title = `What ${rule} is about`;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    command: { title, command: support.ownCommands ? EXPLAIN_RULE : OPEN_RULE_PAGE, arguments: [rule] },
  };
}
