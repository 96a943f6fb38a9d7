/** The part of a user's configuration that exports go by. */
import * as z from 'zod/mini';
import { documented } from './documentation.ts';
import { DEFAULT_RUNTIME } from './runtimeDefaults.ts';
import { isWebAddress } from './webAddress.ts';

const text = z.string().check(z.minLength(1));
const interval = z.int().check(z.minimum(5), z.maximum(3600));
const endpoint = z
  .string()
  .check(z.refine(isWebAddress, 'must be an address that begins with http:// or https://, without query and password'));
const namespace = z
  .string()
  .check(
    z.regex(
      /^(?!AWS\/)[A-Za-z0-9.\-_/#: ]{1,255}$/,
      'must be a name that CloudWatch takes: letters, digits and .-_/#:, not beginning with AWS/',
    ),
  );

const { otlp, cloudWatch } = DEFAULT_RUNTIME.telemetry;

export function telemetry() {
  return z.strictObject({
    prometheus: documented(z.optional(z.boolean()), 'Serve `/metrics` at the address of the runtime, for Prometheus on this machine.', {
      default: DEFAULT_RUNTIME.telemetry.prometheus,
    }),
    otlp: documented(
      z.optional(
        z.strictObject({
          endpoint: documented(endpoint, 'Of a collector; `/v1/metrics` and `/v1/traces` are put behind it. JSON over HTTP.', {
            examples: ['http://127.0.0.1:4318'],
          }),
          headers: documented(
            z.optional(z.record(text, z.string())),
            "Sent with it. `OTEL_EXPORTER_OTLP_HEADERS` of the runtime's environment does the same, and keeps a secret out of the file.",
          ),
          metrics: documented(z.optional(z.boolean()), 'Metrics.', { default: otlp.metrics }),
          traces: documented(z.optional(z.boolean()), 'A span for each call.', { default: otlp.traces }),
          intervalSeconds: documented(z.optional(interval), 'Seconds between metrics.', { default: otlp.intervalSeconds }),
          otherNames: documented(
            z.optional(z.boolean()),
            'Spans also have the names that conventions had before, or have since: `gen_ai.system`, `gen_ai.usage.prompt_tokens`, ...',
            { default: otlp.otherNames },
          ),
        }),
      ),
      'OpenTelemetry, pushed by OTLP.',
    ),
    cloudWatch: documented(
      z.optional(
        z.strictObject({
          namespace: documented(z.optional(namespace), 'Of the metrics.', { default: cloudWatch.namespace }),
          intervalSeconds: documented(z.optional(interval), 'Seconds over which metrics are summed up.', {
            default: cloudWatch.intervalSeconds,
          }),
          region: documented(z.optional(text), "Of AWS; the environment's if absent."),
        }),
      ),
      'Amazon CloudWatch, with your own AWS credentials. `{}` switches it on.',
    ),
  });
}
