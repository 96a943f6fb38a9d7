/** What the runtime goes by, every default filled in. Made from the user's own configuration and environment, never from a workspace's files. */
import type { Provider } from '../catalogue/schema.ts';
import type { Overrides } from '../models/overrides.ts';
import type { Budget, RequestLimits } from './budget/budget.ts';
import type { StormLimits } from './conversations/stormLimits.ts';
import type { DialectName } from './dialects/dialect.ts';
import type { RouterSettings } from './router/routerSettings.ts';

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

export interface StoreAddress {
  /** `redis://` or `rediss://`, with whatever user, password and database it needs: never to be shown. */
  readonly url: string;
  readonly namespace: string;
}

export type EmbedderSettings =
  /** Universal Sentence Encoder, whose packages are installed in `folder`. */
  | { readonly kind: 'sentence-encoder'; readonly folder: string }
  /** A model in `folder`; onnxruntime-web is installed in `packages`, or beside the model. */
  | { readonly kind: 'onnx'; readonly folder: string; readonly packages: string }
  /** `/v1/embeddings` of an upstream that speaks OpenAI's dialect. `key`: the environment variable that has its key. */
  | { readonly kind: 'endpoint'; readonly upstream: string; readonly model: string; readonly key?: string };

/** What the semantic cache leaves alone unless it is opted in. */
export type SemanticExtra = 'tools' | 'turns' | 'sampled' | 'time';

/** How the semantic cache treats some requests. */
export interface SemanticRoute {
  readonly mode: 'off' | 'shadow' | 'on';
  readonly ttlSeconds: number;
  /** Percent of the answers it would give that are asked for upstream all the same, and compared. */
  readonly verifyPercent: number;
  /** Percent of wrong answers past which it answers no more. */
  readonly maxWrongPercent: number;
  readonly allow: readonly SemanticExtra[];
}

export interface SemanticSettings extends SemanticRoute {
  readonly maxMegabytes: number;
  readonly embedder: EmbedderSettings;
  /** The first that fits a request holds. Patterns with `*`; absent: any. */
  readonly routes: readonly (SemanticRoute & { readonly match: Readonly<Partial<Record<SemanticPattern, string>>> })[];
}

export type SemanticPattern = 'upstream' | 'endpoint' | 'model' | 'site' | 'project';

export interface StormSettings extends StormLimits {
  readonly enabled: boolean;
}

/** What others are told of calls. */
export interface TelemetrySettings {
  /** `/metrics` is served. */
  readonly prometheus: boolean;
  readonly otlp?: {
    /** Without a final slash. */
    readonly endpoint: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly metrics: boolean;
    readonly traces: boolean;
    readonly intervalSeconds: number;
    readonly otherNames: boolean;
  };
  readonly cloudWatch?: { readonly namespace: string; readonly intervalSeconds: number; readonly region?: string };
}

export interface RuntimeSettings {
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly user?: string;
  readonly team?: string;
  readonly project?: string;
  /** Of the team; absent: this machine alone. */
  readonly store?: StoreAddress;
  /** IANA name. */
  readonly timeZone: string;
  readonly cache: CacheSettings;
  readonly semanticCache: SemanticSettings;
  readonly storm: StormSettings;
  /** Absent: no models are named. */
  readonly router?: RouterSettings;
  /** Of calls whose worst case is not known, where a limit covers them. */
  readonly unknownPrice: 'refuse' | 'allow';
  /** Of calls that leave their service tier and place to the account. */
  readonly accountTier: 'standard' | 'dearest';
  readonly budgets: readonly Budget[];
  readonly request?: RequestLimits;
  readonly alertWebhook?: string;
  readonly telemetry: TelemetrySettings;
  /** Of AWS, for requests to Bedrock that name none: those with a bearer token. */
  readonly region?: string;
  readonly models: Overrides;
}
