/** A call that was put down to a site, as far as it is counted with the others of that site. Nothing of its content is in the ledger. */
import type { NanoDollars } from '../../money/nanoDollars.ts';
import type { DialectName } from '../dialects/dialect.ts';
import type { AttemptState, CacheVerdict } from '../ledger/attempt.ts';
import type { Attribution } from '../ledger/verdicts.ts';

export interface SiteCall {
  /** Of its end: grows. */
  readonly seq: number;
  readonly site: string;
  readonly startedAt: number;
  /** HMAC of the credential: calls of one key share the provider's prompt cache. */
  readonly key: string;
  readonly dialect: DialectName;
  readonly model?: string;
  readonly confidence?: Attribution['confidence'];
  readonly state: Exclude<AttemptState, 'held'>;
  readonly cache: CacheVerdict;
  readonly cost?: NanoDollars;
  /** Absent: the provider did not say. */
  readonly tokens?: SiteTokens;
}

export interface SiteTokens {
  /** All input. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}
