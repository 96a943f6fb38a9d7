/** Replies of our own. */

import type { NanoDollars } from '../../money/nanoDollars.ts';
import type { RefusalReply } from '../dialects/dialect.ts';
import type { Exchange } from './client/exchange.ts';
import { addedHeaders } from './replyHead.ts';

export function sendJson(exchange: Exchange, status: number, value: unknown, headers: readonly string[] = []): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  exchange.head(status, '', ['content-type', 'application/json', 'content-length', String(body.length), ...headers]);
  exchange.end(exchange.method === 'HEAD' ? undefined : body);
}

/** For Prometheus (prometheus.io/docs/instrumenting/exposition_formats). */
export function sendMetrics(exchange: Exchange, metrics: string): void {
  const body = Buffer.from(metrics);
  exchange.head(200, '', ['content-type', 'text/plain; version=0.0.4; charset=utf-8', 'content-length', String(body.length)]);
  exchange.end(exchange.method === 'HEAD' ? undefined : body);
}

/** An error before a dialect is known, in the shape that the SDKs of OpenAI and its likes print. */
export function sendError(exchange: Exchange, status: number, sentence: string, headers: readonly string[] = []): void {
  sendJson(exchange, status, { error: { type: 'invalid_request_error', message: `Farthing: ${sentence}` } }, headers);
}

/** A reply that a dialect or a cache has made. `cache`: the verdict, with what a client may want to know of it behind a semicolon. */
export function sendWhole(exchange: Exchange, reply: RefusalReply, requestId: string, cache: string, cost?: NanoDollars): void {
  const headers = Object.entries({ ...reply.headers, 'content-length': String(reply.body.length) }).flat();
  headers.push(...addedHeaders(requestId, cache, cost));
  exchange.head(reply.status, '', headers);
  exchange.end(exchange.method === 'HEAD' ? undefined : reply.body);
}
