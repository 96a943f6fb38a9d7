import * as vscode from 'vscode';
import type { SitePlace } from '../../shared/protocol/sites.ts';

/** Shows the line of a call site, the call selected; in a notebook, in its cell. */
export async function openPlace(place: SitePlace): Promise<void> {
  const uri = vscode.Uri.joinPath(vscode.Uri.file(place.workspace), ...place.path.split('/'));
  try {
    await (place.cell === undefined ? openLine(uri, place) : openCell(uri, place, place.cell));
  } catch {
    vscode.window.showWarningMessage(`${place.path} cannot be opened: it was moved or removed.`);
  }
}

async function openLine(uri: vscode.Uri, { line, endLine }: SitePlace): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { selection: linesOf(document, line, endLine), preview: true });
}

async function openCell(uri: vscode.Uri, { line, endLine }: SitePlace, index: number): Promise<void> {
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  const editor = await vscode.window.showNotebookDocument(notebook, {
    selections: [new vscode.NotebookRange(index, index + 1)],
    preview: true,
  });
  const { document } = editor.notebook.cellAt(index);
  await vscode.window.showTextDocument(document, { selection: linesOf(document, line, endLine) });
}

/** Lines count from 1; code may have moved since they were told. */
function linesOf(document: vscode.TextDocument, line: number, endLine: number): vscode.Range {
  const start = new vscode.Position(line - 1, 0);
  const end = document.lineAt(Math.min(Math.max(line, endLine), document.lineCount) - 1).range.end;
  return document.validateRange(new vscode.Range(start, end));
}
