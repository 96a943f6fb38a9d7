import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectHttp2, constants } from 'node:http2';
import type { Socket } from 'node:net';
import { openSocket } from './rawHttp.ts';
import { asChunk, LAST_CHUNK, type RawUpstream, serveBytes } from './rawUpstream.ts';
import { type builtIn, CHAT, chatRequest, type Rig, startRig } from './rig.ts';

const SSE_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';
const EVENTS = ['The ', 'quick ', 'brown ', 'fox ', 'jumps'];
const eventOf = (content: string) => Buffer.from(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
const streamed = { ...CHAT, stream: true };

interface Scene {
  readonly rig: Rig;
  readonly upstream: RawUpstream;
}

async function scene(
  answer: (socket: Socket) => void,
  run: (scene: Scene) => Promise<void>,
  settings: Parameters<typeof builtIn>[1] = {},
): Promise<void> {
  const upstream = await serveBytes(answer);
  const rig = await startRig({ upstreamUrl: upstream.url, upstream: { askForUsage: false, ...settings } });
  try {
    await run({ rig, upstream });
  } finally {
    await rig.close();
    await upstream.close();
  }
}

/** Resolves once the upstream has no open connection, with the milliseconds that took. */
async function untilClosed(upstream: RawUpstream): Promise<number> {
  const from = performance.now();
  await Promise.all([...upstream.open].map(socket => (socket.closed ? undefined : once(socket, 'close'))));
  return performance.now() - from;
}

describe('A client that goes away', () => {
  /** A tenth of it on a machine with nothing else to do. */
  const SOON_MS = 1000;

  for (let index = 0; index <= EVENTS.length; index++) {
    it(`after ${index} of ${EVENTS.length} events closes the upstream at once, and is charged for what was emitted`, async () => {
      const answer = (socket: Socket) => {
        socket.write(SSE_HEAD);
        for (const event of EVENTS.slice(0, index)) socket.write(asChunk(eventOf(event)));
      };
      await scene(answer, async ({ rig, upstream }) => {
        const leaving = new AbortController();
        const reply = await fetch(`${rig.base}/v1/chat/completions`, { ...chatRequest(streamed), signal: leaving.signal });
        const emitted = EVENTS.slice(0, index).join('');
        const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
        for (let bytes = 0; bytes < Buffer.concat(EVENTS.slice(0, index).map(eventOf)).length; )
          bytes += (await reader.read()).value?.length ?? 0;
        reader.closed.catch(() => {});
        const closing = untilClosed(upstream);
        leaving.abort();
        assert.ok((await closing) < SOON_MS);
        const { start, end } = await rig.ended();
        assert.equal(end.state, 'aborted');
        assert.equal(end.cost, emitted.length * 1000);
        assert.equal(end.confidence, 'counted');
        assert.ok(end.notes.includes('the client went away'));
        assert.equal((await rig.store.attempt(start.id))?.state, 'aborted');
      });
    });
  }

  it('before the reply begins closes the upstream at once too', async () => {
    let arrived: (() => void) | undefined;
    const asked = new Promise<void>(resolve => {
      arrived = resolve;
    });
    await scene(
      () => arrived?.(),
      async ({ rig, upstream }) => {
        const leaving = new AbortController();
        const reply = fetch(`${rig.base}/v1/chat/completions`, { ...chatRequest(), signal: leaving.signal });
        await asked;
        const closing = untilClosed(upstream);
        leaving.abort();
        await assert.rejects(reply);
        assert.ok((await closing) < SOON_MS);
        const { end } = await rig.ended();
        assert.deepEqual([end.state, end.status], ['aborted', undefined]);
      },
    );
  });

  it('over HTTP/2, by resetting its stream, does so for that stream alone', async () => {
    const answer = (socket: Socket) => {
      socket.write(SSE_HEAD);
      socket.write(asChunk(eventOf('hi')));
    };
    await scene(answer, async ({ rig, upstream }) => {
      const session = connectHttp2(rig.url);
      const ask = () => {
        const request = session.request({ ':method': 'POST', ':path': '/openai/v1/chat/completions' });
        request.end(JSON.stringify(streamed));
        return request;
      };
      const [one, other] = [ask(), ask()];
      await Promise.all([once(one, 'data'), once(other, 'data')]);
      const oneClosed = Promise.race([...upstream.open].map(socket => once(socket, 'close')));
      one.close(constants.NGHTTP2_CANCEL);
      assert.equal((await rig.ended()).end.state, 'aborted');
      await oneClosed;
      assert.equal(upstream.open.size, 1);
      const [remaining] = upstream.open;
      const rest = once(other, 'end');
      (remaining as Socket).end(LAST_CHUNK);
      await rest;
      assert.equal((await rig.ended()).end.state, 'settled');
      session.close();
    });
  });

  it('by closing its half of the connection is gone as well', async () => {
    await scene(
      socket => void socket.write(SSE_HEAD),
      async ({ rig, upstream }) => {
        const socket = await openSocket(rig.gateway.port);
        const body = JSON.stringify(streamed);
        socket.write(
          `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
        await once(socket, 'data');
        const closing = untilClosed(upstream);
        socket.end();
        assert.ok((await closing) < SOON_MS);
        assert.equal((await rig.ended()).end.state, 'aborted');
      },
    );
  });

  it('while it still sends its request leaves nothing upstream and no row', async () => {
    await scene(
      () => {},
      async ({ rig, upstream }) => {
        const socket = await openSocket(rig.gateway.port);
        socket.write(
          `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\ncontent-length: 1000\r\n\r\n{"model":`,
        );
        socket.resume();
        socket.end();
        await once(socket, 'close');
        await rig.gateway.close(0);
        assert.equal(upstream.requests.length, 0);
        assert.deepEqual(rig.events, []);
      },
    );
  });

  it('after the last byte is no abort', async () => {
    const answer = (socket: Socket) => {
      socket.write(SSE_HEAD);
      for (const event of EVENTS) socket.write(asChunk(eventOf(event)));
      socket.write(LAST_CHUNK);
    };
    await scene(answer, async ({ rig }) => {
      for (let round = 0; round < 20; round++) {
        const socket = await openSocket(rig.gateway.port);
        const body = JSON.stringify(streamed);
        socket.write(
          `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
        let seen = '';
        for await (const chunk of socket) {
          seen += chunk;
          if (seen.endsWith('0\r\n\r\n')) break;
        }
        const { start, end } = await rig.ended();
        assert.equal(end.state, 'settled');
        assert.equal((await rig.store.attempt(start.id))?.state, 'settled');
      }
    });
  });
});

describe('An upstream', () => {
  interface Outcome {
    readonly what: string;
    readonly answer: (socket: Socket) => void;
    readonly status: number;
    readonly state: string;
    readonly message: RegExp;
  }
  const before: readonly Outcome[] = [
    {
      what: 'that resets the connection',
      answer: socket => socket.resetAndDestroy(),
      status: 502,
      state: 'aborted',
      message: /broke the connection off/,
    },
    {
      what: 'that closes it without a word',
      answer: socket => void socket.end(),
      status: 502,
      state: 'aborted',
      message: /broke the connection off/,
    },
    { what: 'that says nothing', answer: () => {}, status: 504, state: 'aborted', message: /sent nothing for too long/ },
    {
      what: 'that does not speak HTTP',
      answer: socket => void socket.end('220 smtp ready\r\n'),
      status: 502,
      state: 'aborted',
      message: /broke the connection off/,
    },
    {
      what: 'whose headers never end',
      answer: socket => void socket.write('HTTP/1.1 200 OK\r\nx: 1\r\n'),
      status: 504,
      state: 'aborted',
      message: /sent nothing for too long/,
    },
  ];
  for (const { what, answer, status, state, message } of before) {
    it(`${what} before its reply is told as ${status}, which SDKs try again`, async () => {
      await scene(
        answer,
        async ({ rig }) => {
          const reply = await fetch(`${rig.base}/v1/chat/completions`, chatRequest());
          assert.equal(reply.status, status);
          assert.match(((await reply.json()) as { error: { message: string } }).error.message, message);
          assert.equal((await rig.ended()).end.state, state);
        },
        { idleTimeoutSeconds: 0.2 },
      );
    });
  }

  it('that cannot be reached is told as 502, costs nothing and is marked as failed', async () => {
    const gone = await serveBytes(() => {});
    await gone.close();
    const rig = await startRig({ upstreamUrl: gone.url });
    try {
      const reply = await fetch(`${rig.base}/v1/chat/completions`, chatRequest());
      assert.equal(reply.status, 502);
      assert.match(await reply.text(), /cannot be reached \(ECONNREFUSED\)/);
      const { end } = await rig.ended();
      assert.deepEqual([end.state, end.cost], ['failed', 0]);
    } finally {
      await rig.close();
    }
  });

  const during: Readonly<Record<string, (socket: Socket) => void>> = {
    'resets the connection': socket => void socket.write(asChunk(eventOf('hi')), () => socket.resetAndDestroy()),
    'closes it': socket => void socket.end(asChunk(eventOf('hi'))),
    'says nothing more': socket => void socket.write(asChunk(eventOf('hi'))),
    'breaks the framing': socket => void socket.end(Buffer.concat([asChunk(eventOf('hi')), Buffer.from('zz\r\n')])),
  };
  for (const [what, rest] of Object.entries(during)) {
    for (const protocol of ['HTTP/1.1', 'HTTP/2'] as const) {
      it(`that ${what} amid a reply breaks it off for a client on ${protocol} too, who has what came before`, async () => {
        const answer = (socket: Socket) => {
          socket.write(SSE_HEAD);
          rest(socket);
        };
        await scene(
          answer,
          async ({ rig }) => {
            const { received, whole } = protocol === 'HTTP/2' ? await readOverHttp2(rig) : await readOverHttp1(rig);
            assert.equal(whole, false);
            assert.equal(received, eventOf('hi').toString());
            const { end } = await rig.ended();
            assert.deepEqual([end.state, end.status, end.cost], ['aborted', 200, 2000]);
          },
          { idleTimeoutSeconds: 0.2 },
        );
      });
    }
  }

  it('whose body is shorter than it says breaks the reply off', async () => {
    await scene(
      socket => void socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"id":'),
      async ({ rig }) => {
        await assert.rejects(async () => (await fetch(`${rig.base}/v1/chat/completions`, chatRequest())).text());
        assert.equal((await rig.ended()).end.state, 'aborted');
      },
    );
  });

  it('with a status that HTTP/2 does not have is told as 502 there, and passes over HTTP/1.1', async () => {
    await scene(
      socket => void socket.end('HTTP/1.1 777 \u4f60\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok'),
      async ({ rig }) => {
        const reply = await fetch(`${rig.base}/v1/x`);
        assert.deepEqual([reply.status, await reply.text()], [777, 'ok']);
        const session = connectHttp2(rig.url);
        const request = session.request({ ':path': '/openai/v1/x' }).resume();
        const [head] = await once(request, 'response');
        assert.equal(head[':status'], 502);
        session.close();
      },
    );
  });

  it('that marks the end of its reply by closing is understood so', async () => {
    await scene(
      socket => void socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\nall of it'),
      async ({ rig }) => {
        const reply = await fetch(`${rig.base}/v1/x`);
        assert.equal(await reply.text(), 'all of it');
        assert.equal((await rig.ended()).end.state, 'settled');
      },
    );
  });

  it('in the shape of each dialect', async () => {
    const shapes = {
      openai: /"code":"upstream_failed"/,
      anthropic: /"type":"error".*"api_error"/,
      gemini: /"status":"UNAVAILABLE"/,
      bedrock: /^\{"message":/,
    } as const;
    const paths = {
      openai: '/v1/chat/completions',
      anthropic: '/v1/messages',
      gemini: '/v1beta/models/x:generateContent',
      bedrock: '/model/x/converse',
    };
    for (const [dialect, shape] of Object.entries(shapes) as [keyof typeof shapes, RegExp][]) {
      const upstream = await serveBytes(socket => socket.destroy());
      const rig = await startRig({ dialect, upstreamUrl: upstream.url });
      try {
        const reply = await fetch(`${rig.base}${paths[dialect]}`, chatRequest());
        assert.equal(reply.status, 502);
        assert.match(await reply.text(), shape);
        if (dialect === 'bedrock') assert.equal(reply.headers.get('x-amzn-errortype'), 'ServiceUnavailableException');
      } finally {
        await rig.close();
        await upstream.close();
      }
    }
  });
});

describe('A client that reads slowly', () => {
  const MEGABYTE = 1024 * 1024;

  const OFFERED = 64 * MEGABYTE;
  const PIECE = asChunk(Buffer.alloc(64 * 1024, 'x'));

  /** Writes to each connection as fast as it takes it, and counts. */
  function flood(sent: number[]): (socket: Socket) => void {
    return socket => {
      const index = sent.push(0) - 1;
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ntransfer-encoding: chunked\r\n\r\n');
      const pour = () => {
        while (!socket.destroyed && (sent[index] as number) < OFFERED) {
          sent[index] = (sent[index] as number) + PIECE.length;
          if (!socket.write(PIECE)) break;
        }
      };
      socket.on('drain', pour);
      pour();
    };
  }

  it('slows its upstream down over HTTP/1.1', async () => {
    const sent: number[] = [];
    await scene(flood(sent), async ({ rig }) => {
      const socket = await openSocket(rig.gateway.port);
      socket.write(`GET /openai/v1/x HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\n\r\n`);
      await once(socket, 'readable');
      await stillness(() => sent[0] as number);
      // What the kernel keeps on the way is a few megabytes.
      assert.ok((sent[0] as number) < OFFERED / 2, `${(sent[0] as number) / MEGABYTE} MB`);
      socket.destroy();
      assert.equal((await rig.ended()).end.state, 'aborted');
    });
  });

  it('slows its upstream down over HTTP/2 instead of filling memory, also 200 of them', async () => {
    const sent: number[] = [];
    await scene(flood(sent), async ({ rig }) => {
      const before = process.memoryUsage();
      const session = connectHttp2(rig.url);
      const requests = Array.from({ length: 200 }, () => session.request({ ':path': '/openai/v1/x' }));
      await Promise.all(requests.map(request => once(request, 'response')));
      await stillness(() => sent.reduce((sum, bytes) => sum + bytes, 0));
      const { arrayBuffers, external } = process.memoryUsage();
      const grown = Math.max(arrayBuffers - before.arrayBuffers, external - before.external) / MEGABYTE;
      // The buffers of the upstream and of the client are in this process too.
      assert.ok(grown < 150, `${grown} MB for 200 slow readers`);
      assert.ok(Math.max(...sent) < OFFERED / 2);
      session.destroy();
      for (let index = 0; index < requests.length; index++) assert.equal((await rig.ended()).end.state, 'aborted');
    });
  }).timeout(60_000);

  it('and takes nothing for as long as an upstream may be silent counts as gone', async () => {
    await scene(
      flood([]),
      async ({ rig }) => {
        const socket = await openSocket(rig.gateway.port);
        socket.pause();
        socket.write(`GET /openai/v1/x HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\n\r\n`);
        assert.equal((await rig.ended()).end.state, 'aborted');
        socket.destroy();
      },
      { idleTimeoutSeconds: 0.3 },
    );
  });
});

/** Resolves when a figure has not changed for some turns of the event loop, a few milliseconds each. */
async function stillness(figure: () => number): Promise<void> {
  for (let last = -1, same = 0; same < 20; ) {
    await new Promise(resolve => setTimeout(resolve, 10));
    same = figure() === last ? same + 1 : 0;
    last = figure();
  }
}

interface Partial {
  readonly received: string;
  readonly whole: boolean;
}

async function readOverHttp1(rig: Rig): Promise<Partial> {
  const reply = await fetch(`${rig.base}/v1/chat/completions`, chatRequest(streamed));
  return readAll(reply.body as unknown as AsyncIterable<Uint8Array>);
}

async function readOverHttp2(rig: Rig): Promise<Partial> {
  const session = connectHttp2(rig.url);
  try {
    const request = session.request({ ':method': 'POST', ':path': '/openai/v1/chat/completions' });
    request.end(JSON.stringify(streamed));
    return await readAll(request);
  } finally {
    session.close();
  }
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Partial> {
  let received = '';
  try {
    for await (const chunk of body) received += Buffer.from(chunk).toString();
    return { received, whole: true };
  } catch {
    return { received, whole: false };
  }
}
