import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { chat } from './calls.ts';
import { type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

const SECRET = 'canary-of-the-prompt';
const HEADERS = { 'x-farthing-user': 'canary-user', 'x-farthing-team': 'blue' };

interface Told {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Keeps what it is told. */
async function collector() {
  const told: Told[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    told.push({ path: request.url ?? '', headers: request.headers, body: body.toString('latin1') });
    response.writeHead(200, { 'content-type': request.headers['content-type'] ?? 'application/json', 'smithy-protocol': 'rpc-v2-cbor' });
    response.end(request.headers['content-type'] === 'application/cbor' ? Buffer.from([0xa0]) : '{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    told,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

describe('what others are told of calls', () => {
  let standIn: StandIn;
  let to: Awaited<ReturnType<typeof collector>>;
  let runtime: RuntimeProcess | undefined;

  before(async () => {
    standIn = await startStandIn();
  });
  after(async () => {
    await standIn?.close();
    removeHomes();
  });
  beforeEach(async () => {
    to = await collector();
  });
  afterEach(async () => {
    await runtime?.stop();
    runtime = undefined;
    await to.close();
  });

  async function callTwice(telemetry: object, environment: Record<string, string> = {}): Promise<RuntimeProcess> {
    runtime = await startRuntime({ standIn, settings: { telemetry, budgets: [{ scope: 'user', window: 'day', usd: 5 }] }, environment });
    // The second is answered from the cache.
    for (const _ of [1, 2]) {
      const reply = await chat(runtime.url, { prompt: SECRET, headers: HEADERS });
      assert.equal(reply.status, 200);
      await reply.arrayBuffer();
    }
    return runtime;
  }

  const clean = (text: string) => assert.doesNotMatch(text, /canary|sk-of-the-user/);

  it('is nothing unless it is switched on', async () => {
    const { url } = await callTwice({});
    assert.equal((await fetch(`${url}/metrics`)).status, 404);
    await runtime?.stop();
    assert.deepEqual(to.told, []);
  });

  it('is Prometheus text at /metrics: tokens, dollars, the cache, and budgets without a name of a person', async () => {
    const { url } = await callTwice({ prometheus: true });
    const reply = await fetch(`${url}/metrics`);
    const text = await reply.text();
    assert.match(reply.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    const value = (pattern: RegExp) =>
      Number(
        text
          .split('\n')
          .find(line => pattern.test(line))
          ?.split(' ')[1],
      );
    assert.ok(value(/^farthing_cost_usd_total\{.*team="blue"/) > 0, text);
    assert.equal(value(/^farthing_cache_lookups_total\{.*result="hit"/), 1);
    assert.equal(value(/^farthing_cache_lookups_total\{.*result="miss"/), 1);
    assert.equal(value(/^gen_ai_client_token_usage_count\{.*gen_ai_token_type="input"/), 1);
    assert.equal(value(/^farthing_budget_limit_usd\{.*scope="user"/), 5);
    assert.ok(value(/^farthing_saved_usd_total/) > 0);
    clean(text);
  });

  it('is OTLP: metrics, and a span for each call in the words of the conventions, told at the latest when the runtime stops', async () => {
    await callTwice({ otlp: { endpoint: to.url, otherNames: true } }, { OTEL_EXPORTER_OTLP_HEADERS: 'x-collector=yes' });
    await runtime?.stop();
    const traces = to.told.filter(({ path }) => path === '/v1/traces');
    const metrics = to.told.filter(({ path }) => path === '/v1/metrics');
    assert.ok(traces.length > 0 && metrics.length > 0, to.told.map(({ path }) => path).join());
    assert.ok(to.told.every(({ headers }) => headers['x-collector'] === 'yes'));
    const spans = traces.flatMap(({ body }) =>
      JSON.parse(body).resourceSpans.flatMap((one: { scopeSpans: { spans: object[] }[] }) => one.scopeSpans.flatMap(({ spans }) => spans)),
    ) as { name: string; attributes: { key: string; value: Record<string, unknown> }[] }[];
    assert.equal(spans.length, 2);
    assert.equal(spans[0]?.name, 'chat gpt-4o-mini');
    const attributes = new Map(spans[0]?.attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
    assert.equal(attributes.get('gen_ai.provider.name'), 'openai');
    assert.equal(attributes.get('gen_ai.system'), 'openai');
    assert.ok(Number(attributes.get('gen_ai.usage.input_tokens')) > 0);
    assert.equal(attributes.get('gen_ai.usage.prompt_tokens'), attributes.get('gen_ai.usage.input_tokens'));
    assert.match(metrics.map(({ body }) => body).join(), /farthing\.cost\.usd/);
    for (const { body } of to.told) clean(body);
  });

  it('is CloudWatch, by the AWS SDK: TokenUsage, LLMCost and CacheHitRate', async () => {
    await callTwice({ cloudWatch: { region: 'us-east-1' } }, { AWS_ENDPOINT_URL_CLOUDWATCH: to.url });
    await runtime?.stop();
    const all = to.told.map(({ body }) => body).join();
    for (const name of ['LLM/Costs', 'TokenUsage', 'LLMCost', 'CacheHitRate', 'gpt-4o-mini', 'blue']) assert.ok(all.includes(name), name);
    clean(all);
  });

  it('harms nothing where nobody takes it', async () => {
    await to.close();
    const { url } = await callTwice(
      { otlp: { endpoint: to.url }, cloudWatch: { region: 'us-east-1' } },
      { AWS_ENDPOINT_URL_CLOUDWATCH: to.url },
    );
    assert.equal((await chat(url, { prompt: 'still there?', headers: HEADERS })).status, 200);
    assert.equal(await runtime?.stop(), 0);
  });
});
