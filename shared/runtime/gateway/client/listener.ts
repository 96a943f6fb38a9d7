/** The one loopback port: HTTP/1.1 and HTTP/2 without TLS side by side, as the AWS SDK for JavaScript speaks only the latter. */
import type { Server } from 'node:http';
import type { Http2Server, Http2Session } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Exchange } from './exchange.ts';
import { Http1Exchange } from './http1Exchange.ts';
import { Http2Exchange } from './http2Exchange.ts';
import { socketWithStart } from './socketWithStart.ts';
import { unreadable } from './unreadable.ts';

/** An import by name would load all that hangs on the module, a client for the web among it: a third of the runtime's start. */
const { createServer: createHttp1Server } = process.getBuiltinModule('node:http');

const HEADER_BYTES = 32 * 1024;
const SWEEP_MS = 50;
const IDLE_CLIENT_MS = 120_000;
/** A 32 MB prompt over a slow pipe is fine; a request that never ends is not. */
const WHOLE_REQUEST_MS = 30 * 60_000;
/** RFC 9113 3.4: what an HTTP/2 client says first. No method of HTTP/1.1 starts so. */
const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

export interface Listening {
  readonly port: number;
  /** No new connections; requests in flight have so many milliseconds to end, then they are broken off. */
  close(graceMs: number): Promise<void>;
}

/** Rejects with the error of `listen`: EADDRINUSE when something else has the port. */
export async function listen(port: number, onExchange: (exchange: Exchange) => void): Promise<Listening> {
  const http1 = createHttp1Server({ maxHeaderSize: HEADER_BYTES, keepAliveTimeout: IDLE_CLIENT_MS, requestTimeout: WHOLE_REQUEST_MS });
  http1.on('request', (request, response) => onExchange(new Http1Exchange(request, response)));
  http1.on('clientError', unreadable);
  // It never listens itself: this makes it keep count of its connections, so that idle ones can be closed and slow headers time out.
  http1.emit('listening');

  const sessions = new Set<Http2Session>();
  let http2: Http2Server | undefined;

  const sockets = new Set<Socket>();
  /** Connections that have said nothing yet. */
  const silent = new Set<Socket>();
  // As http does: small writes leave at once.
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket);
    silent.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      silent.delete(socket);
    });
    tellApart(socket, {
      http1: start => {
        silent.delete(socket);
        handOver(http1, socket, start);
      },
      http2: start => {
        silent.delete(socket);
        http2 ??= http2Server(sessions, onExchange);
        http2.emit('connection', socketWithStart(socket, start) as Duplex);
      },
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.off('error', reject);
      // A connection that could not be accepted (no more files may be open) is the client's loss alone.
      server.on('error', () => {});
      resolve();
    });
  });

  return {
    port: (server.address() as AddressInfo).port,
    close: async graceMs => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      http1.close();
      for (const session of sessions) session.close();
      for (const socket of silent) socket.destroy();
      // Again and again: a connection is kept when its request in flight has been answered.
      const sweep = setInterval(() => http1.closeIdleConnections(), SWEEP_MS);
      const late = setTimeout(() => {
        for (const session of sessions) session.destroy();
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(late);
      clearInterval(sweep);
    },
  };
}

/** Loaded with the first client that speaks it. */
function http2Server(sessions: Set<Http2Session>, onExchange: (exchange: Exchange) => void): Http2Server {
  const { createServer: createHttp2Server } = process.getBuiltinModule('node:http2');
  const server = createHttp2Server({ settings: { maxHeaderListSize: HEADER_BYTES, enableConnectProtocol: false } });
  server.on('stream', (stream, headers, _flags, raw) => onExchange(new Http2Exchange(stream, headers, raw as unknown as string[])));
  server.on('session', session => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  // A broken session ends its streams, and each of them says so itself.
  server.on('sessionError', () => {});
  return server;
}

function handOver(server: Server, socket: Socket, start: Buffer): void {
  socket.unshift(start);
  server.emit('connection', socket);
  socket.resume();
}

interface Protocols {
  readonly http1: (start: Buffer) => void;
  readonly http2: (start: Buffer) => void;
}

/** Reads the first bytes of a connection, only as many as it takes. */
function tellApart(socket: Socket, protocols: Protocols): void {
  let start: Buffer | undefined;
  const stop = () => {
    socket.off('data', onData);
    socket.off('error', onError);
    socket.off('end', onEnd);
    socket.setTimeout(0);
    socket.pause();
  };
  const onData = (chunk: Buffer) => {
    start = start ? Buffer.concat([start, chunk]) : chunk;
    const seen = Math.min(start.length, HTTP2_PREFACE.length);
    const like = start.compare(HTTP2_PREFACE, 0, seen, 0, seen) === 0;
    if (like && seen < HTTP2_PREFACE.length) return;
    stop();
    if (like) protocols.http2(start);
    else protocols.http1(start);
  };
  // It went away, or said nothing: there is nobody to answer.
  const onError = () => socket.destroy();
  const onEnd = () => socket.destroy();
  socket.on('data', onData);
  socket.on('error', onError);
  socket.on('end', onEnd);
  socket.setTimeout(IDLE_CLIENT_MS, () => socket.destroy());
}
