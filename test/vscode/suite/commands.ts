import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, fileOf, has, open, reported } from './editing.ts';

describe('the commands', () => {
  afterEach(closeAll);

  it('restart the server, which then knows what it knew', async () => {
    const uri = fileOf('service', 'unlimited.py');
    await open(uri);
    const before = await reported(uri, has('missing-max-tokens'));
    await vscode.commands.executeCommand('farthing.restartServer');
    const after = await reported(uri, has('missing-max-tokens'));
    assert.deepEqual(
      after.map(({ message }) => message),
      before.map(({ message }) => message),
    );
  });

  it('open the page of a rule without a network', async () => {
    await vscode.commands.executeCommand('farthing.explainRule', 'missing-max-tokens');
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await eventually(vscode.window.tabGroups.onDidChangeTabs, labels, seen => seen.some(label => label.includes('missing-max-tokens')));
  });

  it('write a report of versions, settings and timings, and of no code', async () => {
    await open(fileOf('service', 'refused.py'));
    await vscode.commands.executeCommand('farthing.supportReport');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^# Farthing: support report/);
    assert.match(text, /VS Code \d/);
    assert.match(text, /## Language server\n+\S/);
    assert.doesNotMatch(text, /gpt-5\.4-mini|refused\.py/);
  });

  it('lint the whole workspace once', async () => {
    await vscode.commands.executeCommand('farthing.lintWorkspace');
    await reported(fileOf('service', 'unopened.py'), has('missing-max-tokens'));
  });
});
