/** What the server offers. */
import { CodeActionKind, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import { version } from '../../shared/version.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.farthing`;
/** Run by the server itself: opens the page of a rule. */
export const OPEN_RULE_PAGE = 'farthing.server.openRulePage';

/** Cells the server reads in a notebook. */
const CELL_LANGUAGES = ['python', 'typescript', 'javascript'] as const;

export const initializeResult: InitializeResult = {
  serverInfo: { name: 'farthing', version: version() },
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    notebookDocumentSync: {
      notebookSelector: [{ notebook: { notebookType: 'jupyter-notebook' }, cells: CELL_LANGUAGES.map(language => ({ language })) }],
      save: true,
    },
    diagnosticProvider: { identifier: 'farthing', interFileDependencies: true, workspaceDiagnostics: true },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: false },
    codeLensProvider: { resolveProvider: false },
    inlayHintProvider: { resolveProvider: false },
    hoverProvider: true,
    completionProvider: { triggerCharacters: ['"', ':', ' '] },
    executeCommandProvider: { commands: [OPEN_RULE_PAGE] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};
