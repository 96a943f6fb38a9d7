/** The connection to a team's Redis: answers within a bound, or says that it is not there. */
import { createHash } from 'node:crypto';
import { Redis, ReplyError } from 'ioredis';
import { StoreUnavailable } from '../store.ts';
import type { Script } from './scripts.ts';

/** Milliseconds that Redis has for an answer; more is not worth waiting for before a call to a model. */
const PATIENCE = 50;
/** Milliseconds for which nothing is asked of a Redis that did not answer; doubled with each time, up to the longest. */
const PAUSE = 250;
const LONGEST_PAUSE = 5_000;

export type Reply = readonly unknown[];

/** A command was sent and not answered in time: whether it was done is not known. `late` tells, if ever. */
export class NoAnswer extends StoreUnavailable {
  readonly late: Promise<Reply>;

  constructor(message: string, late: Promise<Reply>) {
    super(message);
    this.late = late;
  }
}

export interface Connection {
  /** One key and its arguments. Rejects with `StoreUnavailable`: not sent, or refused; with `NoAnswer`: sent. */
  run(script: Script, key: string, args: readonly string[]): Promise<Reply>;
  /** `buffers`: texts of the answer come as the bytes they are. */
  command(args: readonly (string | Buffer)[], buffers?: boolean): Promise<unknown>;
  /** Whether a command would be sent now. */
  readonly open: boolean;
  close(): Promise<void>;
}

/** A connection that may wait for what is to come. */
export interface Follower {
  /** Texts of the answer come as the bytes they are. Rejects while Redis is away. */
  wait(args: readonly string[]): Promise<unknown>;
  close(): void;
}

export function connectFollower(url: string): Follower {
  const client = new Redis(url, {
    connectTimeout: 2_000,
    // Streams are lists in it, not maps.
    protocol: 2,
    retryStrategy: backOff,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => {
    // Whoever waits is told.
  });
  return {
    wait: ([name, ...rest]) => client.callBuffer(name as string, ...rest),
    close: () => client.disconnect(),
  };
}

const backOff = (tries: number): number => Math.min(25 * 2 ** tries, 2_000);

/** Returns at once, and connects on its own, again and again. `onReady` is told each time. */
export function connect(url: string, onReady: () => void): Connection {
  const client = new Redis(url, {
    connectTimeout: 2_000,
    retryStrategy: backOff,
    // What was sent and not answered may have been done: it is for whoever asked to say what becomes of it.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
  });
  let because = 'it is not connected yet';
  let pausedUntil = 0;
  let pause = PAUSE;
  // Its address has the password in it: said is only what went wrong.
  client.on('error', (error: Error) => {
    because = wordsOf(error);
  });
  client.on('ready', () => {
    pausedUntil = 0;
    onReady();
  });

  const unavailable = (reason: string, options?: ErrorOptions) =>
    new StoreUnavailable(`the team's Redis is not available: ${reason}`, options);

  function silent(late: Promise<Reply>): NoAnswer {
    pausedUntil = performance.now() + pause;
    pause = Math.min(2 * pause, LONGEST_PAUSE);
    because = `no answer within ${PATIENCE} ms`;
    // Who cares has a handler of his own.
    late.catch(() => {});
    return new NoAnswer(`the team's Redis is not available: ${because}`, late);
  }

  async function command(args: readonly (string | Buffer)[], buffers = false): Promise<unknown> {
    if (client.status !== 'ready' || performance.now() < pausedUntil) throw unavailable(because);
    const [name, ...rest] = args as [string, ...(string | Buffer)[]];
    const answer: Promise<unknown> = buffers ? client.callBuffer(name, ...rest) : client.call(name, ...rest);
    const outcome = await within(PATIENCE, answer).catch((error: unknown) => {
      if (isRefusal(error)) throw error;
      // The connection broke, with the command on its way.
      throw silent(Promise.reject(error));
    });
    if (outcome === TOO_LATE) throw silent(answer as Promise<Reply>);
    pause = PAUSE;
    return outcome;
  }

  async function evaluate(script: Script, key: string, args: readonly string[]): Promise<unknown> {
    try {
      return await command(['EVALSHA', shaOf(script), '1', key, ...args]);
    } catch (error) {
      if (!isRefusal(error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return command(['EVAL', script.lua, '1', key, ...args]);
    }
  }

  return {
    get open() {
      return client.status === 'ready' && performance.now() >= pausedUntil;
    },
    command,
    async run(script, key, args) {
      try {
        return (await evaluate(script, key, args)) as Reply;
      } catch (error) {
        // Full, still loading, read-only, not allowed: it was not done.
        if (isRefusal(error)) throw unavailable(wordsOf(error), { cause: error });
        throw error;
      }
    },
    async close() {
      client.disconnect();
    },
  };
}

/** Redis answered that it will not. */
function isRefusal(error: unknown): error is Error {
  return error instanceof ReplyError;
}

const TOO_LATE = Symbol('too late');

/** The answer, or `TOO_LATE`. What has arrived while this process was busy is not late. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T | typeof TOO_LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof TOO_LATE>(resolve => {
    timer = setTimeout(() => setImmediate(() => setImmediate(resolve, TOO_LATE)), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    // Whoever waits for it late has a handler of his own.
    answer.catch(() => {});
  }
}

function wordsOf(error: Error): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (message.startsWith('OOM')) return 'it is full (maxmemory)';
  if (message.startsWith('WRONGPASS') || message.startsWith('NOAUTH')) return 'it does not know the user or the password';
  if (message.startsWith('NOPERM')) return 'its user may not run scripts (EVAL, EVALSHA)';
  return message.split('\n', 1)[0] || 'the connection broke';
}

const shas = new Map<string, string>();

function shaOf({ name, lua }: Script): string {
  let sha = shas.get(name);
  if (sha === undefined) {
    sha = createHash('sha1').update(lua).digest('hex');
    shas.set(name, sha);
  }
  return sha;
}
