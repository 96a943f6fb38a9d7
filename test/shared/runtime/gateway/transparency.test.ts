import assert from 'node:assert/strict';
import { connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { exchangeBytes, parseReply } from './rawHttp.ts';
import { asChunk, LAST_CHUNK, serveBytes, writePieces } from './rawUpstream.ts';
import { bodyOf, CHAT, COMPLETION, chatRequest, type Rig, startRig, storeWith } from './rig.ts';

/** What a reply may have more than the upstream sent. `connection` and `keep-alive` are of the connection to the client. */
const ADDED = ['x-farthing-request-id', 'x-farthing-cache', 'x-farthing-cost-usd', 'connection', 'keep-alive'];

const line = fc.oneof(
  fc.constantFrom(': a comment', 'event: message', 'id: 7', 'retry: 10', 'data', 'data:', 'data: [DONE]', '', ':'),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map(text => `data: ${text.replaceAll(/[\r\n]/g, ' ')}`),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map(content => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}`),
);
const stream = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n\r\n')), { maxLength: 30 })
  .map(lines => Buffer.from(lines.map(([text, end]) => text + end).join('')));
const cuts = fc.array(fc.nat(2000), { maxLength: 12 });

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [...new Set(places.map(place => place % (bytes.length + 1)))].sort((one, other) => one - other);
  return [...sorted, bytes.length].map((end, index) => bytes.subarray(sorted[index - 1] ?? 0, end)).filter(piece => piece.length > 0);
}

describe('Bytes through the gateway', () => {
  describe('of a streamed reply', () => {
    let pieces: Buffer[] = [];
    let contentType = 'text/event-stream; charset=utf-8';
    let upstream: Awaited<ReturnType<typeof serveBytes>>;
    let rig: Rig;
    before(async () => {
      upstream = await serveBytes(socket => {
        const head = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: ${contentType}\r\nTransfer-Encoding: chunked\r\n\r\n`);
        void writePieces(socket, [head, ...pieces.map(asChunk), LAST_CHUNK]);
      });
      rig = await startRig({ upstreamUrl: upstream.url, upstream: { askForUsage: false } });
    });
    after(async () => {
      await rig.close();
      await upstream.close();
    });

    const body = Buffer.from(JSON.stringify({ ...CHAT, stream: true }));
    const overHttp1 = async (path: string) => {
      const request = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
      return parseReply(await exchangeBytes(rig.gateway.port, [request, body])).body;
    };
    const overHttp2 = async (path: string) => (await askOverHttp2(rig.url, { ':path': path, ':method': 'POST' }, body)).body;

    for (const [protocol, ask] of [
      ['HTTP/1.1', overHttp1],
      ['HTTP/2', overHttp2],
    ] as const) {
      it(`are the upstream's over ${protocol}, whatever the events and the packets`, async () => {
        await fc.assert(
          fc.asyncProperty(stream, cuts, async (bytes, places) => {
            pieces = cut(bytes, places);
            assert.deepEqual(await ask('/openai/v1/chat/completions'), bytes);
          }),
          { numRuns: 60 },
        );
      });

      it(`are the upstream's over ${protocol}, also event-stream frames and bytes of no meaning`, async () => {
        contentType = 'application/vnd.amazon.eventstream';
        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
            fc.boolean(),
            cuts,
            async (payloads, framed, places) => {
              const bytes = Buffer.concat(payloads.map(payload => (framed ? frame(payload) : payload)));
              pieces = cut(bytes, places);
              assert.deepEqual(await ask('/openai/v1/chat/completions'), bytes);
            },
          ),
          { numRuns: 40 },
        );
        contentType = 'text/event-stream; charset=utf-8';
      });
    }

    it('that comes whole in one packet begin before the ledger has its end, and end after', async () => {
      const events = ['data: 1\n\n', 'data: [DONE]\n\n'];
      const whole = await serveBytes(socket => {
        const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';
        socket.end(Buffer.concat([Buffer.from(head), ...events.map(event => asChunk(Buffer.from(event))), LAST_CHUNK]));
      });
      const begun = Promise.withResolvers<void>();
      const settles: string[] = [];
      const behind = await startRig({
        upstreamUrl: whole.url,
        upstream: { askForUsage: false },
        around: store =>
          storeWith(store, {
            settle: async (id, end) => {
              // A gateway that keeps all back is found out in the end.
              await Promise.race([begun.promise, pause(1000)]);
              const alerts = await store.settle(id, end);
              settles.push(id);
              return alerts;
            },
          }),
      });
      try {
        const reply = await fetch(`${behind.base}/v1/chat/completions`, chatRequest({ ...CHAT, stream: true }));
        const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
        assert.equal(Buffer.from((await reader.read()).value ?? []).toString(), events[0]);
        assert.equal(settles.length, 0);
        begun.resolve();
        assert.equal(Buffer.from((await reader.read()).value ?? []).toString(), events[1]);
        assert.equal(settles.length, 1);
        assert.equal((await reader.read()).done, true);
      } finally {
        await behind.close();
        await whole.close();
      }
    });

    it('pass one by one, each before the next is sent', async () => {
      const waits: (() => void)[] = [];
      const slow = await serveBytes(socket => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n');
        for (let index = 0; index < 3; index++) waits.push(() => socket.write(asChunk(Buffer.from(`data: ${index}\n\n`))));
        waits.push(() => socket.end(LAST_CHUNK));
      });
      const behind = await startRig({ upstreamUrl: slow.url, upstream: { askForUsage: false } });
      try {
        const reply = await fetch(`${behind.base}/v1/chat/completions`, chatRequest({ ...CHAT, stream: true }));
        const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
        for (let index = 0; index < 3; index++) {
          waits.shift()?.();
          assert.equal(Buffer.from((await reader.read()).value ?? []).toString(), `data: ${index}\n\n`);
        }
        waits.shift()?.();
        assert.equal((await reader.read()).done, true);
      } finally {
        await behind.close();
        await slow.close();
      }
    });
  });

  it('keep path and query as they are, never decoded nor tidied', async () => {
    const upstream = await serveBytes(socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'));
    const rig = await startRig({ upstreamUrl: `${upstream.url}/base/v9` });
    try {
      for (const path of [
        '/model/arn%3Aaws%3Abedrock%2Fx/converse?a=%20&b=+&&c',
        '/a/../b/./c//d/',
        '/%E4%BD%A0?q=%F0%9F%98%80#'.replace('#', ''),
        '/v1/models;v=1?',
        '/a%2F%2e%2E%5c',
      ]) {
        const request = `GET /openai${path} HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\nconnection: close\r\n\r\n`;
        await exchangeBytes(rig.gateway.port, request);
        assert.equal(upstream.requests.at(-1)?.toString('latin1').split('\r\n')[0], `GET /base/v9${path} HTTP/1.1`);
      }
    } finally {
      await rig.close();
      await upstream.close();
    }
  });

  it('keep the headers of a request, their case and order, but for what is of the connection or ours', async () => {
    const upstream = await serveBytes(socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'));
    const rig = await startRig({ upstreamUrl: upstream.url });
    try {
      const kept = [
        'Authorization: Bearer sk-1',
        'X-Stainless-Lang: js',
        'Cookie: a=1',
        'cookie: b=2',
        'X-Twice: 1',
        'x-twice: 2',
        'Accept-Encoding: gzip, br',
        'X-Latin: gr\xfc\xdf',
      ];
      const dropped = [
        'X-Farthing-User: ada',
        'x-farthing-Unknown: 1',
        'Keep-Alive: timeout=5',
        'Proxy-Authorization: Basic x',
        'TE: trailers',
        'X-Hop: 1',
        'Expect: 100-continue',
      ];
      const request = `GET /openai/v1/models HTTP/1.1\r\nHost: 127.0.0.1:${rig.gateway.port}\r\nConnection: close, X-Hop\r\n${[...kept, ...dropped].join('\r\n')}\r\n\r\n`;
      await exchangeBytes(rig.gateway.port, request);
      const [, ...lines] = (upstream.requests[0] as Buffer).toString('latin1').trimEnd().split('\r\n');
      assert.deepEqual(lines, [`host: ${new URL(upstream.url).host}`, 'connection: keep-alive', ...kept]);
    } finally {
      await rig.close();
      await upstream.close();
    }
  });

  it('keep status, message, headers and their order of a reply', async () => {
    const headers = [
      'Date: Tue, 24 Nov 2026 10:00:00 GMT',
      'Content-Type: text/plain',
      'Set-Cookie: a=1',
      'X-Request-Id: req_1',
      'Set-Cookie: b=2',
      'x-ratelimit-remaining: 3',
      'X-Latin: gr\xfc\xdf',
      'content-length: 2',
    ];
    const upstream = await serveBytes(socket =>
      socket.end(
        Buffer.from(
          `HTTP/1.1 299 Quite All Right\r\n${headers.join('\r\n')}\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=1\r\n\r\nok`,
          'latin1',
        ),
      ),
    );
    const rig = await startRig({ upstreamUrl: upstream.url });
    try {
      const reply = parseReply(
        await exchangeBytes(
          rig.gateway.port,
          `GET /openai/v1/models HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\nconnection: close\r\n\r\n`,
        ),
      );
      assert.equal(reply.statusLine, 'HTTP/1.1 299 Quite All Right');
      assert.deepEqual(
        reply.headers.filter(([name]) => !ADDED.includes(name.toLowerCase())).map(([name, value]) => `${name}: ${value}`),
        headers,
      );
      assert.equal(reply.body.toString(), 'ok');
    } finally {
      await rig.close();
      await upstream.close();
    }
  });

  const encoders = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync, zstd: zstdCompressSync };
  for (const [encoding, encode] of Object.entries(encoders)) {
    it(`stay ${encoding} where the upstream compresses, and the usage is read all the same`, async () => {
      const bytes = encode(Buffer.from(JSON.stringify(COMPLETION)));
      const rig = await startRig({
        answer: (_request, response) =>
          response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(bytes),
      });
      try {
        const body = JSON.stringify(CHAT);
        const request = `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\naccept-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
        assert.deepEqual(parseReply(await exchangeBytes(rig.gateway.port, request)).body, bytes);
        assert.equal((await rig.ended()).end.usage?.output, 2);
      } finally {
        await rig.close();
      }
    });
  }

  it('in an encoding that nobody knows pass, and the cost is said to be unknown', async () => {
    const rig = await startRig({
      answer: (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'secret' }).end('?!'),
    });
    try {
      const reply = await fetch(`${rig.base}/v1/chat/completions`, chatRequest());
      assert.equal(await reply.text(), '?!');
      const { end } = await rig.ended();
      assert.equal(end.cost, undefined);
      assert.deepEqual(end.notes, ['the reply cannot be read: its content-encoding is secret']);
    } finally {
      await rig.close();
    }
  });

  it('of a reply without a body: HEAD keeps its length, 204 and 304 have none', async () => {
    const rig = await startRig({
      answer: ({ method, url }, response) => {
        if (method === 'HEAD') response.writeHead(200, { 'content-length': 1234 }).end();
        else response.writeHead(Number(url?.slice(-3))).end();
      },
    });
    try {
      const head = await fetch(`${rig.base}/v1/models`, { method: 'HEAD' });
      assert.equal(head.headers.get('content-length'), '1234');
      for (const status of [204, 304]) {
        const reply = await fetch(`${rig.base}/v1/models/${status}`);
        assert.equal(reply.status, status);
        assert.equal(await reply.text(), '');
      }
      const overHttp2 = await askOverHttp2(rig.url, { ':path': '/openai/v1/models', ':method': 'HEAD' });
      assert.equal(overHttp2.headers['content-length'], '1234');
    } finally {
      await rig.close();
    }
  });

  it('behind the body, its trailers, pass on both protocols', async () => {
    const rig = await startRig({
      answer: (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain', trailer: 'x-checksum' });
        response.write('data');
        response.addTrailers({ 'X-Checksum': 'abc' });
        response.end();
      },
    });
    try {
      const bytes = await exchangeBytes(
        rig.gateway.port,
        `GET /openai/v1/x HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\nconnection: close\r\n\r\n`,
      );
      assert.match(bytes.toString(), /\r\n0\r\nX-Checksum: abc\r\n\r\n$/i);
      const { trailers } = await askOverHttp2(rig.url, { ':path': '/openai/v1/x' });
      assert.equal(trailers['x-checksum'], 'abc');
    } finally {
      await rig.close();
    }
  });

  it('before the reply, interim ones, pass', async () => {
    const upstream = await serveBytes(socket =>
      socket.end(
        'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok',
      ),
    );
    const rig = await startRig({ upstreamUrl: upstream.url });
    try {
      const bytes = await exchangeBytes(
        rig.gateway.port,
        `GET /openai/v1/x HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\nconnection: close\r\n\r\n`,
      );
      assert.match(
        bytes.toString(),
        /^HTTP\/1\.1 103 Early Hints\r\nlink: <\/a>; rel=preload\r\n\r\nHTTP\/1\.1 102 Processing\r\n\r\nHTTP\/1\.1 200 OK\r\n/i,
      );
    } finally {
      await rig.close();
      await upstream.close();
    }
  });

  it('of an upload to an endpoint that is no call to a model go up as they come, held by nobody', async () => {
    const PIECES = 20;
    const piece = Buffer.alloc(1024 * 1024, 'x');
    let first: (() => void) | undefined;
    const started = new Promise<void>(resolve => {
      first = resolve;
    });
    let received = 0;
    const rig = await startRig({
      answer: async (request, response) => {
        first?.();
        for await (const chunk of request) received += (chunk as Buffer).length;
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      },
    });
    try {
      async function* upload() {
        yield piece;
        // The upstream sees the beginning before the end is there.
        await started;
        for (let index = 1; index < PIECES; index++) yield piece;
      }
      const reply = await fetch(`${rig.base}/v1/files`, {
        method: 'POST',
        body: upload(),
        duplex: 'half',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      } as RequestInit);
      assert.equal(reply.status, 200);
      await reply.body?.cancel();
      assert.equal(received, PIECES * piece.length);
    } finally {
      await rig.close();
    }
  });

  it('of a question for usage that only we asked are taken out of the reply again', async () => {
    const events = ['{"choices":[{"index":0,"delta":{"content":"hi"}}]}', '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}'];
    const usage = '{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}';
    let asked: unknown;
    const rig = await startRig({
      answer: async (request, response) => {
        asked = JSON.parse((await bodyOf(request)).toString()).stream_options;
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const event of [...events, usage, '[DONE]']) response.write(`data: ${event}\n\n`);
        response.end();
      },
    });
    try {
      const reply = await fetch(`${rig.base}/v1/chat/completions`, chatRequest({ ...CHAT, stream: true }));
      assert.equal(await reply.text(), [...events, '[DONE]'].map(event => `data: ${event}\n\n`).join(''));
      assert.deepEqual(asked, { include_usage: true });
      assert.equal((await rig.ended()).end.usage?.output, 2);
    } finally {
      await rig.close();
    }
  });
});

function frame(payload: Uint8Array): Uint8Array {
  const codec = new EventStreamCodec(
    bytes => Buffer.from(bytes).toString(),
    text => Buffer.from(text),
  );
  return codec.encode({ headers: { ':event-type': { type: 'string', value: 'chunk' } }, body: payload });
}

async function askOverHttp2(url: string, headers: Record<string, string>, body?: Buffer) {
  const session = connectHttp2(url);
  try {
    const request = session.request(headers, { endStream: body === undefined });
    if (body) request.end(body);
    let received: IncomingHttpHeaders = {};
    let trailers: IncomingHttpHeaders = {};
    request.on('response', head => {
      received = head;
    });
    request.on('trailers', tail => {
      trailers = tail;
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return { headers: received, trailers, body: Buffer.concat(chunks) };
  } finally {
    session.close();
  }
}
