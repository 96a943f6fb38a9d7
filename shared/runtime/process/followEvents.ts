import { setTimeout as pause } from 'node:timers/promises';
import { askRuntime } from '../gateway/controlClient.ts';
import type { RuntimeEvent } from '../gateway/events.ts';
import type { Home } from './home.ts';
import { readLock } from './lock.ts';

const LOOK_AGAIN_MS = 500;

/** What the runtime of a home tells, one after the other as runtimes come and go, until it is aborted. */
export async function followEvents(home: Home, onEvent: (event: RuntimeEvent) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const lock = readLock(home);
    const reply = lock && (await askRuntime({ url: lock.url, token: lock.controlToken, path: 'events', signal }));
    try {
      if (reply?.statusCode === 200) for await (const line of linesOf(reply)) onEvent(JSON.parse(line) as RuntimeEvent);
      else reply?.destroy();
    } catch (error) {
      // It stopped, or died in the middle of a line: the next one will have more to tell.
      if (!(isBrokenOff(error) || error instanceof SyntaxError || signal.aborted)) throw error;
    }
    await pause(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

const isBrokenOff = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ECONNRESET';

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
