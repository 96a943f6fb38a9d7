/** What others are told of calls: nothing unless it is switched on, and never what was asked or answered, nor by whom. */
import type { EventBus, RuntimeEvent } from '../gateway/events.ts';
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

/** Undefined: all of it is switched off, and nothing was loaded. */
export async function openTelemetry(options: TelemetryOptions, events: EventBus): Promise<Telemetry | undefined> {
  const { prometheus, otlp, cloudWatch } = options.settings;
  const exporters: Exporter[] = [];
  let metrics: Telemetry['metrics'];
  if (prometheus || otlp) {
    const { openTelemetryExporter } = await import('./openTelemetryExporter.ts');
    const exporter = openTelemetryExporter(options);
    exporters.push(exporter);
    metrics = exporter.metrics;
  }
  if (cloudWatch) {
    const { cloudWatchExporter } = await import('./cloudWatchExporter.ts');
    exporters.push(cloudWatchExporter(cloudWatch, options));
  }
  if (exporters.length === 0) return undefined;
  const stop = events.listen(event => {
    for (const exporter of exporters) exporter.tell(event);
  });
  return {
    ...(metrics && { metrics }),
    async close() {
      stop();
      await Promise.all(exporters.map(exporter => exporter.close()));
    },
  };
}
