/** Whether, where and when a request is tried again. Off unless the configuration says otherwise: the SDKs retry by themselves. */
import type { Upstream } from '../settings.ts';
import type { Intake } from './intake.ts';
import type { ReplyHead } from './replyHead.ts';

export interface Position {
  readonly upstream: Upstream;
  /** Attempts made again there so far. */
  readonly tries: number;
}

/** Statuses that another attempt may better; 529 is Anthropic's "overloaded". */
const WORTH_ANOTHER = new Set([408, 429, 500, 502, 503, 504, 529]);
/** An upstream that wants to be left alone for longer is not waited for. */
const LONGEST_WAIT_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_OWN_WAIT_MS = 8000;

/**
 * Where the next attempt goes after one that failed before its reply began, or (`head`) whose reply is an error; undefined: there is none, and the client
 * gets this reply.
 */
export function stepAfter(
  { upstream, tries }: Position,
  intake: Intake,
  upstreams: ReadonlyMap<string, Upstream>,
  head?: ReplyHead,
): Position | undefined {
  // A body that was passed on as it came is gone.
  if (intake.streamsUp && intake.exchange.hasBody) return undefined;
  if (head && !WORTH_ANOTHER.has(head.status)) return undefined;
  const waits = head ? askedWaitMs(head) : undefined;
  if (tries < upstream.retries && (waits ?? 0) <= LONGEST_WAIT_MS) return { upstream, tries: tries + 1 };
  const fallback = upstream.fallback === undefined ? undefined : upstreams.get(upstream.fallback);
  return fallback && { upstream: fallback, tries: 0 };
}

/** Milliseconds: what the upstream asks for, else twice as long each time, by chance up to a quarter less so that clients do not come back together. */
export function backoffMs(tries: number, head: ReplyHead | undefined): number {
  const own = Math.min(LONGEST_OWN_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) * (1 - Math.random() / 4);
  return (head && askedWaitMs(head)) ?? own;
}

function askedWaitMs({ named }: ReplyHead): number | undefined {
  const milliseconds = Number(named['retry-after-ms'] ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const seconds = Number(named['retry-after'] ?? Number.NaN);
  return seconds >= 0 ? seconds * 1000 : undefined;
}
