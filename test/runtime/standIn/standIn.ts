/**
 * An upstream that speaks the wire formats of all providers, on HTTP/1.1 and on HTTP/2 without TLS. What it says, counts and does wrong is told by the
 * test. It keeps a log of what it accepted, which is what a provider would bill.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo, Server, Socket } from 'node:net';
import { anthropic } from './apis/anthropic.ts';
import { bedrock } from './apis/bedrock.ts';
import { gemini } from './apis/gemini.ts';
import { openAi } from './apis/openAi.ts';
import { DEFAULT_SAID, jsonReply, type Received, type Reply, type Said } from './reply.ts';

export interface Behaviour {
  /** What is said instead of the default. */
  readonly said?: Partial<Said>;
  /** The whole reply, instead of what the API would answer. */
  readonly reply?: Reply;
  /** Waited for before the status is sent. */
  readonly before?: Promise<unknown>;
  /** Waited for before a chunk is sent, by its index. */
  readonly beforeChunk?: (index: number) => Promise<unknown> | undefined;
  /** The connection is cut instead of sending the chunk of this index; -1: instead of the status. */
  readonly cutAt?: number;
}

export interface StandIn {
  /** HTTP/1.1. */
  readonly url: string;
  /** HTTP/2 with prior knowledge, for clients that speak nothing else. */
  readonly http2Url: string;
  /** Every request that came whole, in order. */
  readonly accepted: readonly Received[];
  /** How the next requests are answered; as an ordinary provider when it answers undefined. */
  behave(behaviour: (request: Received, index: number) => Behaviour | undefined): void;
  /** Resolves when so many have been accepted in all. */
  accepting(count: number): Promise<void>;
  /** Resolves with the index of the next request whose client goes away before its reply is whole. */
  nextAbandoned(): Promise<number>;
  forget(): void;
  close(): Promise<void>;
}

type Incoming = IncomingMessage | Http2ServerRequest;
type Outgoing = ServerResponse | Http2ServerResponse;

const APIS = [bedrock, gemini, anthropic, openAi];

export async function startStandIn(): Promise<StandIn> {
  let accepted: Received[] = [];
  let behaviourOf: (request: Received, index: number) => Behaviour | undefined = () => undefined;
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const abandoned: ((index: number) => void)[] = [];

  const serve = async (incoming: Incoming, outgoing: Outgoing): Promise<void> => {
    const request = await received(incoming);
    if (!request) return;
    const index = accepted.push(request) - 1;
    outgoing.on('close', () => {
      if (outgoing.writableFinished) return;
      for (const resolve of abandoned.splice(0)) resolve(index);
    });
    for (const { resolve } of waiting.filter(one => one.count <= accepted.length)) resolve();
    waiting = waiting.filter(one => one.count > accepted.length);
    const behaviour = behaviourOf(request, index) ?? {};
    await send(outgoing, behaviour.reply ?? replyTo(request, { ...DEFAULT_SAID, ...behaviour.said }), behaviour);
  };

  const plain = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  const multiplexed = createHttp2Server((incoming, outgoing) => void serve(incoming, outgoing));
  const sockets = new Set<Socket>();
  plain.on('connection', socket => keep(sockets, socket));
  const sessions = new Set<ServerHttp2Session>();
  multiplexed.on('session', session => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  const [url, http2Url] = await Promise.all([listening(plain), listening(multiplexed)]);

  return {
    url,
    http2Url,
    get accepted() {
      return accepted;
    },
    behave(behaviour) {
      behaviourOf = behaviour;
    },
    accepting: count => (accepted.length >= count ? Promise.resolve() : new Promise(resolve => waiting.push({ count, resolve }))),
    nextAbandoned: () => new Promise(resolve => abandoned.push(resolve)),
    forget() {
      accepted = [];
      behaviourOf = () => undefined;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      for (const session of sessions) session.destroy();
      await Promise.all([closed(plain), closed(multiplexed)]);
    },
  };
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.setNoDelay(true);
}

/** Undefined when the client goes away before its request is whole. */
async function received(incoming: Incoming): Promise<Received | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  const body = Buffer.concat(chunks);
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers, body, json: jsonOf(body) };
}

function jsonOf(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function replyTo(request: Received, said: Said): Reply {
  for (const api of APIS) {
    const reply = api(request, said);
    if (reply) return reply;
  }
  return jsonReply({ error: { message: `the stand-in does not know ${request.path}` } }, 404);
}

async function send(outgoing: Outgoing, reply: Reply, { before, beforeChunk, cutAt }: Behaviour): Promise<void> {
  await before;
  if (cutAt === -1) return cut(outgoing);
  if (reply.chunks.length === 1) outgoing.setHeader('content-length', (reply.chunks[0] as Buffer).length);
  (outgoing as ServerResponse).writeHead(reply.status, reply.headers);
  for (const [index, chunk] of reply.chunks.entries()) {
    await beforeChunk?.(index);
    if (cutAt === index) return cut(outgoing);
    if (outgoing.destroyed) return;
    // What is not on its way when a connection is cut never arrives.
    await new Promise<void>(resolve => void (outgoing as ServerResponse).write(chunk, () => resolve()));
  }
  outgoing.end();
}

function cut(outgoing: Outgoing): void {
  if ('stream' in outgoing && outgoing.stream) outgoing.stream.destroy();
  else (outgoing as ServerResponse).socket?.destroy();
}

function listening(server: Server): Promise<string> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

const closed = (server: Server): Promise<void> => new Promise(resolve => server.close(() => resolve()));
