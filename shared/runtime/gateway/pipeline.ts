/** The path of a request, from its first byte to its last. */

import type { Upstream } from '../settings.ts';
import { attribute } from './attribution.ts';
import type { Exchange } from './client/exchange.ts';
import { readBody } from './client/requestBody.ts';
import { followConversation } from './conversation.ts';
import { digest } from './digests.ts';
import { answerDryRun } from './dryRun.ts';
import { identityOf } from './identity.ts';
import { bodyMatters, contentOnce, factsAt, type Intake, withoutBody } from './intake.ts';
import { readOwnHeaders } from './ownHeaders.ts';
import type { Parts } from './parts.ts';
import { throughCache } from './replay.ts';
import { sendError } from './replies.ts';
import type { RequestHead } from './requestHead.ts';
import { apartByRoute, throughRouter } from './routing/stage.ts';
import { throughSemanticCache } from './semantic/stage.ts';
import { scopeOf } from './signing/signature.ts';

/** More is no prompt: files go to endpoints whose bodies are not read, where nothing limits them. */
const MOST_BODY_BYTES = 128 * 1024 * 1024;

/** Answers a request to an upstream. Rejects only for bugs. */
export async function serve(exchange: Exchange, head: RequestHead, upstream: Upstream, path: string, parts: Parts): Promise<void> {
  const taken = await takeIn(exchange, head, upstream, path, parts);
  if (taken === 'gone') return;
  if (taken === 'too large') {
    sendError(exchange, 413, `the body of a request to a model may have ${MOST_BODY_BYTES / 1024 / 1024} MB.`, ['connection', 'close']);
    return;
  }
  const followed = followConversation(digest(attribute(taken, parts), parts), parts);
  if (!followed) return;
  const intake = apartByRoute(followed, parts);
  if (intake.own.dryRun) return answerDryRun(intake, parts);
  const cached = await throughCache(intake, parts);
  if (!cached) return;
  try {
    const plan = await throughSemanticCache(intake, cached, parts);
    if (plan) await throughRouter(intake, plan, parts);
  } finally {
    // Where nothing was kept by now, nothing will be.
    cached.done('failed');
  }
}

async function takeIn(
  exchange: Exchange,
  head: RequestHead,
  upstream: Upstream,
  path: string,
  parts: Parts,
): Promise<Intake | 'gone' | 'too large'> {
  const arrivedAt = parts.clock();
  const dialect = parts.dialectOf(upstream.dialect);
  const own = readOwnHeaders(head.named);
  const { method } = exchange;
  // A signature covers the body.
  const reads = bodyMatters(dialect, method, path) || (exchange.hasBody && scopeOf(head) !== undefined);
  const body = reads ? await readBody(exchange, declaredLength(head), MOST_BODY_BYTES) : withoutBody;
  if (typeof body === 'string') return body;
  const wire = { method, path, headers: head.named, body };
  const read = dialect.read(wire);
  return {
    exchange,
    head,
    own,
    identity: identityOf(head, exchange.target, own, parts.identity),
    upstream,
    dialect,
    wire,
    streamsUp: !reads,
    facts: factsAt(upstream, read),
    read,
    ...contentOnce(read),
    operation: parts.newId(),
    arrivedAt,
  };
}

function declaredLength({ named }: RequestHead): number | undefined {
  const length = named['content-length'];
  return length === undefined ? undefined : Number(length);
}
