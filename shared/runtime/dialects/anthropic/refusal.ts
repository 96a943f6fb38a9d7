/**
 * A refusal as the Anthropic SDKs raise it, once: the status that Anthropic gives its `billing_error` (platform.claude.com/docs/en/api/errors), which
 * nothing around an SDK retries either. Their message is the raw JSON of the error, so the sentence stands first in it.
 */
import type { Refusal, RefusalReply } from '../dialect.ts';
import { refusalReply } from '../refusalReply.ts';

export function refuse({ message, requestId }: Refusal): RefusalReply {
  const body = { type: 'error', error: { message, type: 'billing_error' }, request_id: requestId };
  return refusalReply(402, { 'x-should-retry': 'false', 'request-id': requestId }, body);
}
