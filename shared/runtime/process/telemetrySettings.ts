/** Exports as they are configured, every default filled in. */
import { DEFAULT_RUNTIME } from '../../config/runtimeDefaults.ts';
import type { UserConfig } from '../../config/userSchema.ts';
import type { TelemetrySettings } from '../settings.ts';

type Written = NonNullable<NonNullable<UserConfig['runtime']>['telemetry']>;

export function telemetrySettings({ prometheus, otlp, cloudWatch }: Written): TelemetrySettings {
  const defaults = DEFAULT_RUNTIME.telemetry;
  return {
    prometheus: prometheus ?? defaults.prometheus,
    ...(otlp && {
      otlp: {
        endpoint: otlp.endpoint.replace(/\/+$/, ''),
        headers: otlp.headers ?? {},
        metrics: otlp.metrics ?? defaults.otlp.metrics,
        traces: otlp.traces ?? defaults.otlp.traces,
        intervalSeconds: otlp.intervalSeconds ?? defaults.otlp.intervalSeconds,
        otherNames: otlp.otherNames ?? defaults.otlp.otherNames,
      },
    }),
    ...(cloudWatch && {
      cloudWatch: {
        namespace: cloudWatch.namespace ?? defaults.cloudWatch.namespace,
        intervalSeconds: cloudWatch.intervalSeconds ?? defaults.cloudWatch.intervalSeconds,
        ...(cloudWatch.region !== undefined && { region: cloudWatch.region }),
      },
    }),
  };
}
