/** A client that costs little itself: bytes on a socket, answered by bytes that are counted. */
import { connect, type Socket } from 'node:net';

export interface Target {
  readonly url: string;
  /** Path of chat completions. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One connection, one request at a time. */
export interface Connection {
  /** Milliseconds until the first byte of the body, and until the last. Rejects for any status but 200. */
  ask(body: string): Promise<Times>;
  close(): void;
}

export interface Times {
  readonly first: number;
  readonly last: number;
}

export async function open(target: Target): Promise<Connection> {
  const { hostname, port } = new URL(target.url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  const headers = { host: `${hostname}:${port}`, ...LIKE_AN_SDK, ...target.headers };
  const head = `POST ${target.path} HTTP/1.1\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}`;
  return { ask: body => ask(socket, `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`), close: () => socket.destroy() };
}

/** What openai-node sends. */
const LIKE_AN_SDK = {
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'OpenAI/JS 7.57.0',
  authorization: 'Bearer sk-bench',
  'x-stainless-retry-count': '0',
  'x-stainless-lang': 'js',
  'x-stainless-package-version': '7.57.0',
  'x-stainless-os': 'Linux',
  'x-stainless-arch': 'x64',
  'x-stainless-runtime': 'node',
  'x-stainless-runtime-version': 'v24.0.0',
};

function ask(socket: Socket, request: string): Promise<Times> {
  const started = performance.now();
  let received: Buffer = Buffer.alloc(0);
  let first: number | undefined;
  return new Promise((resolve, reject) => {
    const over = (settle: () => void) => {
      socket.off('data', onData);
      socket.off('close', onClose);
      settle();
    };
    const onClose = () => over(() => reject(new Error('the connection was closed')));
    const onData = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const bodyAt = received.indexOf('\r\n\r\n') + 4;
      if (bodyAt < 4) return;
      if (received.length > bodyAt) first ??= performance.now() - started;
      if (!isWhole(received, bodyAt)) return;
      if (received.toString('latin1', 9, 12) !== '200') return over(() => reject(new Error(received.toString('latin1', 0, 400))));
      const last = performance.now() - started;
      over(() => resolve({ first: first ?? last, last }));
    };
    socket.on('data', onData);
    socket.on('close', onClose);
    socket.write(request);
  });
}

function isWhole(received: Buffer, bodyAt: number): boolean {
  const head = received.toString('latin1', 0, bodyAt);
  const length = /content-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return received.length >= bodyAt + Number(length);
  return received.toString('latin1', received.length - 5) === '0\r\n\r\n';
}

let serial = 0;

/** A request like no other before it, so that no cache answers it; of some 700 bytes. */
export function freshBody(more: object = {}): string {
  return bodyOf(`${process.pid}-${++serial}`, more);
}

const SYSTEM = 'You are a careful assistant that answers in one sentence. '.repeat(8);

export function bodyOf(question: string, more: object = {}): string {
  const messages = [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: `Question ${question}: what is the capital of France?` },
  ];
  return JSON.stringify({ model: 'gpt-4o-mini', temperature: 0, max_tokens: 100, ...more, messages });
}

/** So many requests one after another over one connection. */
export async function oneByOne(target: Target, count: number, body: () => string): Promise<readonly Times[]> {
  const connection = await open(target);
  const times: Times[] = [];
  try {
    for (let index = 0; index < count; index++) times.push(await connection.ask(body()));
  } finally {
    connection.close();
  }
  return times;
}

/** So many requests over so many connections; answers with requests a second. */
export async function atOnce(target: Target, connections: number, count: number): Promise<number> {
  const open_ = await Promise.all(Array.from({ length: connections }, () => open(target)));
  let left = count;
  const started = performance.now();
  await Promise.all(
    open_.map(async connection => {
      while (left-- > 0) await connection.ask(freshBody());
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const connection of open_) connection.close();
  return count / seconds;
}
