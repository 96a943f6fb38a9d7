import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import {
  FileChangeType,
  type FullDocumentDiagnosticReport,
  LSPErrorCodes,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, MODERN, uriOf } from './editor.ts';
import { LIMITED, UNLIMITED } from './samples.ts';

const rulesOf = (report: unknown) => (report as FullDocumentDiagnosticReport).items.map(({ code }) => code);

describe('diagnostics an editor asks for', () => {
  let folder: string;
  let editor: Editor;

  before(async () => {
    folder = temporaryTree({
      'answer.py': UNLIMITED,
      'settings.py': 'LIMIT = 300\n',
      'limited.py': LIMITED.replace('300', 'LIMIT').replace('\n\nclient', '\nfrom settings import LIMIT\n\nclient'),
    });
    editor = await Editor.start({ folders: [folder], capabilities: MODERN });
  });
  after(() => editor.stop());

  it('are announced', () => {
    const { diagnosticProvider } = editor.initialized.capabilities;
    assert.deepEqual(diagnosticProvider, { identifier: 'farthing', interFileDependencies: true, workspaceDiagnostics: true });
  });

  it('are those of the text as it is when the answer comes', async () => {
    const uri = await editor.open(`${folder}/answer.py`);
    assert.deepEqual(rulesOf(await editor.pull(uri)), ['missing-max-tokens']);
    await editor.change(uri, LIMITED);
    assert.deepEqual(rulesOf(await editor.pull(uri)), []);
    await editor.change(uri, UNLIMITED);
    assert.deepEqual(rulesOf(await editor.pull(uri)), ['missing-max-tokens']);
    assert.equal(editor.published.has(uri), false, 'nothing is sent besides');
  });

  it('are not sent again when they are what the editor has', async () => {
    const uri = uriOf(`${folder}/answer.py`);
    const first = await editor.pull(uri);
    assert.ok(first.kind === 'full' && first.resultId);
    assert.deepEqual(await editor.pull(uri, first.resultId), { kind: 'unchanged', resultId: first.resultId });
    await editor.change(uri, `\n${UNLIMITED}`);
    assert.equal((await editor.pull(uri, first.resultId)).kind, 'full');
  });

  it('need not be waited for: a request that is cancelled in time is answered so, and the server goes on', async () => {
    // The first request of a server's life takes it long enough to be cancelled in.
    const fresh = await Editor.start({ folders: [folder], capabilities: MODERN });
    const uri = await fresh.open(`${folder}/answer.py`, LIMITED);
    const source = new CancellationTokenSource();
    const asked = fresh.pull(uri, undefined, source.token);
    source.cancel();
    await assert.rejects(asked, { code: LSPErrorCodes.RequestCancelled });
    assert.deepEqual(rulesOf(await fresh.pull(uri)), []);
    await fresh.stop();
  });

  it('are given up for a text that changed meanwhile', async () => {
    const uri = uriOf(`${folder}/answer.py`);
    await editor.change(uri, UNLIMITED);
    const stale = editor.pull(uri).then(
      report => report.kind,
      (error: { code: number }) => error.code,
    );
    await editor.change(uri, LIMITED);
    const fresh = editor.pull(uri);
    assert.ok([LSPErrorCodes.ContentModified, 'full'].includes(await stale));
    assert.deepEqual(rulesOf(await fresh), []);
  });

  it('are asked for again when another file changes them', async () => {
    const uri = await editor.open(`${folder}/limited.py`);
    assert.deepEqual(rulesOf(await editor.pull(uri)), []);
    const settings = await editor.open(`${folder}/settings.py`);
    await editor.change(settings, 'LIMIT = None\n');
    await editor.until(() => editor.heard.has('workspace/diagnostic/refresh'));
    assert.deepEqual(rulesOf(await editor.pull(uri)), ['missing-max-tokens']);
  });

  it('of a closed file are none while only open files are linted', async () => {
    const uri = uriOf(`${folder}/answer.py`);
    await editor.change(uri, UNLIMITED);
    await editor.pull(uri);
    await editor.close(uri);
    assert.deepEqual(rulesOf(await editor.pull(uri)), []);
  });
});

describe('diagnostics of the workspace an editor asks for', () => {
  let folder: string;
  let editor: Editor;
  const items = new Map<string, readonly unknown[]>();
  const source = new CancellationTokenSource();
  let request: Promise<WorkspaceDiagnosticReport>;

  before(async () => {
    folder = temporaryTree({ 'answer.py': UNLIMITED, 'deep/down/other.py': UNLIMITED, 'fine.py': LIMITED });
    const settings = () => ({ lint: { scope: 'workspace' } });
    editor = await Editor.start({ folders: [folder], capabilities: MODERN, settings });
  });
  after(() => editor.stop());

  const ask = (previousResultIds: { uri: string; value: string }[], partialResultToken?: string): Promise<WorkspaceDiagnosticReport> =>
    editor.connection.sendRequest('workspace/diagnostic', { previousResultIds, partialResultToken }, source.token);

  it('come bit by bit while the request stays open', async () => {
    editor.connection.onNotification('$/progress', ({ token, value }: { token: unknown; value: WorkspaceDiagnosticReport }) => {
      if (token !== 'w2') return;
      for (const report of value.items)
        if (report.kind === 'full')
          items.set(
            report.uri,
            report.items.map(({ code }) => code),
          );
      editor.noticed();
    });
    request = ask([], 'w2');
    await editor.until(() => items.size === 2);
    assert.deepEqual(items.get(uriOf(`${folder}/answer.py`)), ['missing-max-tokens']);
    assert.deepEqual(items.get(uriOf(`${folder}/deep/down/other.py`)), ['missing-max-tokens']);
  });

  it('follow changes on disk', async () => {
    writeFileSync(`${folder}/answer.py`, LIMITED);
    await editor.watched([`${folder}/answer.py`, FileChangeType.Changed]);
    await editor.until(() => items.get(uriOf(`${folder}/answer.py`))?.length === 0);
    writeFileSync(`${folder}/new.py`, UNLIMITED);
    await editor.watched([`${folder}/new.py`, FileChangeType.Created]);
    await editor.until(() => items.get(uriOf(`${folder}/new.py`))?.length === 1);
  });

  it('end when the request is cancelled', async () => {
    source.cancel();
    const ended = await request.then(
      report => report.items,
      (error: { code: number }) => error.code,
    );
    assert.ok(Array.isArray(ended) ? ended.length === 0 : ended === LSPErrorCodes.RequestCancelled);
  });

  it('are answered at once, with what is news, to an editor that takes no bits', async () => {
    const other: Promise<WorkspaceDiagnosticReport> = editor.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] });
    const { items: all } = await other;
    assert.deepEqual(all.map(({ uri }) => uri).sort(), [uriOf(`${folder}/deep/down/other.py`), uriOf(`${folder}/new.py`)]);
    const previousResultIds = all.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
    const next: Promise<WorkspaceDiagnosticReport> = editor.connection.sendRequest('workspace/diagnostic', { previousResultIds });
    writeFileSync(`${folder}/new.py`, LIMITED);
    await editor.watched([`${folder}/new.py`, FileChangeType.Changed]);
    const news = await next;
    assert.deepEqual(
      news.items.map(report => [report.uri, rulesOf(report)]),
      [[uriOf(`${folder}/new.py`), []]],
    );
  });

  it('of a file that was closed are those of the file on disk', async () => {
    const uri = await editor.open(`${folder}/deep/down/other.py`, LIMITED);
    assert.deepEqual(rulesOf(await editor.pull(uri)), []);
    await editor.close(uri);
    assert.deepEqual(rulesOf(await editor.pull(uri)), ['missing-max-tokens']);
  });
});
