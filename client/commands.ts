import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { EXPLAIN_RULE, SHOW_CALL } from '../shared/protocol/clientCommands.ts';
import { LINT_WORKSPACE, SUPPORT_REPORT, type WorkspaceLint } from '../shared/protocol/requests.ts';
import type { RulePages } from './rulePages.ts';
import { supportReport } from './supportReport.ts';

/** The extension's commands, by their names in the manifest. */
export function commands(client: LanguageClient, pages: RulePages): Record<string, (...args: never[]) => unknown> {
  return {
    'farthing.restartServer': () => restart(client),
    'farthing.showOutput': () => client.outputChannel.show(),
    'farthing.lintWorkspace': () => lintWorkspace(client),
    'farthing.supportReport': () => showSupportReport(client),
    [EXPLAIN_RULE]: (rule?: string) => pages.open(rule),
    [SHOW_CALL]: (uri: string, position: { line: number; character: number }) => showCall(uri, position),
  };
}

export async function restart(client: LanguageClient): Promise<void> {
  // A server too busy to say goodbye in time is ended all the same; the new one need not wait for that.
  if (client.isRunning()) await client.stop().catch((error: unknown) => client.warn(String(error)));
  await client.start();
}

async function lintWorkspace(client: LanguageClient): Promise<void> {
  const progress = { location: vscode.ProgressLocation.Window, title: 'Farthing: linting the workspace' };
  const { files, calls, findings } = await vscode.window.withProgress(progress, () => client.sendRequest<WorkspaceLint>(LINT_WORKSPACE));
  if (findings > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  vscode.window.showInformationMessage(`Farthing: ${files} files, ${calls} LLM calls, ${findings} findings.`);
}

async function showSupportReport(client: LanguageClient): Promise<void> {
  const ofServer = client.isRunning() ? await client.sendRequest<string>(SUPPORT_REPORT) : 'The language server is not running.';
  const content = supportReport(ofServer);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
}

/** A lens cannot show a text of its own: its click shows the hover of the call below it. */
async function showCall(uri: string, { line, character }: { line: number; character: number }): Promise<void> {
  const place = new vscode.Position(line, character);
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === vscode.Uri.parse(uri).toString());
  if (!editor) return;
  editor.selection = new vscode.Selection(place, place);
  await vscode.commands.executeCommand('editor.action.showHover');
}
