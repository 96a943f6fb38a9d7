/** What the gateway is made of, and what its parts ask of each other. */
import type { SiteRegistry } from '../attribution/siteRegistry.ts';
import type { ExactCache } from '../cache/exactCache.ts';
import type { SemanticCache } from '../cache/semantic/semanticCache.ts';
import type { ConversationBook } from '../conversations/conversationBook.ts';
import type { StormLimits } from '../conversations/stormLimits.ts';
import type { Dialect, DialectName } from '../dialects/dialect.ts';
import type { Pricer } from '../pricing/pricer.ts';
import type { Router } from '../router/router.ts';
import type { RuntimeSettings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { EventBus } from './events.ts';
import type { IdentityDefaults } from './identity.ts';
import type { Recording } from './relay/recording.ts';
import type { CredentialSource } from './signing/credentials.ts';
import type { Connections } from './upstream/connections.ts';

export interface Parts {
  readonly settings: Pick<RuntimeSettings, 'upstreams' | 'unknownPrice' | 'timeZone' | 'region'>;
  readonly store: Store;
  readonly pricer: Pricer;
  readonly dialectOf: (name: DialectName) => Dialect;
  /** Absent: switched off. */
  readonly cache?: ExactCache;
  /** Absent: requests are not attributed, but for those that say themselves what they are of. */
  readonly sites?: SiteRegistry;
  /** The git branch of a folder now; answered from memory. */
  readonly branchOf?: (folder: string) => string | undefined;
  /** Absent: switched off. */
  readonly semantic?: SemanticCache;
  /** Absent: conversations are not followed. */
  readonly conversations?: { readonly book: ConversationBook; readonly limits: StormLimits };
  /** What Prometheus is told; absent: switched off. */
  readonly metrics?: () => Promise<string>;
  /** Absent: no models are named that may stand in for each other. */
  readonly router?: Router;
  readonly identity: IdentityDefaults;
  readonly events: EventBus;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly connections: Connections;
  readonly newId: () => string;
  readonly newRecording: () => Recording;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Takes work that nobody waits for, until the gateway closes. */
  readonly besides: (work: Promise<unknown>) => void;
  /** AWS credentials for signing. */
  readonly credentials: CredentialSource;
}
