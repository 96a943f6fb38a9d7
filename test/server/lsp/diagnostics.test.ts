import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver-protocol';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor } from './editor.ts';
import { DATED, LIMITED, UNLIMITED, UNLIMITED_TS } from './samples.ts';

describe('diagnostics sent to an editor', () => {
  let folder: string;
  let editor: Editor;

  before(async () => {
    folder = temporaryTree({ 'answer.py': UNLIMITED, 'dated.py': DATED, 'answer.ts': UNLIMITED_TS, 'plain.py': 'print(1)\n' });
    editor = await Editor.start({ folders: [folder] });
  });
  after(() => editor.stop());

  it('say what a file is told, with rule, severity, place and a page to read', async () => {
    const uri = await editor.open(`${folder}/answer.py`);
    const [diagnostic, ...others] = await editor.diagnostics(uri);
    assert.deepEqual(others, []);
    assert.equal(diagnostic?.source, 'farthing');
    assert.equal(diagnostic.code, 'missing-max-tokens');
    assert.equal(diagnostic.severity, DiagnosticSeverity.Warning);
    assert.deepEqual(diagnostic.range, { start: { line: 6, character: 11 }, end: { line: 6, character: 41 } });
    assert.match(String(diagnostic.message), /^up to \$/);
    assert.match(diagnostic.codeDescription?.href ?? '', /^file:.*\/docs\/rules\/missing-max-tokens\.md$/);
    await editor.close(uri);
  });

  it('go when the cause is gone, and come back with it', async () => {
    const uri = await editor.open(`${folder}/answer.py`);
    assert.deepEqual(await editor.rules(uri), ['missing-max-tokens']);
    await editor.change(uri, LIMITED);
    assert.deepEqual(await editor.rules(uri), []);
    await editor.replace(uri, ', max_completion_tokens=300', '');
    assert.deepEqual(await editor.rules(uri), ['missing-max-tokens']);
    await editor.close(uri);
  });

  it('come for TypeScript too', async () => {
    const uri = await editor.open(`${folder}/answer.ts`);
    assert.deepEqual(await editor.rules(uri), ['missing-max-tokens']);
    await editor.close(uri);
  });

  it('lead from the source of change to the prompt', async () => {
    const uri = await editor.open(`${folder}/dated.py`);
    const [diagnostic] = await editor.diagnostics(uri);
    assert.equal(diagnostic?.code, 'cache-busting-prompt');
    const [first] = diagnostic.relatedInformation ?? [];
    assert.deepEqual(first?.location, { uri, range: { start: { line: 8, character: 10 }, end: { line: 8, character: 24 } } });
    assert.match(first?.message ?? '', /datetime\.now/);
    await editor.close(uri);
  });

  it('are taken back when the file is closed', async () => {
    const uri = await editor.open(`${folder}/answer.py`);
    await editor.diagnostics(uri);
    await editor.close(uri);
    await editor.until(() => editor.published.get(uri)?.diagnostics.length === 0);
  });

  it('are empty for a file that calls no model', async () => {
    const uri = await editor.open(`${folder}/plain.py`);
    assert.deepEqual(await editor.rules(uri), []);
  });

  it('come for a file that has not been saved yet', async () => {
    const uri = await editor.open(`${folder}/new.py`, UNLIMITED);
    assert.deepEqual(await editor.rules(uri), ['missing-max-tokens']);
    await editor.close(uri);
  });

  it('come for an untitled text', async () => {
    await editor.openUri('untitled:Untitled-1', UNLIMITED);
    assert.deepEqual(await editor.rules('untitled:Untitled-1'), ['missing-max-tokens']);
    await editor.openUri('untitled:Untitled-2', UNLIMITED_TS, 'typescript');
    assert.deepEqual(await editor.rules('untitled:Untitled-2'), ['missing-max-tokens']);
  });

  it('come for a file of another file system', async () => {
    await editor.openUri('vscode-vfs://github/shop/answer.py', UNLIMITED);
    assert.deepEqual(await editor.rules('vscode-vfs://github/shop/answer.py'), ['missing-max-tokens']);
  });

  it('go as far as broken code can be read', async () => {
    const uri = await editor.open(`${folder}/answer.py`, `${UNLIMITED}\ndef broken(:\n`);
    assert.deepEqual(await editor.rules(uri), ['missing-max-tokens']);
    await editor.close(uri);
  });
});

describe('diagnostics without a workspace', () => {
  it('come for a single file, and for an untitled text', async () => {
    const folder = temporaryTree({ 'answer.py': UNLIMITED });
    const editor = await Editor.start();
    const uri = await editor.open(`${folder}/answer.py`);
    assert.deepEqual(await editor.rules(uri), ['missing-max-tokens']);
    await editor.openUri('untitled:Untitled-1', UNLIMITED);
    assert.deepEqual(await editor.rules('untitled:Untitled-1'), ['missing-max-tokens']);
    assert.equal(await editor.stop(), 0);
  });
});
