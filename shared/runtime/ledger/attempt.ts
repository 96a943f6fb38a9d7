/** A row of the ledger: one request to an upstream, or one answer from a cache. Rows are added and settled, never taken back. */

import type { Confidence } from '../../models/model.ts';
import type { NanoDollars } from '../../money/nanoDollars.ts';
import type { Usage } from '../../money/usage.ts';
import type { DialectName, WireOperation } from '../dialects/dialect.ts';
import type { EndVerdicts, StartVerdicts } from './verdicts.ts';

/** Who and what a call is for. Each is absent where nothing says it. */
export interface Identity {
  readonly user?: string;
  readonly team?: string;
  readonly project?: string;
  /** HMAC of the credential with the salt of this installation; never the credential. */
  readonly key: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly branch?: string;
  /** Fingerprint of the call site, once attribution knows it. */
  readonly site?: string;
}

/**
 * held: sent or about to be, not yet answered. settled: answered, cost known or said to be unknown. aborted: the client went away, or the reply broke
 * off. failed: the upstream refused or was not reached. lost: the process died between the two writes; charged at its hold.
 */
export type AttemptState = 'held' | 'settled' | 'aborted' | 'failed' | 'lost';

export type CacheVerdict = 'hit' | 'miss' | 'bypass' | 'semantic';

/** Written before the request leaves. */
export interface AttemptStart {
  /** Unique, sortable by time (UUID v7). */
  readonly id: string;
  /** One for all attempts of one request of a client. */
  readonly operation: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly dialect: DialectName;
  /** Name of the upstream in the configuration: `openai`, `anthropic`, ..., or a name of the user's. */
  readonly upstream: string;
  readonly kind: WireOperation;
  readonly endpoint: string;
  readonly model?: string;
  readonly stream: boolean;
  readonly identity: Identity;
  readonly verdicts?: StartVerdicts;
}

export type CostConfidence = Confidence | 'counted' | 'unknown';

/** Written before the reply ends. */
export interface AttemptEnd {
  readonly endedAt: number;
  readonly state: Exclude<AttemptState, 'held' | 'lost'>;
  /** HTTP status of the upstream; absent when there was no reply. */
  readonly status?: number;
  readonly usage?: Usage;
  /** The model that answered, where the reply says so. */
  readonly answeredBy?: string;
  /**
   * Absent: unknown, with its reason in `notes`; never 0 for what is not known. Budgets then count the hold, but nothing for `failed`: what was refused
   * or never arrived is not billed.
   */
  readonly cost?: NanoDollars;
  readonly confidence: CostConfidence;
  /** ISO date of the price, and its source. */
  readonly priceVersion?: string;
  readonly cache: CacheVerdict;
  /** What a cache hit would have cost. */
  readonly saved?: NanoDollars;
  /** Milliseconds from the request's arrival to the first byte of the reply's body. */
  readonly firstByteMs?: number;
  /** What was assumed or went wrong, each a short sentence without content of the call. */
  readonly notes: readonly string[];
  readonly verdicts?: EndVerdicts;
}

export interface Attempt extends AttemptStart {
  /** Money and tokens reserved when it began. */
  readonly hold: Hold;
  readonly end?: AttemptEnd;
  readonly state: AttemptState;
}

/** What is reserved for an attempt: the worst it can cost. */
export interface Hold {
  /** Absent: not known (no price). */
  readonly money?: NanoDollars;
  /** Input and output tokens together. Absent: not known (no bound). */
  readonly tokens?: number;
}
