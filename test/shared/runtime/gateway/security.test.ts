import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { exchangeBytes, openSocket, parseReply, statusOf } from './rawHttp.ts';
import { completes, type Rig, startRig, TOKEN } from './rig.ts';

describe('Who may ask the gateway', () => {
  let rig: Rig;
  let port: number;
  before(async () => {
    rig = await startRig({ answer: completes });
    port = rig.gateway.port;
  });
  after(() => rig.close());
  afterEach(() => assert.equal(rig.seen.length, reached, 'requests that reached the upstream'));

  let reached = 0;
  const get = (headers: string, target = '/openai/v1/models') => `GET ${target} HTTP/1.1\r\n${headers}connection: close\r\n\r\n`;
  const own = () => `host: 127.0.0.1:${port}\r\n`;

  describe('by its Host header', () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST']) {
      it(`lets ${name} in`, async () => {
        assert.equal(await statusOf(port, get(`host: ${name}:${port}\r\n`)), 200);
        reached++;
      });
    }
    for (const name of [
      'evil.example',
      '127.0.0.1',
      '127.0.0.1.nip.io',
      'localhost.evil.example',
      '0.0.0.0',
      '127.1',
      '[::ffff:127.0.0.1]',
    ]) {
      it(`refuses ${name}, which a page may have had resolved to this machine`, async () => {
        assert.equal(await statusOf(port, get(`host: ${name}${name === '127.0.0.1' ? '' : `:${port}`}\r\n`)), 403);
      });
    }
    it('refuses another port', async () => {
      assert.equal(await statusOf(port, get(`host: 127.0.0.1:${port + 1}\r\n`)), 403);
    });
    it('refuses two of them', async () => {
      assert.equal(await statusOf(port, get(`${own()}host: evil.example\r\n`)), 403);
    });
    it('refuses none', async () => {
      assert.equal(await statusOf(port, get('')), 400);
    });
  });

  describe('by where a page comes from', () => {
    it('refuses a page of another origin, also one without an origin', async () => {
      for (const origin of ['https://evil.example', 'http://localhost:3000', 'null', 'file://', 'http://127.0.0.1']) {
        assert.equal(await statusOf(port, get(`${own()}origin: ${origin}\r\n`)), 403, origin);
      }
    });
    it('refuses what a page loads without an Origin header', async () => {
      assert.equal(await statusOf(port, get(`${own()}sec-fetch-site: cross-site\r\n`)), 403);
      assert.equal(await statusOf(port, get(`${own()}sec-fetch-site: same-site\r\n`)), 403);
    });
    it('lets its own origin, a webview of VS Code and an address typed by the user in', async () => {
      assert.equal(await statusOf(port, get(`${own()}origin: http://127.0.0.1:${port}\r\n`)), 200);
      assert.equal(await statusOf(port, get(`${own()}origin: vscode-webview://1ab2\r\nsec-fetch-site: cross-site\r\n`)), 200);
      assert.equal(await statusOf(port, get(`${own()}sec-fetch-site: none\r\n`)), 200);
      reached += 3;
    });
    it('allows no page to read a reply, nor to ask whether it may', async () => {
      const preflight = `OPTIONS /openai/v1/models HTTP/1.1\r\n${own()}origin: https://evil.example\r\naccess-control-request-method: POST\r\nconnection: close\r\n\r\n`;
      const { headers, statusLine } = parseReply(await exchangeBytes(port, preflight));
      assert.match(statusLine, / 403 /);
      assert.ok(headers.every(([name]) => !name.toLowerCase().startsWith('access-control')));
    });
  });

  describe('by what can be read in one way only', () => {
    const post = (headers: string, body = '0\r\n\r\n') => `POST /openai/v1/chat/completions HTTP/1.1\r\n${own()}${headers}\r\n${body}`;
    const doubtful: Readonly<Record<string, () => string>> = {
      'both a length and a transfer encoding': () => post('content-length: 5\r\ntransfer-encoding: chunked\r\n'),
      'both, the other way round': () => post('transfer-encoding: chunked\r\ncontent-length: 5\r\n'),
      'two lengths': () => post('content-length: 5\r\ncontent-length: 6\r\n', 'abcdef'),
      'the same length twice': () => post('content-length: 5\r\ncontent-length: 5\r\n', 'abcde'),
      'a list of lengths': () => post('content-length: 5, 5\r\n', 'abcde'),
      'a signed length': () => post('content-length: +5\r\n', 'abcde'),
      'a length in hexadecimal': () => post('content-length: 0x5\r\n', 'abcde'),
      'a negative length': () => post('content-length: -5\r\n', 'abcde'),
      'a transfer encoding beside chunked': () => post('transfer-encoding: identity, chunked\r\n'),
      'gzip as transfer encoding': () => post('transfer-encoding: gzip, chunked\r\n'),
      'chunked before another one': () => post('transfer-encoding: chunked, identity\r\n'),
      'something like chunked': () => post('transfer-encoding: xchunked\r\n'),
      'chunked twice': () => post('transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n'),
      'a space before the colon': () => post('transfer-encoding : chunked\r\n'),
      'a control character in a value': () => post('transfer-encoding:\x0bchunked\r\n'),
      'a folded header': () => post('x-a: b\r\n transfer-encoding: chunked\r\n'),
      'bare line feeds': () => get(own()).replaceAll('\r\n', '\n'),
      'a chunk size that ends with a line feed': () => post('transfer-encoding: chunked\r\n', '5\nabcde\r\n0\r\n\r\n'),
      'a line feed in a chunk extension': () => post('transfer-encoding: chunked\r\n', '5;x=\n\r\nabcde\r\n0\r\n\r\n'),
      'a null byte in a header': () => get(`${own()}x: a\0b\r\n`),
      'an absolute URL': () => get(own(), 'http://evil.example/v1/models'),
      'an absolute URL of an upstream': () => get(own(), 'https://api.openai.com/v1/models'),
      'a path without a slash': () => get(own(), 'openai/v1/models'),
      'a fragment': () => get(own(), '/openai/v1/models#x'),
      'a space in the target': () => get(own(), '/openai/v1/ models'),
      'an asterisk': () => `OPTIONS * HTTP/1.1\r\n${own()}connection: close\r\n\r\n`,
    };
    for (const [what, request] of Object.entries(doubtful)) {
      it(`refuses ${what}`, async () => {
        assert.equal(await statusOf(port, request()), 400);
      });
    }
    it('refuses a transfer encoding in HTTP/1.0', async () => {
      const request = `POST /openai/v1/chat/completions HTTP/1.0\r\n${own()}transfer-encoding: chunked\r\n\r\n0\r\n\r\n`;
      assert.equal(await statusOf(port, request), 400);
    });
    it('reads nothing more from a connection whose request it refused', async () => {
      const smuggled = get(own());
      const replies = await exchangeBytes(port, post('content-length: 5\r\ntransfer-encoding: chunked\r\n', `0\r\n\r\n${smuggled}`));
      assert.equal(replies.toString().split('HTTP/1.1 ').length, 2);
    });
    it('refuses headers of more than 32 KB, in one or in many', async () => {
      assert.equal(await statusOf(port, get(`${own()}x: ${'a'.repeat(40_000)}\r\n`)), 431);
      const many = Array.from({ length: 3000 }, (_, index) => `x-${index}: 123456\r\n`).join('');
      assert.equal(await statusOf(port, get(own() + many)), 431);
    });
    it('is no forward proxy', async () => {
      const reply = await exchangeBytes(port, `CONNECT api.openai.com:443 HTTP/1.1\r\n${own()}\r\n`);
      assert.doesNotMatch(reply.toString(), /^HTTP\/1\.1 200/);
    });
    it('says that an upgrade cannot be metered', async () => {
      const upgrade = `GET /openai/v1/realtime HTTP/1.1\r\n${own()}connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
      assert.equal(await statusOf(port, upgrade), 501);
    });
  });

  describe('at the control endpoints', () => {
    const ask = (path: string, authorization?: string, method = 'GET') =>
      fetch(`${rig.url}/_farthing/${path}`, { method, headers: authorization === undefined ? {} : { authorization } });
    it('only with the token', async () => {
      for (const given of [undefined, '', 'Bearer ', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, TOKEN, `Basic ${TOKEN}`]) {
        const reply = await ask('status', given);
        assert.equal(reply.status, 401, given);
        await reply.body?.cancel();
      }
      const reply = await ask('status', `Bearer ${TOKEN}`);
      assert.deepEqual(await reply.json(), { ok: true });
    });
    it('with a sentence for what is not there', async () => {
      const reply = await ask('secrets', `Bearer ${TOKEN}`);
      assert.equal(reply.status, 404);
      assert.match(await reply.text(), /There are GET status, POST stop, .* and sites\./);
    });
  });

  describe('over HTTP/2 too', () => {
    const ask = async (headers: Record<string, string>) => {
      const session = connectHttp2(rig.url);
      try {
        const request = session.request({ ':path': '/openai/v1/models', ...headers }).resume();
        const [head] = await once(request, 'response');
        await once(request, 'close');
        return head[':status'];
      } finally {
        session.close();
      }
    };
    it('by authority and origin', async () => {
      assert.equal(await ask({}), 200);
      assert.equal(await ask({ ':authority': `evil.example:${port}` }), 403);
      assert.equal(await ask({ host: 'evil.example' }), 403);
      assert.equal(await ask({ origin: 'https://evil.example' }), 403);
      await assert.rejects(ask({ ':path': '/openai/v1/ models' }), /PROTOCOL_ERROR/);
      reached++;
    });
    it('whose first words come byte by byte', async () => {
      const socket = await openSocket(port);
      for (const byte of 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n') {
        socket.write(byte);
        await new Promise(setImmediate);
      }
      socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
      const [settings] = (await once(socket, 'data')) as [Buffer];
      assert.equal(settings[3], 4, 'a SETTINGS frame');
      socket.destroy();
    });
    it('and HTTP/1.1 that begins like it', async () => {
      assert.equal(await statusOf(port, ['PR', `OPFIND /openai/v1/models HTTP/1.1\r\n${own()}connection: close\r\n\r\n`]), 200);
      reached++;
    });
  });

  it('says what paths there are where a path leads nowhere', async () => {
    for (const path of ['/', '/v1/models', '/openapi/x', '/OPENAI/v1/models', '/up/nobody/v1/models', '/%6fpenai/v1/models']) {
      const reply = await fetch(`${rig.url}${path}`);
      assert.equal(reply.status, 404, path);
      const { message } = ((await reply.json()) as { error: { message: string } }).error;
      assert.match(message, /Farthing: no upstream/);
      assert.ok(!message.includes('nobody'), 'nothing of the request is repeated');
    }
  });
});
