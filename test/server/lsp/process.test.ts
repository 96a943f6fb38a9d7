import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, MODERN } from './editor.ts';
import { UNLIMITED } from './samples.ts';
import { serverProgram } from './serverProgram.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

async function initialize(connection: MessageConnection): Promise<string> {
  connection.listen();
  const { serverInfo } = await connection.sendRequest<{ serverInfo: { name: string } }>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
  });
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return serverInfo.name;
}

describe('the language server as a process', () => {
  it('speaks over standard input and output as `farthing lsp`', async () => {
    const command = serverProgram().endsWith('.ts') ? 'server/cli/main.ts' : 'dist/cli.js';
    const child = spawn(process.execPath, [join(root, command), 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    assert.equal(await initialize(connection), 'farthing');
    assert.deepEqual(await exited, [0, null]);
  });

  it('speaks over the channel of Node for editors that start it so', async () => {
    const child = fork(serverProgram(), ['--node-ipc'], { stdio: 'inherit' });
    const exited = once(child, 'exit');
    assert.equal(await initialize(createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child))), 'farthing');
    assert.deepEqual(await exited, [0, null]);
  });

  it('ends with a failure when an editor goes without a word', async () => {
    const editor = await Editor.start();
    const exited = once(editor.child, 'exit');
    await editor.connection.sendNotification('exit');
    assert.deepEqual(await exited, [1, null]);
  });

  it('has its state again after it was killed, from what the editor opens again', async () => {
    const folder = temporaryTree({ 'answer.py': 'print(1)\n' });
    const text = `${UNLIMITED}# not saved\n`;
    for (let life = 0; life < 2; life++) {
      const editor = await Editor.start({ folders: [folder] });
      assert.deepEqual(await editor.rules(await editor.open(`${folder}/answer.py`, text)), ['missing-max-tokens']);
      const exited = once(editor.child, 'exit');
      editor.child.kill('SIGKILL');
      await exited;
    }
  });

  it('ends at once in the middle of its work: nothing is said any more, and what was asked is answered', async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`a${index}.py`, UNLIMITED]));
    const initializationOptions = { settings: { farthing: { lint: { scope: 'workspace' } } } };
    const editor = await Editor.start({ folders: [temporaryTree(files)], initializationOptions });
    const asked = editor.connection.sendRequest('farthing/lintWorkspace');
    await editor.until(() => editor.published.size > 0);
    await editor.connection.sendRequest('shutdown');
    const told = editor.published.size;
    await asked;
    assert.ok(told < 400, `${told} files had been told of`);
    assert.equal(editor.published.size, told);
    const exited = once(editor.child, 'exit');
    await editor.connection.sendNotification('exit');
    assert.deepEqual(await exited, [0, null]);
  });

  it('answers for a document it does not know with nothing', async () => {
    const editor = await Editor.start({ capabilities: MODERN });
    const uri = 'file:///nowhere/at/all.py';
    assert.deepEqual(await editor.actions(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }), []);
    assert.deepEqual(await editor.lenses(uri), []);
    assert.deepEqual(await editor.hints(uri), []);
    assert.equal(await editor.hover(uri, { line: 0, character: 0 }), null);
    const asked = await editor.pull(uri);
    assert.deepEqual(asked.kind === 'full' && asked.items, []);
    await editor.stop();
  });

  it('tells how it is: calls, cost, findings, time', async () => {
    const folder = temporaryTree({ 'answer.py': UNLIMITED });
    const editor = await Editor.start({ folders: [folder] });
    const uri = await editor.open(`${folder}/answer.py`);
    await editor.diagnostics(uri);
    const last = () => editor.heard.get('farthing/status')?.at(-1) as { state: string; calls: number } | undefined;
    await editor.until(() => last()?.state === 'ready' && last()?.calls === 1);
    const status = editor.heard.get('farthing/status')?.at(-1) as Record<string, unknown> & { perMonth: number; slowest: { uri: string } };
    assert.deepEqual(
      { state: status.state, calls: status.calls, unpriced: status.unpriced, findings: status.findings, problems: status.problems },
      { state: 'ready', calls: 1, unpriced: 0, findings: 1, problems: [] },
    );
    assert.ok(status.perMonth > 0);
    assert.equal(status.callsPerMonth, 10_000);
    assert.equal(status.slowest.uri, uri);
    await editor.stop();
  });

  it('shows how far it is while it reads many files', async () => {
    const files = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`a${index}.py`, UNLIMITED]));
    const settings = () => ({ lint: { scope: 'workspace' } });
    const editor = await Editor.start({ folders: [temporaryTree(files)], capabilities: MODERN, settings });
    const kinds = () => (editor.heard.get('$/progress') ?? []).map(progress => (progress as { value: { kind: string } }).value.kind);
    await editor.until(() => kinds().filter(kind => kind === 'end').length >= 1 && editor.heard.has('farthing/status'));
    assert.ok(kinds().includes('begin') && kinds().includes('report'), kinds().join());
    assert.ok(editor.heard.has('window/workDoneProgress/create'));
    await editor.stop();
  });

  it('asks an editor to ask again when its settings change', async () => {
    const editor = await Editor.start({ folders: [temporaryTree({ 'a.py': UNLIMITED })], capabilities: MODERN });
    await editor.settingsChanged();
    for (const what of ['workspace/diagnostic/refresh', 'workspace/codeLens/refresh', 'workspace/inlayHint/refresh']) {
      await editor.until(() => editor.heard.has(what));
    }
    await editor.stop();
  });

  it('reports on itself without a word of the code', async () => {
    const folder = temporaryTree({ 'secret_name.py': UNLIMITED });
    const editor = await Editor.start({ folders: [folder] });
    await editor.diagnostics(await editor.open(`${folder}/secret_name.py`));
    const report = await editor.connection.sendRequest<string>('farthing/supportReport');
    assert.match(report, /^## Language server\nFarthing \d/);
    assert.match(report, /- folder: 1 files, 1 analysed; scope open; settings \{"enable":true/);
    assert.equal(/secret|question|tmp/.test(report), false, report);
    await editor.stop();
  });
});
