import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, configure, fileOf, has, open, reported, wholeOf } from './editing.ts';

const MONEY = /\$\d/;

describe('what a call costs', () => {
  let document: vscode.TextDocument;

  before(async () => {
    ({ document } = await open(fileOf('service', 'refused.py')));
    await reported(document.uri, has('wrong-max-tokens-parameter'));
  });
  afterEach(async () => {
    await configure('codeLens.enable', undefined);
    await configure('inlayHints.enable', undefined);
  });
  after(closeAll);

  const lenses = () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
  const hints = () =>
    vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, wholeOf(document));

  it('stands above it', async () => {
    const titles = (await lenses()).map(({ command }) => command?.title ?? '');
    assert.match(titles.join('\n'), MONEY);
  });

  it('stands at its line', async () => {
    const labels = (await hints()).map(({ label }) => (typeof label === 'string' ? label : label.map(part => part.value).join('')));
    assert.match(labels.join('\n'), MONEY);
  });

  it('is explained where the mouse rests', async () => {
    const at = document.positionAt(document.getText().indexOf('completions.create'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const text = hovers.flatMap(({ contents }) => contents.map(one => (typeof one === 'string' ? one : one.value))).join('\n');
    assert.match(text, MONEY);
    assert.match(text, /gpt-5\.4-mini/);
  });

  it('is not shown where the user does not want it', async () => {
    await configure('codeLens.enable', false);
    await configure('inlayHints.enable', false);
    assert.doesNotMatch((await lenses()).map(({ command }) => command?.title ?? '').join('\n'), MONEY);
    assert.deepEqual(await hints(), []);
  });
});
