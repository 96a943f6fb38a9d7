/** Metrics in CloudWatch: TokenUsage, LLMCost and CacheHitRate, summed up over each interval. */
import { toDollars } from '../../money/nanoDollars.ts';
import type { RuntimeEvent } from '../gateway/events.ts';
import type { TelemetrySettings } from '../settings.ts';
import { within } from '../within.ts';
import { callFacts } from './callFacts.ts';
import type { Exporter, TelemetryOptions } from './exporter.ts';

/** PutMetricData takes 1,000 metrics and 1 MB; with names and values of 255 letters at most, 500 are below both. */
const MOST_AT_ONCE = 500;
const MOST_LETTERS = 255;
/** Milliseconds that the end of the runtime waits for what was not told yet. */
const PATIENCE = 3_000;
/** Sums that wait while CloudWatch is away; more than so many are given up. */
const MOST_WAITING = 5_000;

/** A metric as PutMetricData takes it. */
export interface Datum {
  readonly MetricName: string;
  readonly Dimensions: { readonly Name: string; readonly Value: string }[];
  readonly Unit: 'Count' | 'None' | 'Percent';
  readonly Timestamp: Date;
  readonly StatisticValues: { readonly SampleCount: number; readonly Sum: number; readonly Minimum: number; readonly Maximum: number };
}

type Send = (namespace: string, data: readonly Datum[]) => Promise<void>;

export function cloudWatchExporter(
  { namespace, intervalSeconds, region }: NonNullable<TelemetrySettings['cloudWatch']>,
  { upstreams, clock, onTrouble }: Pick<TelemetryOptions, 'upstreams' | 'clock' | 'onTrouble'>,
  send: Send = sendWith(region),
): Exporter {
  let sums = new Sums(clock());
  let waiting: Datum[] = [];
  let underWay: Promise<void> | undefined;
  const timer = setInterval(() => void flush(), intervalSeconds * 1000).unref();

  function flush(): Promise<void> {
    underWay ??= sendAll().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  async function sendAll(): Promise<void> {
    waiting.push(...sums.data());
    sums = new Sums(clock());
    if (waiting.length > MOST_WAITING) {
      onTrouble(`${waiting.length - MOST_WAITING} metrics are given up: CloudWatch has not taken any for long`);
      waiting = waiting.slice(-MOST_WAITING);
    }
    try {
      while (waiting.length > 0) {
        await send(namespace, waiting.slice(0, MOST_AT_ONCE));
        waiting = waiting.slice(MOST_AT_ONCE);
      }
    } catch (error) {
      onTrouble(`CloudWatch did not take metrics: ${(error as Error).name}`);
    }
  }

  return {
    tell(event: RuntimeEvent) {
      if (event.type !== 'ended') return;
      const { start, end } = event;
      const facts = callFacts(start, end, upstreams);
      if (!facts) return;
      const model = { Model: facts.model ?? 'unknown' };
      if (end.cache !== 'bypass') sums.add('CacheHitRate', model, 'Percent', facts.answeredByCache ? 100 : 0);
      if (facts.answeredByCache) return;
      const { usage, cost } = end;
      if (usage) {
        const written = usage.cacheWrite5m + usage.cacheWrite1h;
        const kinds = {
          Input: usage.input - usage.cacheRead - written,
          CacheRead: usage.cacheRead,
          CacheWrite: written,
          Output: usage.output,
        };
        for (const [kind, count] of Object.entries(kinds))
          if (count > 0) sums.add('TokenUsage', { ...model, TokenType: kind }, 'Count', count);
      }
      if (cost !== undefined) {
        // CloudWatch adds up nothing over dimensions: the sum over all is a metric of its own, which an alarm can watch.
        sums.add('LLMCost', {}, 'None', toDollars(cost));
        sums.add('LLMCost', { ...model, Team: facts.team ?? 'none', RequestType: facts.operation }, 'None', toDollars(cost));
      }
    },
    async close() {
      clearInterval(timer);
      await underWay;
      await within(PATIENCE, flush());
    },
  };
}

class Sums {
  readonly #began: Date;
  readonly #byName = new Map<string, Datum>();

  constructor(now: number) {
    this.#began = new Date(now);
  }

  add(name: string, dimensions: Readonly<Record<string, string>>, unit: Datum['Unit'], value: number): void {
    const key = JSON.stringify([name, dimensions]);
    const known = this.#byName.get(key);
    const before = known?.StatisticValues ?? { SampleCount: 0, Sum: 0, Minimum: value, Maximum: value };
    this.#byName.set(key, {
      MetricName: name,
      Dimensions: known?.Dimensions ?? Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value: dimensionValue(Value) })),
      Unit: unit,
      Timestamp: this.#began,
      StatisticValues: {
        SampleCount: before.SampleCount + 1,
        Sum: before.Sum + value,
        Minimum: Math.min(before.Minimum, value),
        Maximum: Math.max(before.Maximum, value),
      },
    });
  }

  data(): readonly Datum[] {
    return [...this.#byName.values()];
  }
}

/** CloudWatch takes printable ASCII, and no empty text. */
function dimensionValue(text: string): string {
  return (
    text
      .replace(/[^\x20-\x7e]/g, '?')
      .trim()
      .slice(0, MOST_LETTERS) || 'none'
  );
}

function sendWith(region: string | undefined): Send {
  // Loaded with the first metrics.
  const client = import('@aws-sdk/client-cloudwatch').then(({ CloudWatchClient, PutMetricDataCommand }) => {
    const cloudWatch = new CloudWatchClient({ ...(region && { region }), maxAttempts: 3 });
    return (namespace: string, data: readonly Datum[]) =>
      cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData: [...data] }));
  });
  client.catch(() => {});
  return async (namespace, data) => {
    await (await client)(namespace, data);
  };
}
