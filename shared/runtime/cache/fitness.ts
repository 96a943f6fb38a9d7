/** Which requests and replies are fit for the exact cache. */
import type { ReplyFacts, RequestFacts, WireRequest } from '../dialects/dialect.ts';

/** Why a request is neither looked up nor stored; undefined: it is. `sampled`: repeat also answers that another call would vary. */
export function reasonNotToCache(request: WireRequest, facts: RequestFacts, sampled: boolean): string | undefined {
  if (request.method !== 'POST') return `the method is ${request.method}`;
  if (facts.operation === 'other') return 'not an endpoint whose answers are known to depend on the request alone';
  if (facts.operation === 'count_tokens') return 'counting tokens is free';
  if ('unknown' in facts.inputBound) return `part of the request lies elsewhere: ${facts.inputBound.unknown}`;
  if (facts.sampled && !sampled) return 'sampled: temperature above 0 and no seed (cache.sampled allows it)';
  return undefined;
}

/** Why an answer must not be repeated; undefined: it may. Errors, aborted, truncated and filtered answers never are. */
export function reasonNotToStore(status: number, facts: ReplyFacts): string | undefined {
  if (status !== 200) return `status ${status}`;
  if (facts.error !== undefined) return 'the reply carries an error';
  if (!facts.complete) return 'the answer was cut short';
  return undefined;
}
