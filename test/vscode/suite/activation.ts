import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileOf, has, open, reported } from './editing.ts';

const extension = () => {
  const found = vscode.extensions.getExtension('farthing.farthing');
  assert.ok(found, 'the extension is not installed');
  return found;
};

describe('the extension', () => {
  it('is installed from its file', () => assert.equal(extension().packageJSON.displayName, 'Farthing'));

  it('needs no other extension', () => {
    const { extensionDependencies = [], extensionPack = [] } = extension().packageJSON;
    assert.deepEqual([...extensionDependencies, ...extensionPack], []);
  });

  it('says what is wrong with a file that is opened, without a setting', async () => {
    await open(fileOf('service', 'refused.py'));
    await reported(fileOf('service', 'refused.py'), has('wrong-max-tokens-parameter'));
    assert.equal(extension().isActive, true);
  });

  it('has every command of its manifest', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = extension().packageJSON.contributes.commands.filter(({ command }: { command: string }) => !known.has(command));
    assert.deepEqual(missing, []);
  });
});
