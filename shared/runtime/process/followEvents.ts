import { setTimeout as pause } from 'node:timers/promises';
import { askRuntime } from '../gateway/controlClient.ts';
import type { RuntimeEvent } from '../gateway/events.ts';
import type { Home } from './home.ts';
import { readLock } from './lock.ts';

const LOOK_AGAIN_MS = 500;

/** What the runtime of a home tells, one after the other as runtimes come and go, until it is aborted. */
export function followEvents(home: Home, onEvent: (event: RuntimeEvent) => void, signal: AbortSignal): Promise<void> {
  return followLines(home, 'events', { onLine: line => onEvent(JSON.parse(line) as RuntimeEvent), onRuntime: () => {} }, signal);
}

export interface LineFollower {
  /** A whole line. False: enough of this connection, begin anew. Throws a SyntaxError for a line that was cut. */
  onLine(line: string): unknown;
  /** The address of the runtime that is followed from now on; undefined when it has gone. */
  onRuntime(url: string | undefined): void;
}

/** The lines of a control endpoint that does not end by itself. */
export async function followLines(home: Home, path: 'events' | 'spend', follower: LineFollower, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const lock = readLock(home);
    const reply = lock && (await askRuntime({ url: lock.url, token: lock.controlToken, path, signal }));
    let enough = false;
    try {
      if (reply?.statusCode === 200) {
        follower.onRuntime(lock?.url);
        for await (const line of linesOf(reply)) {
          enough = follower.onLine(line) === false;
          if (enough) break;
        }
      } else reply?.destroy();
    } catch (error) {
      // It stopped, or died in the middle of a line: the next one will have more to tell.
      if (!(isBrokenOff(error) || error instanceof SyntaxError || signal.aborted)) throw error;
    }
    if (enough) continue;
    if (reply?.statusCode === 200) follower.onRuntime(undefined);
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
