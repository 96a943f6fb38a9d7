import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, fileOf, has, hasNone, open, reported } from './editing.ts';

const actionsAt = (uri: vscode.Uri, range: vscode.Range, kind: vscode.CodeActionKind) =>
  vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind.value);

describe('a fix', () => {
  afterEach(closeAll);

  it('is offered at its finding, and mends it', async () => {
    const uri = fileOf('service', 'refused.py');
    const { document } = await open(uri);
    const [finding] = await reported(uri, has('wrong-max-tokens-parameter'));
    assert.ok(finding);
    const actions = await actionsAt(uri, finding.range, vscode.CodeActionKind.QuickFix);
    const fix = actions.find(({ edit, isPreferred }) => edit && isPreferred);
    assert.ok(fix?.edit, `offered: ${actions.map(({ title }) => title).join('; ')}`);
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    assert.match(document.getText(), /max_completion_tokens=400/);
    await reported(uri, hasNone);
  });

  it('comes with ways to silence the finding, with room for a reason', async () => {
    const uri = fileOf('service', 'refused.py');
    await open(uri);
    const [finding] = await reported(uri, has('wrong-max-tokens-parameter'));
    assert.ok(finding);
    const actions = await actionsAt(uri, finding.range, vscode.CodeActionKind.QuickFix);
    const titles = actions.map(({ title }) => title).join('\n');
    assert.match(titles, /this line|here/i);
    assert.match(titles, /file/i);
  });

  it('is applied on save where the user wants that', async () => {
    const uri = fileOf('service', 'saved.py');
    const editor = vscode.workspace.getConfiguration('editor');
    await editor.update('codeActionsOnSave', { 'source.fixAll.farthing': 'explicit' }, vscode.ConfigurationTarget.Global);
    try {
      const { document } = await open(uri);
      await reported(uri, has('wrong-max-tokens-parameter'));
      await vscode.window.activeTextEditor?.edit(edit => edit.insert(new vscode.Position(0, 0), '# saved\n'));
      assert.equal(await document.save(), true);
      const saved = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString();
      assert.match(saved, /^# saved\n/);
      assert.match(saved, /max_completion_tokens=400/);
    } finally {
      await editor.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
