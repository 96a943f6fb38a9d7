/** What the runtime goes by, every default filled in. Made from the user's own configuration and environment, never from a workspace's files. */
import type { Provider } from '../catalogue/schema.ts';
import type { Overrides } from '../models/overrides.ts';
import type { Budget, RequestLimits } from './budget/budget.ts';
import type { DialectName } from './dialects/dialect.ts';

export interface Upstream {
  /** `openai`, `anthropic`, `bedrock`, `gemini`, or a name of the user's, reached by `/up/NAME/`. */
  readonly name: string;
  /**
   * What the path of a request is put behind, without a final slash; a version that both have (`/v1`) stands once. Absent for Bedrock where nothing
   * else is configured: its host then follows from the region.
   */
  readonly baseUrl?: string;
  readonly dialect: DialectName;
  /** Whose prices hold; absent: the dialect's own provider. */
  readonly provider?: Provider;
  /** How often a request that failed before its reply began is sent again; 0 unless configured. */
  readonly retries: number;
  /** The upstream that takes over when this one fails before its reply begins. */
  readonly fallback?: string;
  /** Streams that would not tell their usage are asked for it, and the addition is taken out of the reply. */
  readonly askForUsage: boolean;
  /** Seconds without a byte from the upstream after which it is given up. */
  readonly idleTimeoutSeconds: number;
}

export interface CacheSettings {
  readonly enabled: boolean;
  readonly ttlSeconds: number;
  readonly maxMegabytes: number;
  /** Also requests that may well be answered differently each time: a temperature above 0 and no seed. */
  readonly sampled: boolean;
}

export interface RuntimeSettings {
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly user?: string;
  readonly team?: string;
  readonly project?: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly cache: CacheSettings;
  /** Of calls whose worst case is not known, where a limit covers them. */
  readonly unknownPrice: 'refuse' | 'allow';
  /** Of calls that leave their service tier and place to the account. */
  readonly accountTier: 'standard' | 'dearest';
  readonly budgets: readonly Budget[];
  readonly request?: RequestLimits;
  readonly alertWebhook?: string;
  /** Of AWS, for requests to Bedrock that name none: those with a bearer token. */
  readonly region?: string;
  readonly models: Overrides;
}
