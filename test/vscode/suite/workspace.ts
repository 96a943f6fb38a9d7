import * as vscode from 'vscode';
import { closeAll, configure, fileOf, has, hasNone, open, reported } from './editing.ts';

describe('a workspace', () => {
  afterEach(async () => {
    await configure('lint.scope', undefined);
    await closeAll();
  });

  it('has no findings of files that are closed', async () => {
    const uri = fileOf('service', 'unlimited.py');
    await open(uri);
    await reported(uri, has('missing-max-tokens'));
    await closeAll();
    await reported(uri, hasNone);
  });

  it('has findings of files that nobody opened, where the user wants that, and keeps them when a file is closed', async () => {
    await open(fileOf('service', 'plain.py'));
    await configure('lint.scope', 'workspace');
    await reported(fileOf('service', 'unopened.py'), has('missing-max-tokens'));
    await open(fileOf('service', 'unlimited.py'));
    await reported(fileOf('service', 'unlimited.py'), has('missing-max-tokens'));
    await closeAll();
    await open(fileOf('web', 'translate.ts'));
    await reported(fileOf('web', 'translate.ts'), has('wrong-max-tokens-parameter'));
    await reported(fileOf('service', 'unlimited.py'), has('missing-max-tokens'));
  });

  it('sees a change that another program made, and a file that is new or gone', async () => {
    await open(fileOf('service', 'plain.py'));
    await configure('lint.scope', 'workspace');
    const [unopened, made] = [fileOf('service', 'unopened.py'), fileOf('service', 'made.py')];
    await reported(unopened, has('missing-max-tokens'));
    const text = await vscode.workspace.fs.readFile(unopened);
    await vscode.workspace.fs.writeFile(made, text);
    await reported(made, has('missing-max-tokens'));
    await vscode.workspace.fs.delete(made);
    await reported(made, hasNone);
  });

  it('follows its configuration file as it changes', async () => {
    const [config, uri] = [fileOf('service', 'farthing.jsonc'), fileOf('service', 'unlimited.py')];
    await open(uri);
    await reported(uri, has('missing-max-tokens'));
    const before = await vscode.workspace.fs.readFile(config);
    try {
      await vscode.workspace.fs.writeFile(config, Buffer.from('{ "rules": { "missing-max-tokens": "off" } }\n'));
      await reported(uri, hasNone);
    } finally {
      await vscode.workspace.fs.writeFile(config, before);
    }
    await reported(uri, has('missing-max-tokens'));
  });

  it('is told what is wrong with its configuration file, where it is wrong', async () => {
    const config = fileOf('service', 'farthing.jsonc');
    const editor = await open(config);
    const at = editor.document.positionAt(editor.document.getText().indexOf('"missing-max-tokens"'));
    await editor.edit(edit => edit.insert(at, '"missing-max-token": "off", '));
    await reported(config, found => found.length > 0);
  });

  it('has its settings folder by folder', async () => {
    const [service, web] = [fileOf('service', 'refused.py'), fileOf('web', 'translate.ts')];
    const settings = vscode.workspace.getConfiguration('farthing', web);
    await open(service);
    await reported(service, has('wrong-max-tokens-parameter'));
    await open(web);
    await reported(web, has('wrong-max-tokens-parameter'));
    try {
      await settings.update('enable', false, vscode.ConfigurationTarget.WorkspaceFolder);
      await reported(web, hasNone);
      await reported(service, has('wrong-max-tokens-parameter'));
    } finally {
      await settings.update('enable', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    }
    await reported(web, has('wrong-max-tokens-parameter'));
  });
});
