import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, MODERN, uriOf } from './editor.ts';
import { UNLIMITED } from './samples.ts';
import { serverProgram } from './serverProgram.ts';

/** Ends the process at the first socket, server or look-up of a name: pipes that were there from the start are none. */
const NO_NETWORK = `data:text/javascript,${encodeURIComponent(`
  import dgram from 'node:dgram';
  import dns from 'node:dns';
  import net from 'node:net';
  const forbid = what => () => { process.stderr.write('the server opened ' + what); process.exit(86); };
  net.Socket.prototype.connect = forbid('a socket');
  net.Server.prototype.listen = forbid('a server');
  dgram.createSocket = forbid('a datagram socket');
  dns.lookup = forbid('a name');
`)}`;

/** What a workspace might try: settings that name programs, addresses and files elsewhere, and code that would run if anybody imported it. */
const HOSTILE = {
  'answer.py': `import planted\n${UNLIMITED}`,
  'planted.py': 'import os\nos.system("touch planted")\n',
  'package.json': '{ "name": "planted", "main": "planted.js", "scripts": { "preinstall": "touch planted" } }',
  'planted.js': "require('node:fs').writeFileSync('planted', '');\n",
  'answer.js':
    "import './planted.js';\nimport OpenAI from 'openai';\nnew OpenAI().responses.create({ model: 'gpt-6-luna', input: 'a' });\n",
  'farthing.jsonc': '{ "rules": { "missing-max-tokens": "error" } }',
  '.vscode/settings.json': '{ "farthing.trace.server": "verbose" }',
};

describe('a workspace that is not trusted', () => {
  it('is linted by a process that may neither write a file, start a program nor open a socket', async () => {
    const folder = temporaryTree(HOSTILE);
    const permissions = ['--permission', '--allow-fs-read=*', '--import', NO_NETWORK];
    const child = spawn(process.execPath, [...permissions, serverProgram(), '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let complaints = '';
    child.stderr.on('data', chunk => {
      complaints += chunk;
    });
    const exited = once(child, 'exit');
    const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const told = new Map<string, readonly unknown[]>();
    const all = new Promise<void>(resolve => {
      connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        told.set(
          uri,
          diagnostics.map(({ code, severity }) => `${code} ${severity}`),
        );
        if (told.size === 2) resolve();
      });
    });
    const log: string[] = [];
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      log.push(message);
    });
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uriOf(folder),
      capabilities: {},
      initializationOptions: { settings: { farthing: { lint: { scope: 'workspace' } } } },
    });
    await connection.sendNotification('initialized', {});
    await Promise.race([all, exited]);
    assert.deepEqual(told.get(uriOf(`${folder}/answer.py`)), ['missing-max-tokens 1']);
    assert.deepEqual(told.get(uriOf(`${folder}/answer.js`)), ['missing-max-tokens 1']);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.deepEqual([await exited, complaints, log], [[0, null], '', []]);
    connection.dispose();
  });
});

describe('a workspace of another file system', () => {
  const uri = (name: string) => `vscode-vfs://github/shop/${name}`;

  it('has its open files linted and priced, and nothing on this machine is taken for one of its files', async () => {
    const editor = await Editor.start({ capabilities: MODERN, folderUris: ['vscode-vfs://github/shop'] });
    await editor.openUri(uri('answer.py'), UNLIMITED);
    const asked = await editor.pull(uri('answer.py'));
    assert.deepEqual(asked.kind === 'full' && asked.items.map(({ code }) => code), ['missing-max-tokens']);
    assert.equal((await editor.lenses(uri('answer.py'))).length, 1);
    assert.equal((await editor.hints(uri('answer.py'))).length, 1);
    assert.ok(await editor.hover(uri('answer.py'), editor.placeOf(uri('answer.py'), 'chat')));
    const [fix] = await editor.actions(uri('answer.py'), { start: { line: 6, character: 12 }, end: { line: 6, character: 12 } });
    await editor.apply(fix?.edit ?? {});
    const fixed = await editor.pull(uri('answer.py'));
    assert.deepEqual(fixed.kind === 'full' && fixed.items, []);
    await editor.stop();
  });

  it('is told of a file of the same name beside a folder on disk what its own text says', async () => {
    const folder = temporaryTree({ 'settings.py': 'LIMIT = 300\n' });
    writeFileSync(`${folder}/answer.py`, 'print(1)\n');
    const editor = await Editor.start({ folders: [folder] });
    await editor.openUri(uri('answer.py'), UNLIMITED);
    assert.deepEqual(await editor.rules(uri('answer.py')), ['missing-max-tokens']);
    assert.deepEqual(await editor.rules(await editor.open(`${folder}/answer.py`)), []);
    await editor.stop();
  });

  it('has the problems of a closed file taken back', async () => {
    const editor = await Editor.start({ folderUris: ['vscode-vfs://github/shop'] });
    await editor.openUri(uri('answer.py'), UNLIMITED);
    assert.deepEqual(await editor.rules(uri('answer.py')), ['missing-max-tokens']);
    await editor.close(uri('answer.py'));
    await editor.until(() => editor.published.get(uri('answer.py'))?.diagnostics.length === 0);
    await editor.stop();
  });
});
