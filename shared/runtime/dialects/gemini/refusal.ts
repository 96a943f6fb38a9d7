/** A refusal as @google/genai raises it: ApiError with the JSON as its message, once. */
import type { Refusal, RefusalReply } from '../dialect.ts';
import { refusalReply } from '../refusalReply.ts';

const REASONS = { budget: 'BUDGET_EXCEEDED', unpriceable: 'COST_UNKNOWN', store: 'LEDGER_UNAVAILABLE', storm: 'CALL_STORM' } as const;

export function refuse({ kind, message, requestId }: Refusal): RefusalReply {
  const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: REASONS[kind], domain: 'farthing', metadata: { requestId } };
  return refusalReply(429, {}, { error: { message, code: 429, status: 'RESOURCE_EXHAUSTED', details: [info] } });
}
