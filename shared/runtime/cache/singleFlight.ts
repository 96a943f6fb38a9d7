import type { Outcome, Turn } from './exactCache.ts';

interface Waiting {
  readonly proceed: (turn: Turn) => void;
}

/** After so many failures in a row the rest no longer wait for each other: an upstream that fails slowly would make a long line of them. */
const FAILURES_TO_WAIT_FOR = 2;

/** Lines of identical requests in flight, by key. */
export function singleFlight(): (hash: string, signal?: AbortSignal) => Turn | Promise<Turn> {
  const lines = new Map<string, Set<Waiting>>();

  const lead = (hash: string, line: Set<Waiting>, failures: number): Turn => {
    let over = false;
    return {
      lead: true,
      done: outcome => {
        if (over) return;
        over = true;
        next(hash, line, outcome, failures);
      },
    };
  };

  const next = (hash: string, line: Set<Waiting>, outcome: Outcome, failures: number): void => {
    if (outcome === 'failed' && failures + 1 < FAILURES_TO_WAIT_FOR) {
      const [successor] = line;
      if (successor) {
        line.delete(successor);
        successor.proceed(lead(hash, line, failures + 1));
        return;
      }
    }
    lines.delete(hash);
    for (const waiting of line) waiting.proceed({ lead: false });
  };

  return (hash, signal) => {
    const line = lines.get(hash);
    if (line) return waitIn(line, signal);
    const fresh = new Set<Waiting>();
    lines.set(hash, fresh);
    return lead(hash, fresh, 0);
  };
}

function waitIn(line: Set<Waiting>, signal?: AbortSignal): Promise<Turn> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      line.delete(waiting);
      reject(signal?.reason);
    };
    const waiting: Waiting = {
      proceed: turn => {
        signal?.removeEventListener('abort', leave);
        resolve(turn);
      },
    };
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', leave, { once: true });
    line.add(waiting);
  });
}
