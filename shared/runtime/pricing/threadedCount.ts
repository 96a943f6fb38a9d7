/** The thread that counts tokens: started when a text has to be counted, ended when none has come for a while, so that its memory is given back. */
import { Worker } from 'node:worker_threads';
import type { TokenizerFamily } from '../../models/model.ts';
import type { CountAnswer, CountRequest } from './countingThread.ts';

/** Undefined: it could not be counted, the thread has failed. */
export type CountTokens = (text: string, family: TokenizerFamily) => Promise<number | undefined>;

/** Milliseconds. */
const IDLE = 15_000;

export function countInThread(): CountTokens {
  const waiting = new Map<number, (tokens: number | undefined) => void>();
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  const start = () => {
    const program = new URL(import.meta.url.endsWith('.ts') ? './countingThread.ts' : './countingThread.js', import.meta.url);
    const started = new Worker(program);
    started.on('message', ({ id, tokens }: CountAnswer) => done(id, tokens));
    // It ends after an error, and whoever waits goes without a count.
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (thread === started) thread = undefined;
      for (const id of waiting.keys()) done(id, undefined);
    });
    return started;
  };

  const done = (id: number, tokens: number | undefined) => {
    waiting.get(id)?.(tokens);
    waiting.delete(id);
    if (waiting.size > 0) return;
    // The process may end while nobody waits for the thread.
    thread?.unref();
    idle = setTimeout(() => thread?.terminate(), IDLE).unref();
  };

  return (text, family) =>
    new Promise(resolve => {
      clearTimeout(idle);
      const id = ++last;
      waiting.set(id, resolve);
      thread ??= start();
      thread.ref();
      thread.postMessage({ id, text, family } satisfies CountRequest);
    });
}
