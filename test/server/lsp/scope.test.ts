import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, MODERN, SIMPLE, uriOf } from './editor.ts';
import { LIMITED, UNLIMITED } from './samples.ts';

describe('findings of files that are not open', () => {
  let folder: string;
  let editor: Editor;
  let scope = 'workspace';
  const answer = () => uriOf(`${folder}/answer.py`);
  const other = () => uriOf(`${folder}/shop/other.py`);
  const told = (uri: string) => editor.published.get(uri)?.diagnostics.map(({ code }) => code);

  before(async () => {
    folder = temporaryTree({ 'answer.py': UNLIMITED, 'shop/other.py': UNLIMITED, 'node_modules/openai/example.js': 'import "openai"\n' });
    const capabilities = { ...SIMPLE, workspace: { configuration: true } };
    editor = await Editor.start({ folders: [folder], capabilities, settings: () => ({ lint: { scope } }) });
  });
  after(() => editor.stop());

  it('are told where the whole workspace is linted', async () => {
    await editor.until(() => editor.published.size === 2);
    assert.deepEqual(told(answer()), ['missing-max-tokens']);
    assert.deepEqual(told(other()), ['missing-max-tokens']);
  });

  it('stay when a file is closed, as it is on disk', async () => {
    await editor.open(`${folder}/answer.py`);
    await editor.change(answer(), LIMITED);
    assert.deepEqual(await editor.rules(answer()), []);
    await editor.close(answer());
    await editor.until(() => told(answer())?.length === 1);
  });

  it('follow what others do to files', async () => {
    writeFileSync(`${folder}/shop/other.py`, LIMITED);
    await editor.watched([`${folder}/shop/other.py`, FileChangeType.Changed]);
    await editor.until(() => told(other())?.length === 0);
  });

  it('come with new files and folders, without a restart', async () => {
    mkdirSync(`${folder}/fresh`);
    writeFileSync(`${folder}/fresh/answer.py`, UNLIMITED);
    await editor.watched([`${folder}/fresh/answer.py`, FileChangeType.Created]);
    await editor.until(() => told(uriOf(`${folder}/fresh/answer.py`))?.length === 1);
  });

  it('go with the folder they were in', async () => {
    rmSync(`${folder}/fresh`, { recursive: true });
    await editor.watched([`${folder}/fresh`, FileChangeType.Deleted]);
    await editor.until(() => told(uriOf(`${folder}/fresh/answer.py`))?.length === 0);
  });

  it('go when only open files are to be linted, and come back', async () => {
    await editor.open(`${folder}/shop/other.py`, UNLIMITED);
    assert.deepEqual(await editor.rules(other()), ['missing-max-tokens']);
    scope = 'openFiles';
    await editor.settingsChanged();
    await editor.until(() => told(answer())?.length === 0);
    assert.deepEqual(told(other()), ['missing-max-tokens']);
    scope = 'workspace';
    await editor.settingsChanged();
    await editor.until(() => told(answer())?.length === 1);
  });

  it('go when only open files are linted and the file is closed', async () => {
    scope = 'openFiles';
    await editor.settingsChanged();
    await editor.until(() => told(answer())?.length === 0);
    await editor.close(other());
    await editor.until(() => told(other())?.length === 0);
  });

  it('are told once on request, and then kept up to date', async () => {
    const summary = await editor.connection.sendRequest('farthing/lintWorkspace');
    assert.deepEqual(summary, { files: 2, calls: 2, findings: 1 });
    await editor.until(() => told(answer())?.length === 1);
    writeFileSync(`${folder}/answer.py`, LIMITED);
    await editor.watched([`${folder}/answer.py`, FileChangeType.Changed]);
    await editor.until(() => told(answer())?.length === 0);
  });
});

describe('switching off', () => {
  it('takes everything back, and switching on brings it again', async () => {
    const folder = temporaryTree({ 'answer.py': UNLIMITED });
    let enable = true;
    const editor = await Editor.start({
      folders: [folder],
      capabilities: { ...SIMPLE, workspace: { configuration: true } },
      settings: () => ({ enable }),
    });
    const uri = await editor.open(`${folder}/answer.py`);
    assert.deepEqual(await editor.rules(uri), ['missing-max-tokens']);
    assert.equal((await editor.lenses(uri)).length, 1);
    enable = false;
    await editor.settingsChanged();
    await editor.until(() => editor.published.get(uri)?.diagnostics.length === 0);
    assert.deepEqual(await editor.lenses(uri), []);
    enable = true;
    await editor.settingsChanged();
    await editor.until(() => editor.published.get(uri)?.diagnostics.length === 1);
    assert.equal((await editor.lenses(uri)).length, 1);
    await editor.stop();
  });

  it('works for editors that send their settings', async () => {
    const folder = temporaryTree({ 'answer.py': UNLIMITED });
    const initializationOptions = { settings: { farthing: { lint: { scope: 'workspace' } } } };
    const editor = await Editor.start({ folders: [folder], initializationOptions });
    await editor.until(() => editor.published.size === 1);
    await editor.settingsChanged({ farthing: { enable: false } });
    await editor.until(() => editor.published.get(uriOf(`${folder}/answer.py`))?.diagnostics.length === 0);
    await editor.stop();
  });
});

describe('an editor that watches files', () => {
  it('is asked to watch sources and settings', async () => {
    const editor = await Editor.start({ folders: [temporaryTree({ 'a.py': '' })], capabilities: MODERN });
    await editor.until(() => (editor.heard.get('client/registerCapability')?.length ?? 0) >= 2);
    const registrations = editor.heard.get('client/registerCapability') as {
      registrations: { method: string; registerOptions: unknown }[];
    }[];
    const methods = registrations.flatMap(one => one.registrations.map(({ method }) => method));
    assert.ok(methods.includes('workspace/didChangeWatchedFiles'));
    assert.ok(methods.includes('workspace/didChangeConfiguration'));
    await editor.stop();
  });
});
