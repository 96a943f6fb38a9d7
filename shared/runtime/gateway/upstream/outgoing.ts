/** The request as it goes to an upstream: what the client sent, under the upstream's address. */
import type { UsageRequest } from '../../dialects/dialect.ts';
import type { RawHeaders } from '../client/exchange.ts';
import type { Intake } from '../intake.ts';
import { without } from '../requestHead.ts';
import { addressOf } from './address.ts';
import type { UpstreamRequest } from './connections.ts';

/** Joining pieces copies them: worth it only where they are small. */
const SMALL_BYTES = 64 * 1024;

export function outgoing(intake: Intake, baseUrl: string, usage: UsageRequest | undefined): UpstreamRequest {
  const { wire, exchange, head, streamsUp, upstream } = intake;
  return {
    ...addressOf(baseUrl, wire.path),
    method: wire.method,
    headers: usage ? headersAskingForUsage(head.forwarded, usage) : head.forwarded,
    body: streamsUp ? (exchange.hasBody ? exchange.body : undefined) : usage ? bodyAskingForUsage(usage) : wire.body,
    idleMs: upstream.idleTimeoutSeconds * 1000,
  };
}

function bodyAskingForUsage(usage: UsageRequest): Buffer | readonly Buffer[] {
  return lengthOf(usage) <= SMALL_BYTES ? usage.body : usage.parts;
}

const CHANGED: ReadonlySet<string> = new Set(['content-length', 'accept-encoding']);

/** What is added to the reply can be taken out again only where it is not compressed. */
function headersAskingForUsage(headers: RawHeaders, usage: UsageRequest): string[] {
  return [...without(headers, CHANGED), 'content-length', String(lengthOf(usage)), 'accept-encoding', 'identity'];
}

function lengthOf({ parts }: UsageRequest): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
