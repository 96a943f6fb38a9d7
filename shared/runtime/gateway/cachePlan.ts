/** What the caches made of a request that goes upstream, for those who see it through. */
import type { CacheKey, CacheWishes, Outcome, RecordedReply } from '../cache/exactCache.ts';
import type { ReplyFacts } from '../dialects/dialect.ts';
import type { CacheVerdict } from '../ledger/attempt.ts';
import type { SemanticVerdict } from '../ledger/verdicts.ts';
import type { Ending } from './relay/relay.ts';

export interface CachePlan {
  readonly verdict: Extract<CacheVerdict, 'miss' | 'bypass'>;
  readonly wishes: CacheWishes;
  /** Absent: neither looked up nor stored. */
  readonly key?: CacheKey;
  /** Why it was not answered from the cache, where the client wants to know. Names fields of the request: for its client alone. */
  readonly why?: string;
  /** Told of the answer too. */
  readonly semantic?: SemanticWatch;
  /** Lets go on who waits for the answer to this request; to be told once all is over. */
  readonly done: (outcome: Outcome) => void;
}

/** Follows a request that goes upstream. */
export interface SemanticWatch {
  /** For its row: what is known when the reply ends. */
  verdict(ending: Ending): SemanticVerdict | undefined;
  /** The answer is in the ledger: to be compared and kept. */
  answered(reply: RecordedReply, facts: ReplyFacts): void;
}
