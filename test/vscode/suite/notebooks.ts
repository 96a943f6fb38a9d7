import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, fileOf, has, hasNone, reported } from './editing.ts';

describe('a notebook', () => {
  let cells: vscode.NotebookCell[];

  before(async () => {
    const notebook = await vscode.workspace.openNotebookDocument(fileOf('service', 'review.ipynb'));
    await vscode.window.showNotebookDocument(notebook);
    cells = notebook.getCells();
  });
  after(closeAll);

  it('has its finding in the cell of the call, which knows the client of an earlier cell', async () => {
    const [, client, call] = cells;
    assert.ok(client && call);
    const [finding] = await reported(call.document.uri, has('wrong-max-tokens-parameter'));
    assert.equal(finding && call.document.getText(finding.range), 'max_tokens=400');
    assert.deepEqual(vscode.languages.getDiagnostics(client.document.uri), []);
  });

  it('is fixed in that cell and in no other', async () => {
    const [, client, call] = cells;
    assert.ok(client && call);
    const before = client.document.getText();
    const [finding] = await reported(call.document.uri, has('wrong-max-tokens-parameter'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      call.document.uri,
      finding?.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ edit, isPreferred }) => edit && isPreferred);
    assert.ok(fix?.edit, `offered: ${JSON.stringify(actions)}`);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(call.document.getText(), /max_completion_tokens=400/);
    assert.equal(client.document.getText(), before);
    await reported(call.document.uri, hasNone);
  });
});
