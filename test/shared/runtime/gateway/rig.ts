/** A gateway between real sockets: a scripted upstream behind it, a real ledger in a temporary folder, and what happened told as events. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExactCache } from '../../../../shared/runtime/cache/exactCache.ts';
import { openExactCache } from '../../../../shared/runtime/cache/openExactCache.ts';
import type { DialectName } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { eventBus, type RuntimeEvent } from '../../../../shared/runtime/gateway/events.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../../../../shared/runtime/gateway/gateway.ts';
import type { AttemptEnd, AttemptStart } from '../../../../shared/runtime/ledger/attempt.ts';
import type { Pricer } from '../../../../shared/runtime/pricing/pricer.ts';
import type { Upstream } from '../../../../shared/runtime/settings.ts';
import { openSqliteStore, type SqliteStore } from '../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import type { Store } from '../../../../shared/runtime/store/store.ts';
import { pricerDouble } from './pricerDouble.ts';

export const TOKEN = 'the-token-of-this-runtime';
export const SALT = Buffer.alloc(32, 7);

export interface RigOptions {
  readonly answer?: RequestListener;
  /** Address of an upstream that the test serves itself. */
  readonly upstreamUrl?: string;
  readonly dialect?: DialectName;
  readonly upstream?: Partial<Upstream>;
  readonly others?: readonly Upstream[];
  readonly pricer?: Pricer;
  readonly cached?: boolean;
  readonly unknownPrice?: 'refuse' | 'allow';
  /** What the gateway gets for a store. */
  readonly around?: (store: Store) => Store;
  readonly gateway?: Partial<GatewayOptions>;
}

export interface Rig {
  readonly gateway: Gateway;
  /** Of the built-in upstream of the rig's dialect, without a final slash. */
  readonly base: string;
  readonly url: string;
  readonly store: SqliteStore;
  /** Path of the file that it keeps. */
  readonly ledger: string;
  readonly events: readonly RuntimeEvent[];
  readonly bugs: readonly unknown[];
  /** What the upstream has seen. */
  readonly seen: readonly IncomingMessage[];
  /** Resolves with the next attempt that ends, or one that has ended already and was not asked for. */
  ended(): Promise<{ readonly start: AttemptStart; readonly end: AttemptEnd }>;
  close(): Promise<void>;
}

export async function startRig(options: RigOptions): Promise<Rig> {
  const { dialect = 'openai', answer = completes, pricer = pricerDouble } = options;
  const folder = await mkdtemp(join(tmpdir(), 'farthing-gateway-'));
  const seen: IncomingMessage[] = [];
  const upstream = await serveUpstream((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  const upstreams = [builtIn(dialect, { baseUrl: options.upstreamUrl ?? upstream.url, ...options.upstream }), ...(options.others ?? [])];
  const ledger = join(folder, 'ledger.db');
  const store = openSqliteStore({ file: ledger, timeZone: 'UTC' });
  const bus = eventBus();
  const events: RuntimeEvent[] = [];
  const bugs: unknown[] = [];
  const ends: { readonly start: AttemptStart; readonly end: AttemptEnd }[] = [];
  const waiting: ((end: { readonly start: AttemptStart; readonly end: AttemptEnd }) => void)[] = [];
  bus.listen(event => {
    events.push(event);
    if (event.type !== 'ended') return;
    const waiter = waiting.shift();
    if (waiter) waiter(event);
    else ends.push(event);
  });
  const cache: ExactCache | undefined = options.cached
    ? openExactCache({
        file: join(folder, 'cache.db'),
        settings: { enabled: true, ttlSeconds: 3600, maxMegabytes: 16, sampled: true },
        clock: Date.now,
      })
    : undefined;
  const gateway = await createGateway({
    settings: {
      upstreams: new Map(upstreams.map(one => [one.name, one])),
      unknownPrice: options.unknownPrice ?? 'refuse',
      timeZone: 'UTC',
    },
    store: options.around?.(store) ?? store,
    pricer,
    dialectOf,
    ...(cache && { cache }),
    identity: { user: 'ada', salt: SALT },
    events: bus,
    clock: Date.now,
    port: 0,
    control: { token: TOKEN, status: () => ({ ok: true }), stop: () => {} },
    onBug: bug => bugs.push(bug),
    credentials: async () => undefined,
    ...options.gateway,
  });
  return {
    gateway,
    url: gateway.url,
    base: `${gateway.url}/${dialect}`,
    store,
    ledger,
    events,
    bugs,
    seen,
    ended: () => {
      const known = ends.shift();
      return known ? Promise.resolve(known) : new Promise(resolve => waiting.push(resolve));
    },
    close: async () => {
      await gateway.close(0);
      await upstream.close();
      cache?.close();
      await store.close();
      await rm(folder, { recursive: true });
      if (bugs.length > 0) throw new AggregateError(bugs, 'the gateway met a bug');
    },
  };
}

export function builtIn(name: string, own: Partial<Upstream> = {}): Upstream {
  return { name, dialect: name as DialectName, retries: 0, askForUsage: true, idleTimeoutSeconds: 30, ...own };
}

export async function serveUpstream(answer: RequestListener): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export const CHAT = { model: 'gpt-4o-mini', max_tokens: 20, messages: [{ role: 'user', content: 'hello' }] };

export const COMPLETION = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-4o-mini-2024-07-18',
  choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 },
};

/** Answers like a provider that knows one completion. */
export function completes(_request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify(COMPLETION);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

export function chatRequest(body: object = CHAT, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-1', ...headers },
    body: JSON.stringify(body),
  };
}

/** A store some of whose methods are others; for `around`. */
export function storeWith(store: Store, methods: Partial<Store>): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const own = Reflect.get(methods, name);
      if (own !== undefined) return own;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
