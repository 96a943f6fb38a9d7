/** A refusal on the wire. Never with `Retry-After`: the Anthropic SDK for Node would wait for it, however long. */
import type { RefusalReply } from './dialect.ts';

export function refusalReply(status: number, headers: Readonly<Record<string, string>>, content: unknown): RefusalReply {
  const body = Buffer.from(JSON.stringify(content));
  return { status, headers: { 'content-type': 'application/json', 'content-length': String(body.length), ...headers }, body };
}
