/** Metrics and spans by OpenTelemetry's SDK: pulled by Prometheus, pushed by OTLP over HTTP. */
import { type Attributes, DiagLogLevel, diag, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, MetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { toDollars } from '../../money/nanoDollars.ts';
import type { RuntimeEvent } from '../gateway/events.ts';
import type { AttemptEnd, AttemptStart } from '../ledger/attempt.ts';
import { within } from '../within.ts';
import { type CallFacts, callFacts } from './callFacts.ts';
import type { Exporter, Telemetry, TelemetryOptions } from './exporter.ts';
import { ATTRIBUTE, METRIC, OTHER_NAMES, SECOND_BUCKETS, TOKEN_BUCKETS } from './names.ts';

const SERVICE = 'farthing';
/** Milliseconds that the end of the runtime waits for what was not told yet. */
const PATIENCE = 3_000;

export function openTelemetryExporter(options: TelemetryOptions): Exporter & Pick<Telemetry, 'metrics'> {
  const { settings, upstreams, version, onTrouble } = options;
  const { prometheus, otlp } = settings;
  reportTrouble(onTrouble);
  const resource = resourceFromAttributes({ 'service.name': SERVICE, 'service.version': version });
  const pulled = prometheus ? new Pulled() : undefined;
  const pushed = otlp?.metrics
    ? new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: `${otlp.endpoint}/v1/metrics`, headers: { ...otlp.headers } }),
        exportIntervalMillis: otlp.intervalSeconds * 1000,
      })
    : undefined;
  const meters = new MeterProvider({ resource, readers: [pulled, pushed].filter(reader => reader !== undefined) });
  const traces = otlp?.traces
    ? new TracerProvider({
        resource,
        spanProcessors: [
          new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${otlp.endpoint}/v1/traces`, headers: { ...otlp.headers } }) }),
        ],
      })
    : undefined;
  const record = recorder(meters, options);
  const tracer = traces?.getTracer(SERVICE, version);
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);

  return {
    tell(event: RuntimeEvent) {
      if (event.type === 'refused') return record.refused(event.start);
      if (event.type !== 'ended') return;
      const { start, end } = event;
      const facts = callFacts(start, end, upstreams);
      if (!facts) return;
      record.ended(facts, start, end);
      const span = tracer?.startSpan([facts.operation, facts.model].filter(part => part !== undefined).join(' '), {
        kind: SpanKind.CLIENT,
        startTime: start.startedAt,
        attributes: spanAttributes(facts, start, end, otlp?.otherNames === true),
      });
      if (facts.error !== undefined) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end(end.endedAt);
    },
    ...(pulled && { metrics: async () => serializer.serialize((await pulled.collect()).resourceMetrics) }),
    async close() {
      const ended = Promise.all([meters.shutdown(), traces?.shutdown()]).catch((error: unknown) => onTrouble(sentence(error)));
      await within(PATIENCE, ended);
      diag.disable();
    },
  };
}

/** Asked, never asking. */
class Pulled extends MetricReader {
  protected async onForceFlush(): Promise<void> {}
  protected async onShutdown(): Promise<void> {}
}

function recorder(meters: MeterProvider, { store, clock }: TelemetryOptions) {
  const meter = meters.getMeter(SERVICE);
  const histogram = (name: string, unit: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { unit, advice: { explicitBucketBoundaries } });
  const tokens = histogram(METRIC.tokens, '{token}', TOKEN_BUCKETS);
  const duration = histogram(METRIC.duration, 's', SECOND_BUCKETS);
  const firstChunk = histogram(METRIC.firstChunk, 's', SECOND_BUCKETS);
  const cost = meter.createCounter(METRIC.cost, { description: 'Known cost of calls, in US dollars.' });
  const saved = meter.createCounter(METRIC.saved, { description: 'What answers from a cache would have cost, in US dollars.' });
  const unknownCost = meter.createCounter(METRIC.unknownCost, { description: 'Calls whose cost is not known; it is in no sum.' });
  const lookups = meter.createCounter(METRIC.cache, { description: 'Requests by what the cache of answers did.' });
  const refused = meter.createCounter(METRIC.refused, { description: 'Calls that a limit did not allow.' });
  const gauges = {
    limit: meter.createObservableGauge(METRIC.budgetLimit, {
      description: 'Limits in US dollars; of users and keys, the one nearest to its end.',
    }),
    spent: meter.createObservableGauge(METRIC.budgetSpent),
    held: meter.createObservableGauge(METRIC.budgetHeld),
  };
  meter.addBatchObservableCallback(async result => {
    for (const { budget, owner, spent, held } of tightest(await store.states(clock()))) {
      if (budget.money === undefined) continue;
      const attributes = { scope: budget.scope, window: budget.window, ...(isPerson(budget.scope) ? {} : { owner }) };
      result.observe(gauges.limit, toDollars(budget.money), attributes);
      result.observe(gauges.spent, toDollars(spent.money), attributes);
      result.observe(gauges.held, toDollars(held.money), attributes);
    }
  }, Object.values(gauges));

  return {
    refused: ({ model, identity: { team } }: AttemptStart) => refused.add(1, labels({ model, team })),
    ended(facts: CallFacts, { startedAt }: AttemptStart, end: AttemptEnd): void {
      const call = { [ATTRIBUTE.operation]: facts.operation, ...modelAttributes(facts, end) };
      const whose = { ...call, ...labels({ team: facts.team, project: facts.project }) };
      lookups.add(1, { ...whose, result: end.cache });
      if (end.saved !== undefined) saved.add(toDollars(end.saved), whose);
      if (facts.answeredByCache) return;
      duration.record((end.endedAt - startedAt) / 1000, { ...call, ...labels({ [ATTRIBUTE.error]: facts.error }) });
      if (end.firstByteMs !== undefined) firstChunk.record(end.firstByteMs / 1000, call);
      if (end.cost !== undefined) cost.add(toDollars(end.cost), whose);
      else if (end.state !== 'failed') unknownCost.add(1, whose);
      if (!end.usage) return;
      tokens.record(end.usage.input, { ...call, [ATTRIBUTE.tokenType]: 'input' });
      tokens.record(end.usage.output, { ...call, [ATTRIBUTE.tokenType]: 'output' });
    },
  };
}

type State = Awaited<ReturnType<TelemetryOptions['store']['states']>>[number];

const isPerson = (scope: State['budget']['scope']) => scope === 'user' || scope === 'key';

/** All of them; of those that each user or key has, the one with the largest share spent, so that nobody is named. */
function tightest(states: readonly State[]): readonly State[] {
  const share = ({ budget, spent }: State) => spent.money / Math.max(1, budget.money ?? 0);
  const persons = Map.groupBy(
    states.filter(({ budget }) => isPerson(budget.scope)),
    ({ budget: { scope, window } }) => `${scope}/${window}`,
  );
  return [
    ...states.filter(({ budget }) => !isPerson(budget.scope)),
    ...[...persons.values()].flatMap(group => group.sort((one, other) => share(other) - share(one)).slice(0, 1)),
  ];
}

function modelAttributes({ provider, model }: CallFacts, { answeredBy }: AttemptEnd): Attributes {
  return { [ATTRIBUTE.provider]: provider, ...labels({ [ATTRIBUTE.requestModel]: model, [ATTRIBUTE.responseModel]: answeredBy }) };
}

/** Input includes what was read from and written to a prompt cache, as the conventions want it. */
function spanAttributes(facts: CallFacts, start: AttemptStart, end: AttemptEnd, otherNames: boolean): Attributes {
  const { usage } = end;
  const attributes: Attributes = {
    [ATTRIBUTE.operation]: facts.operation,
    ...modelAttributes(facts, end),
    [ATTRIBUTE.stream]: start.stream,
    ...(usage && {
      [ATTRIBUTE.inputTokens]: usage.input,
      [ATTRIBUTE.outputTokens]: usage.output,
      [ATTRIBUTE.cacheReadTokens]: usage.cacheRead,
      [ATTRIBUTE.cacheWriteTokens]: usage.cacheWrite5m + usage.cacheWrite1h,
      [ATTRIBUTE.reasoningTokens]: usage.reasoning,
    }),
    ...labels({
      [ATTRIBUTE.error]: facts.error,
      'farthing.team': facts.team,
      'farthing.project': facts.project,
      'farthing.branch': start.identity.branch,
      'farthing.site': start.identity.site,
      'farthing.cost.price_version': end.priceVersion,
    }),
    'farthing.request': start.id,
    'farthing.operation': start.operation,
    'farthing.attempt': start.attempt,
    'farthing.cache': end.cache,
    ...(end.cost !== undefined && { 'farthing.cost.usd': toDollars(end.cost) }),
    'farthing.cost.confidence': end.confidence,
  };
  if (!otherNames) return attributes;
  const others = Object.entries(OTHER_NAMES).flatMap(([name, also]) =>
    attributes[name] === undefined ? [] : also.map(other => [other, attributes[name]] as const),
  );
  return { ...attributes, ...Object.fromEntries(others) };
}

/** Without those that are not known. */
function labels(all: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function reportTrouble(onTrouble: (message: string) => void): void {
  const tell = (message: unknown) => onTrouble(sentence(message));
  diag.setLogger(
    { error: tell, warn: () => {}, info: () => {}, debug: () => {}, verbose: () => {} },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
}

/** An exporter's complaint may hold the headers it sent: said is only its first line, without what a header could be. */
function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const told = /"message":"([^"]*)"/.exec(message)?.[1] ?? message.split('\n', 1)[0] ?? '';
  return `telemetry was not taken: ${told.replace(/(authorization|api[-_]?key|token)\S*\s*[:=]\s*\S+/gi, '$1').slice(0, 200)}`;
}
