/** What others are told of calls: nothing unless it is switched on, and never what was asked or answered, nor by whom. */
import type { EventBus } from '../gateway/events.ts';
import type { Exporter, Telemetry, TelemetryOptions } from './exporter.ts';

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
