import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { REFUSED } from '../workspace.ts';
import { closeAll, fileOf, has, hasNone, open, reported, ruleOf, wholeOf } from './editing.ts';

describe('a finding', () => {
  afterEach(closeAll);

  it('stands at its place, with a sentence about money and the page of its rule', async () => {
    const uri = fileOf('service', 'refused.py');
    const { document } = await open(uri);
    const [finding] = await reported(uri, has('wrong-max-tokens-parameter'));
    assert.ok(finding);
    assert.equal(document.getText(finding.range), 'max_tokens=400');
    assert.match(finding.message, /^the call is refused: gpt-5\.4-mini does not take max_tokens/);
    assert.equal(finding.message.includes('\n'), false);
    assert.ok(typeof finding.code === 'object');
    assert.match(finding.code.target.toString(), /wrong-max-tokens-parameter/);
  });

  it('goes when the code is put right, and comes back with undo', async () => {
    const uri = fileOf('service', 'refused.py');
    const editor = await open(uri);
    await reported(uri, has('wrong-max-tokens-parameter'));
    const from = editor.document.positionAt(editor.document.getText().indexOf('max_tokens'));
    await editor.edit(edit => edit.replace(new vscode.Range(from, from.translate(0, 'max_tokens'.length)), 'max_completion_tokens'));
    await reported(uri, hasNone);
    await vscode.commands.executeCommand('undo');
    await reported(uri, has('wrong-max-tokens-parameter'));
  });

  it('is found in TypeScript too', async () => {
    const uri = fileOf('web', 'translate.ts');
    await open(uri);
    await reported(uri, has('wrong-max-tokens-parameter'));
  });

  it('is found in a buffer that was never saved, and goes with its language', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: REFUSED });
    await vscode.window.showTextDocument(document);
    await reported(document.uri, has('wrong-max-tokens-parameter'));
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await reported(document.uri, hasNone);
  });

  it('follows the settings of its folder', async () => {
    const [strict, silent] = [fileOf('service', 'unlimited.py'), fileOf('web', 'unlimited.py')];
    await open(silent);
    await open(strict);
    const found = await reported(strict, has('missing-max-tokens'));
    const limit = found.find(one => ruleOf(one) === 'missing-max-tokens');
    assert.equal(limit?.severity, vscode.DiagnosticSeverity.Error);
    assert.deepEqual(await reported(silent, rules => !rules.includes('missing-max-tokens')), []);
  });

  it('is not made about libraries', async () => {
    const library = fileOf('service', '.venv/lib/python3.12/site-packages/vendor/client.py');
    await open(library);
    // What is opened after it is analysed after it.
    await open(fileOf('service', 'unlimited.py'));
    await reported(fileOf('service', 'unlimited.py'), has('missing-max-tokens'));
    assert.deepEqual(vscode.languages.getDiagnostics(library), []);
  });

  it('is silenced by a comment', async () => {
    const uri = fileOf('service', 'unlimited.py');
    const editor = await open(uri);
    await reported(uri, has('missing-max-tokens'));
    const whole = editor.document.getText();
    await editor.edit(edit => edit.replace(wholeOf(editor.document), `# farthing-ignore-file missing-max-tokens: a test\n${whole}`));
    await reported(uri, rules => !rules.includes('missing-max-tokens'));
  });
});
