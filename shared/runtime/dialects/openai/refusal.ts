/** A refusal as the OpenAI SDKs raise it: RateLimitError with the message, once (FACTS: 429 is retried unless `x-should-retry` says no). */
import type { Refusal, RefusalReply } from '../dialect.ts';
import { refusalReply } from '../refusalReply.ts';

const CODES = {
  budget: { type: 'insufficient_quota', code: 'budget_exceeded' },
  unpriceable: { type: 'insufficient_quota', code: 'cost_unknown' },
  store: { type: 'insufficient_quota', code: 'ledger_unavailable' },
  storm: { type: 'insufficient_quota', code: 'call_storm' },
} as const;

export function refuse({ kind, message, requestId }: Refusal): RefusalReply {
  const { type, code } = CODES[kind];
  return refusalReply(429, { 'x-should-retry': 'false', 'x-request-id': requestId }, { error: { message, type, param: null, code } });
}
