/** What an exporter is, and what it is given. */
import type { RuntimeEvent } from '../gateway/events.ts';
import type { TelemetrySettings, Upstream } from '../settings.ts';
import type { Store } from '../store/store.ts';

export interface TelemetryOptions {
  readonly settings: TelemetrySettings;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly store: Pick<Store, 'states'>;
  /** Of Farthing. */
  readonly version: string;
  readonly clock: () => number;
  /** A sentence, said once each time something new is wrong. */
  readonly onTrouble: (message: string) => void;
}

/** One way of telling. */
export interface Exporter {
  /** Never waits, never throws. */
  tell(event: RuntimeEvent): void;
  /** Tells what was not told yet, within seconds. */
  close(): Promise<void>;
}

export interface Telemetry {
  /** Prometheus's text; absent where it is switched off. */
  metrics?(): Promise<string>;
  close(): Promise<void>;
}
