/** The exact cache: the same request of the same identity is answered with the recorded bytes. */

import type { NanoDollars } from '../../money/nanoDollars.ts';
import type { Usage } from '../../money/usage.ts';
import type { DialectName, Headers, RequestFacts, WireRequest } from '../dialects/dialect.ts';
import type { Identity } from '../ledger/attempt.ts';

/** `x-farthing-cache: no-cache, no-store, ttl=60, namespace=x`, read. */
export interface CacheWishes {
  /** Do not answer from the cache, but store. */
  readonly noCache: boolean;
  readonly noStore: boolean;
  /** Seconds. */
  readonly ttl?: number;
  readonly namespace?: string;
}

export interface CacheKey {
  /** Hash of identity, namespace, upstream, endpoint and the canonical body. */
  readonly hash: string;
  /** Hash of each field of the body by name, for saying why a request missed. */
  readonly fields: () => Readonly<Record<string, string>>;
}

export interface RecordedReply {
  readonly status: number;
  /** Those that belong to the content: content-type, content-encoding. */
  readonly headers: Headers;
  /** The body as it came, streams with their events. */
  readonly body: Buffer;
  readonly stream: boolean;
  readonly usage?: Usage;
  /** What it cost when it was recorded. */
  readonly cost?: NanoDollars;
  readonly model?: string;
}

export type Lookup =
  | { readonly hit: RecordedReply; readonly storedAt: number; readonly id: string }
  /** `why`: the fields that differ from the most similar entry, or that there is none, or that it expired. */
  | { readonly miss: true; readonly why: () => string };

export interface ExactCache {
  /** Undefined: this request is not one to cache (a stored conversation, a sampled one, a method other than POST), with the reason. */
  key(
    request: WireRequest,
    facts: RequestFacts,
    dialect: DialectName,
    upstream: string,
    identity: Identity,
    wishes: CacheWishes,
  ): CacheKey | { readonly bypass: string };
  lookup(key: CacheKey): Lookup;
  store(key: CacheKey, reply: RecordedReply, wishes: CacheWishes): void;
  close(): void;
}
