import * as vscode from 'vscode';
import { readEditorSettings } from '../shared/config/editorSettings.ts';
import { documentSelector } from './documents.ts';
import { METERED } from './terminals/memory.ts';

/**
 * Whether there is something to do: a document of the language server's, files that nobody has opened and that are to be linted all the same, or
 * terminals to be metered.
 */
export function isNeeded({ workspaceState }: Pick<vscode.ExtensionContext, 'workspaceState'>): boolean {
  if (workspaceState.get(METERED, false)) return true;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const selector = documentSelector(folderSchemes());
  return (
    vscode.workspace.textDocuments.some(document => vscode.languages.match(selector, document) > 0) ||
    folders.some(({ uri }) => {
      const { enable, lint } = readEditorSettings(vscode.workspace.getConfiguration(undefined, uri).get('farthing'));
      return enable && lint.scope === 'workspace';
    })
  );
}

/** Where the workspace's folders are: `file`, or the scheme of a virtual file system. */
export function folderSchemes(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
}
