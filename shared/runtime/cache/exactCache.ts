/** The exact cache: the same request of the same identity is answered with the recorded bytes. */

import type { NanoDollars } from '../../money/nanoDollars.ts';
import type { Usage } from '../../money/usage.ts';
import type { DialectName, Headers, RequestFacts, WireRequest } from '../dialects/dialect.ts';
import type { Identity } from '../ledger/attempt.ts';

/** `x-farthing-cache: no-cache, no-store, ttl=60, namespace=x, explain`, read. */
export interface CacheWishes {
  /** Do not answer from the cache, but store. */
  readonly noCache: boolean;
  readonly noStore: boolean;
  /** Seconds: nothing older is an answer, and what is stored lives as long. */
  readonly ttl?: number;
  readonly namespace?: string;
  /** Say in the reply why it was not answered from the cache. */
  readonly explain?: boolean;
}

export interface CacheKey {
  /** Hash of identity, namespace, upstream, path, headers that matter and the canonical body without its wish for a stream. */
  readonly hash: string;
  /** Hash of each field of the body by name, for saying why a request missed. Reads the body again: for people, not for the request path. */
  readonly fields: () => Readonly<Record<string, string>>;
  /** Hash of identity, namespace, upstream, path and headers that matter: all but the body. */
  readonly setting: () => string;
  /** Hash of identity, namespace, upstream and endpoint: requests that can be compared at all. */
  readonly family: string;
  /** As `RequestFacts.endpoint`. */
  readonly endpoint: string;
  /** The form of the answer that is wanted, and whether a stream should tell its usage (OpenAI's `stream_options.include_usage`). */
  readonly stream: boolean;
  readonly usageInStream: boolean;
  /** Milliseconds: an older entry is no answer. */
  readonly maxAge?: number;
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

/**
 * A place in the line of identical requests in flight. `lead`: this one goes upstream, and says when it is done; otherwise an earlier one has been
 * answered meanwhile: look it up again, and go upstream alone where that misses.
 */
export type Turn = { readonly lead: true; readonly done: (how: Outcome) => void } | { readonly lead: false };

/**
 * stored: the answer is in the cache. failed: no answer, the client went away or the upstream failed, so another may try. unfit: an answer that is
 * not stored, so the others ask for themselves.
 */
export type Outcome = 'stored' | 'failed' | 'unfit';

export interface ExactCache {
  /**
   * `bypass`: this request is not one to cache (a stored conversation, a sampled one, a method other than POST), with the reason. `upstream` is all that
   * tells upstreams apart, its name and its address: the file outlives a change of the configuration.
   */
  key(
    request: WireRequest,
    facts: RequestFacts,
    dialect: DialectName,
    upstream: string,
    identity: Identity,
    wishes: CacheWishes,
  ): CacheKey | { readonly bypass: string };
  lookup(key: CacheKey): Lookup;
  /** Only what `reasonNotToStore` (fitness.ts) has nothing against. Written to the file off the request path; answers lookups at once. */
  store(key: CacheKey, reply: RecordedReply, wishes: CacheWishes): void;
  /** Brings what a team has of it to this machine, within a moment; then look it up again. Absent: there is no team. */
  fetch?(key: CacheKey): Promise<void>;
  /**
   * After a miss, before going upstream: at most one of identical requests does. At once for the first, else when the one in front is done, or never
   * when `signal` aborts (the promise then rejects with its reason).
   */
  enter(key: CacheKey, signal?: AbortSignal): Turn | Promise<Turn>;
  close(): void;
}
