/** Bytes cut into packets at any place, as a network does. */
import fc from 'fast-check';
import type { DialectName, Headers, ReplyFacts, RequestFacts, WireRequest } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';

/** Places to cut at, as shares of the length. */
export const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

export function packets(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...at.map(share => Math.floor(share * bytes.length)), bytes.length].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

/** One byte in each packet. */
export function singleBytes(bytes: Buffer): Buffer[] {
  return Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
}

export function post(path: string, body: unknown, headers: Headers = {}): WireRequest {
  return { method: 'POST', path, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) };
}

export function get(path: string): WireRequest {
  return { method: 'GET', path, headers: {}, body: Buffer.alloc(0) };
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Headers;
  readonly packets: readonly Buffer[];
}

export function readReply(dialect: DialectName, facts: RequestFacts, reply: Reply): ReplyFacts {
  const reader = dialectOf(dialect).reader(facts, { status: reply.status ?? 200, headers: reply.headers ?? {} });
  for (const packet of reply.packets) reader.write(packet);
  return reader.facts();
}

export const EVENTS: Headers = { 'content-type': 'text/event-stream; charset=utf-8' };
export const JSON_BODY: Headers = { 'content-type': 'application/json' };

export function events(...data: readonly unknown[]): Buffer {
  return Buffer.from(data.map(one => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`).join(''));
}

/** Events as Anthropic and Responses write them, each with its name. */
export function namedEvents(...data: readonly { readonly type: string }[]): Buffer {
  return Buffer.from(data.map(one => `event: ${one.type}\ndata: ${JSON.stringify(one)}\n\n`).join(''));
}

export function jsonBody(body: unknown): Buffer[] {
  return [Buffer.from(JSON.stringify(body))];
}
