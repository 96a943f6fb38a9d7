/** `POST /_farthing/alerts`: which of a user's windows tells of an alert. Each hears of it; the first to ask shows it. */
import type { Exchange } from './client/exchange.ts';
import { readBody } from './client/requestBody.ts';
import { sendError, sendJson } from './replies.ts';

const MOST_BYTES = 10_000;
/** Alerts are few: each threshold of a limit is reached once a window. */
const MOST_REMEMBERED = 1_000;

/** Of each runtime, for its life: an alert is emitted once, so that no later one needs to know. */
const claimedAt = new WeakMap<object, Set<string>>();

export async function answerClaim(exchange: Exchange, runtime: object): Promise<void> {
  const body = await readBody(exchange, undefined, MOST_BYTES);
  if (body === 'gone') return;
  const alert = typeof body === 'string' ? undefined : alertIn(body.toString('utf8'));
  if (alert === undefined) return sendError(exchange, 400, 'the body is {"alert": "..."}.');
  const claimed = claimedAt.get(runtime) ?? new Set();
  claimedAt.set(runtime, claimed);
  const first = !claimed.has(alert);
  if (claimed.size >= MOST_REMEMBERED) claimed.clear();
  claimed.add(alert);
  return sendJson(exchange, 200, { first });
}

function alertIn(text: string): string | undefined {
  try {
    const { alert } = JSON.parse(text) as { readonly alert?: unknown };
    return typeof alert === 'string' ? alert : undefined;
  } catch {
    return undefined;
  }
}
