/** What a runtime tells those who follow it. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { RuntimeEvent } from '../../shared/runtime/gateway/events.ts';
import { homeOf } from '../../shared/runtime/process/home.ts';
import type { RuntimeProcess } from './runtimeProcess.ts';

export interface Follower {
  /** Resolves with the next event of this type. */
  next<Type extends RuntimeEvent['type']>(type: Type): Promise<Extract<RuntimeEvent, { type: Type }>>;
  /** Takes all that came and were not asked for. */
  take(): readonly RuntimeEvent[];
  stop(): void;
}

export async function follow({ url, home }: RuntimeProcess): Promise<Follower> {
  const { controlToken } = JSON.parse(readFileSync(homeOf(home).lock, 'utf8')) as { controlToken: string };
  const ending = new AbortController();
  const reply = await fetch(`${url}/_farthing/events`, { headers: { authorization: `Bearer ${controlToken}` }, signal: ending.signal });
  const waiting: { readonly type: string; readonly resolve: (event: RuntimeEvent) => void }[] = [];
  let came: RuntimeEvent[] = [];
  const lines = Readable.fromWeb(reply.body as never);
  // It ends when it is told to stop, or when the runtime does.
  lines.on('error', () => {});
  const byLine = createInterface(lines);
  byLine.on('error', () => {});
  byLine.on('line', line => {
    const event = JSON.parse(line) as RuntimeEvent;
    const index = waiting.findIndex(one => one.type === event.type);
    if (index >= 0) waiting.splice(index, 1)[0]?.resolve(event);
    else came.push(event);
  });
  return {
    next(type) {
      const index = came.findIndex(event => event.type === type);
      if (index >= 0) return Promise.resolve(came.splice(index, 1)[0] as never);
      return new Promise(resolve => waiting.push({ type, resolve: resolve as (event: RuntimeEvent) => void }));
    },
    take() {
      const all = came;
      came = [];
      return all;
    },
    stop: () => ending.abort(),
  };
}
