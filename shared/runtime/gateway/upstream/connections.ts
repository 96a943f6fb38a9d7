/** Requests to upstreams: one pool of kept connections for each origin, HTTP/1.1. */
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { RawHeaders } from '../client/exchange.ts';
import { latin1, type ReplyHead, readReplyHead } from '../replyHead.ts';
import { failureOf, type UpstreamFailure } from './failure.ts';
import { proxyFor } from './proxy.ts';

export interface UpstreamRequest {
  /** Scheme, host and port; only ever from configuration. */
  readonly origin: string;
  /** Path and query as they go on the wire. */
  readonly path: string;
  readonly method: string;
  readonly headers: RawHeaders;
  /** Whole, in pieces, or as it arrives. */
  readonly body?: Buffer | readonly Buffer[] | Readable;
  /** Milliseconds without a byte after which the upstream is given up. */
  readonly idleMs: number;
}

/** Whom an upstream's reply is told. `onFailure` or `onEnd` is told once, and nothing after it. */
export interface ReplyReceiver {
  onInform(status: number, headers: RawHeaders): void;
  onHead(head: ReplyHead): void;
  onData(chunk: Buffer): void;
  onEnd(trailers: RawHeaders): void;
  onFailure(failure: UpstreamFailure): void;
}

/** A request on its way. */
export interface Call {
  /** Whether any of it may have reached the upstream. */
  readonly sent: boolean;
  /** The connection is closed at once; nothing is told any more. */
  abort(): void;
  pause(): void;
  resume(): void;
}

export interface Connections {
  /** Loads the client, which the first request would wait for otherwise. */
  prepare(): Promise<void>;
  send(request: UpstreamRequest, receiver: ReplyReceiver): Call;
  close(): Promise<void>;
}

const CONNECT_MS = 10_000;
const REPLY_HEADER_BYTES = 64 * 1024;
/** Providers keep connections for a minute and more; small servers for 5 seconds, often without saying so, and a connection they just closed costs a failed request. */
const KEPT_MS = { https: 30_000, http: 4000 };

type Client = Pick<typeof import('undici'), 'Pool' | 'EnvHttpProxyAgent'>;

/** `environment`: names a proxy where there is one. Undici is large: it is loaded when the gateway accepts already. */
export function connections(environment: NodeJS.ProcessEnv): Connections {
  const pools = new Map<string, Dispatcher>();
  let loading: Promise<Client> | undefined;
  let client: Client | undefined;
  const prepare = async (): Promise<void> => {
    // Its default export: bundled, a CommonJS package that is imported late has no other. Its type leaves out a part.
    loading ??= import('undici').then(module => module.default as unknown as Client);
    client = await loading;
  };
  const poolOf = (origin: string, { Pool, EnvHttpProxyAgent }: Client): Dispatcher => {
    const known = pools.get(origin);
    if (known) return known;
    const proxy = proxyFor(origin, environment);
    const settings = {
      allowH2: false,
      maxHeaderSize: REPLY_HEADER_BYTES,
      keepAliveTimeout: origin.startsWith('https:') ? KEPT_MS.https : KEPT_MS.http,
      connect: { timeout: CONNECT_MS },
    };
    const pool = proxy ? new EnvHttpProxyAgent({ ...settings, ...proxy }) : new Pool(origin, settings);
    pools.set(origin, pool);
    return pool;
  };
  return {
    prepare,
    send: (request, receiver) => {
      const call = new PoolCall(receiver, request.origin);
      if (client) dispatch(request, call, poolOf(request.origin, client));
      else void prepare().then(() => dispatch(request, call, poolOf(request.origin, client as Client)));
      return call;
    },
    close: async () => {
      await Promise.all([...pools.values()].map(pool => pool.destroy()));
    },
  };
}

function dispatch({ origin, path, method, headers, body, idleMs }: UpstreamRequest, call: PoolCall, pool: Dispatcher): void {
  pool.dispatch(
    {
      origin,
      path,
      method: method as Dispatcher.HttpMethod,
      headers: headers as string[],
      // Undici's types leave out iterables of buffers, which it sends one by one.
      body: (body ?? null) as Buffer | Readable | null,
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
    },
    call,
  );
}

/** Translates between undici's handler and ours. */
class PoolCall implements Call, Dispatcher.DispatchHandler {
  sent = false;
  readonly #receiver: ReplyReceiver;
  readonly #origin: string;
  #controller: Dispatcher.DispatchController | undefined;
  #over = false;

  constructor(receiver: ReplyReceiver, origin: string) {
    this.#receiver = receiver;
    this.#origin = origin;
  }

  abort(): void {
    if (this.#over) return;
    this.#over = true;
    this.#controller?.abort(new Error('given up'));
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) controller.abort(new Error('given up'));
    else this.sent = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _parsed: unknown, message?: string): void {
    if (this.#over) return;
    const raw = (controller.rawHeaders ?? []) as (Buffer | string)[];
    if (status < 200) this.#receiver.onInform(status, raw.map(latin1));
    else this.#receiver.onHead(readReplyHead(status, message ?? '', raw));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#over) this.#receiver.onData(chunk);
  }

  onResponseEnd(controller: Dispatcher.DispatchController): void {
    if (this.#over) return;
    this.#over = true;
    this.#receiver.onEnd(((controller.rawTrailers ?? []) as (Buffer | string)[]).map(latin1));
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#receiver.onFailure(failureOf(error, this.sent, this.#origin));
  }
}
