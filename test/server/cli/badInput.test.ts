import assert from 'node:assert/strict';
import { chmodSync, symlinkSync } from 'node:fs';
import { farthing, findings, OVERSIZED, temporaryTree } from './command.ts';

const GOOD = 'z_good.py';
const FOUND = `${GOOD}:5 oversized-retrieval-k`;
const LLM = 'from openai import OpenAI\n';
const latin = (text: string) => Buffer.from(text, 'latin1');

/** What is wrong with a file, what it holds, what is said of it; the file beside it is linted all the same. */
const TABLE: readonly [what: string, name: string, content: string | Uint8Array, said: RegExp | undefined][] = [
  ['invalid UTF-8', 'a.py', latin(`${LLM}x = "caf\xe9"\n`), /a\.py: not valid UTF-8: the bytes that are wrong were replaced/],
  ['NUL bytes', 'a.py', `${LLM}\0\0`, /a\.py: skipped: contains NUL bytes/],
  ['UTF-16', 'a.py', Buffer.from(`\uFEFF${LLM}`, 'utf16le'), /a\.py: skipped: UTF-16 text/],
  ['20 MB', 'a.py', LLM + 'x = 1\n'.repeat(3_500_000), /a\.py: skipped: longer than 5 MB/],
  ['a broken notebook', 'a.ipynb', '{"cells": [{"cell_type": "code", "source": ["import openai\\n"', /a\.ipynb: /],
  ['10,000 nested brackets', 'a.py', `${LLM}x = ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, undefined],
  ['10,000 nested brackets in TypeScript', 'a.ts', `import 'openai';\nconst x = ${'['.repeat(10_000)}${']'.repeat(10_000)};\n`, undefined],
  [
    '20,000 repeated characters in a prompt',
    'a.py',
    `${LLM}OpenAI().chat.completions.create(model="gpt-5.4", max_completion_tokens=9, messages=[{"role": "system", "content": "${'a'.repeat(20_000)}"}])\n`,
    undefined,
  ],
  ['a sum of 5,000 terms', 'a.py', `${LLM}x = ${Array(5000).fill('"a"').join(' + ')}\n`, undefined],
  ['nothing', 'a.py', '', undefined],
  ['a syntax error', 'a.py', `${LLM}def (:\n`, undefined],
];

describe('bad input', () => {
  for (const [what, name, content, said] of TABLE) {
    it(`of ${what} does not keep the rest from being linted${said ? ', and is named' : ''}`, () => {
      const root = temporaryTree({ [name]: content, [GOOD]: OVERSIZED });
      const run = farthing(root, ['check', '--format', 'json']);
      assert.equal(run.code, 1, run.stderr);
      assert.ok(run.stdout.includes('oversized-retrieval-k'));
      if (said) assert.match(run.stderr, said);
      else assert.equal(run.stderr, '');
      // Remembered results say the same.
      assert.equal(farthing(root, ['check', '--format', 'json']).stderr, run.stderr);
    });
  }

  it('of a file that may not be read is named', () => {
    const root = temporaryTree({ 'a.py': LLM, [GOOD]: OVERSIZED });
    chmodSync(root, 0o777);
    chmodSync(`${root}/a.py`, 0);
    // To the superuser no file is closed.
    const asNobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const run = farthing(root, ['check', '--format', 'json'], asNobody);
    assert.match(run.stderr, /a\.py: cannot read the file: permission denied/);
    assert.equal(run.code, 1);
  });

  it('of links in a circle neither hangs nor is followed', () => {
    const root = temporaryTree({ [GOOD]: OVERSIZED, 'sub/.keep': '' });
    symlinkSync('..', `${root}/sub/up`);
    symlinkSync('loop.py', `${root}/loop.py`);
    assert.deepEqual(findings(root), [FOUND]);
    const named = farthing(root, ['check', 'loop.py']);
    assert.equal(named.code, 2);
    assert.match(named.stderr, /loop\.py: its symbolic links go round in a circle/);
  });

  it('opens no socket, whatever is asked', () => {
    const root = temporaryTree({
      'a.py': OVERSIZED,
      'b.py': `${LLM}OpenAI().chat.completions.create(model="no-such-model", messages=[])\n`,
      'farthing.jsonc': '{}',
      'noSockets.cjs': `
        const refuse = name => () => { process.stderr.write('SOCKET ' + name); process.exit(99); };
        const net = require('node:net'), tls = require('node:tls'), dgram = require('node:dgram'), dns = require('node:dns');
        net.Socket.prototype.connect = refuse('connect'); net.Server.prototype.listen = refuse('listen');
        net.connect = net.createConnection = refuse('net.connect'); tls.connect = refuse('tls.connect');
        dgram.createSocket = refuse('dgram'); dns.lookup = dns.resolve = refuse('dns'); globalThis.fetch = refuse('fetch');
        for (const name of ['node:http', 'node:https']) { const http = require(name); http.request = http.get = refuse(name); }
        require('node:http2').connect = refuse('http2');
      `,
    });
    const node = ['--require', `${root}/noSockets.cjs`];
    for (const args of [
      ['check'],
      ['check', '--fix-suggestions', '--diff'],
      ['check', '--format', 'sarif'],
      ['estimate'],
      ['explain'],
      ['init'],
    ]) {
      const run = farthing(root, args, { node });
      assert.ok(run.code !== 99 && !run.stderr.includes('SOCKET'), `${args.join(' ')}: ${run.stderr}`);
    }
  });
});
