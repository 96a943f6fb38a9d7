/**
 * A refusal as the Anthropic SDKs raise it: RateLimitError, once. Their message is the raw JSON of the error, so the sentence stands first in it.
 */
import type { Refusal, RefusalReply } from '../dialect.ts';
import { refusalReply } from '../refusalReply.ts';

const TYPES = { budget: 'billing_error', unpriceable: 'billing_error', store: 'api_error' } as const;

export function refuse({ kind, message, requestId }: Refusal): RefusalReply {
  const body = { type: 'error', error: { message, type: TYPES[kind] }, request_id: requestId };
  return refusalReply(429, { 'x-should-retry': 'false', 'request-id': requestId }, body);
}
