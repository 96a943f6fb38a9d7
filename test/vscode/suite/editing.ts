/** What tests in the extension host do to the editor, and how they wait for what follows. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export function fileOf(folder: 'service' | 'web', path: string): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.find(({ name }) => name === folder);
  assert.ok(found, `no folder ${folder} in the workspace`);
  return vscode.Uri.joinPath(found.uri, path);
}

/** As a click does it: a document that a test itself opens would stay open for minutes after its tab is closed. */
export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', uri);
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.toString(), uri.toString());
  return editor as vscode.TextEditor;
}

/** Rules reported for a document as soon as they are as expected; what they are instead when they never are. */
export async function reported(uri: vscode.Uri, expected: (rules: readonly string[]) => boolean): Promise<vscode.Diagnostic[]> {
  const ours = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'farthing');
  return eventually(vscode.languages.onDidChangeDiagnostics, ours, found => expected(found.map(ruleOf)));
}

export const has =
  (...rules: readonly string[]) =>
  (found: readonly string[]): boolean =>
    rules.every(rule => found.includes(rule));

export const hasNone = (found: readonly string[]): boolean => found.length === 0;

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

const PATIENCE = 10_000;

/** Looks again at each event until what is seen is as wanted. */
export function eventually<T>(event: vscode.Event<unknown>, look: () => T, wanted: (seen: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const check = () => {
      const seen = look();
      if (!wanted(seen)) return;
      end();
      resolve(seen);
    };
    const listener = event(check);
    const limit = setTimeout(() => {
      end();
      reject(new Error(`never seen; last was ${JSON.stringify(look())}`));
    }, PATIENCE);
    const end = () => {
      listener.dispose();
      clearTimeout(limit);
    };
    check();
  });
}

export async function configure(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('farthing').update(name, value, vscode.ConfigurationTarget.Global);
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

export const wholeOf = (document: vscode.TextDocument): vscode.Range =>
  new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
