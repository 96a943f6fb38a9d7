import type { Log } from './log.ts';

/** Milliseconds in which the same sentence is written once: with a full disk, each request brings it. */
const QUIET_MS = 60_000;

/** Writes what went wrong, without filling the log with one trouble. */
export function troubleLog(log: Pick<Log, 'warn'>, clock: () => number): (message: string) => void {
  const told = new Map<string, number>();
  return message => {
    const now = clock();
    for (const [old, at] of told) if (now - at >= QUIET_MS) told.delete(old);
    if (told.has(message)) return;
    told.set(message, now);
    log.warn(message);
  };
}
