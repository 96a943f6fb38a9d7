import assert from 'node:assert/strict';
import { CALLS, CREDENTIALS, withEnvironment } from './clients.ts';
import { ledgerRows, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

describe('the real SDKs, pointed at the runtime by their environment alone', () => {
  let standIn: StandIn;
  let runtime: RuntimeProcess;

  before(async () => {
    standIn = await startStandIn();
    runtime = await startRuntime({ standIn });
  });
  after(async () => {
    await runtime?.stop();
    await standIn?.close();
    removeHomes();
  });
  beforeEach(() => standIn.forget());

  const direct = (): Readonly<Record<string, string>> => ({
    OPENAI_BASE_URL: `${standIn.url}/v1`,
    ANTHROPIC_BASE_URL: standIn.url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: standIn.http2Url,
    GOOGLE_GEMINI_BASE_URL: standIn.url,
  });

  for (const call of CALLS) {
    it(`${call.name} gives what a direct call gives, sends what it sends, and is in the ledger`, async () => {
      const said = { input: 1200, cached: call.provider === 'openai' ? 1024 : 0, output: 7 };
      standIn.behave(() => ({ said }));
      const expected = await withEnvironment({ ...CREDENTIALS, ...direct() }, () => call.run(call.name));
      const before = ledgerRows(runtime.home).length;
      const got = await withEnvironment({ ...CREDENTIALS, ...runtime.environment }, () => call.run(call.name));
      assert.deepEqual(got, expected);

      const [sent, passed, ...more] = standIn.accepted;
      assert.equal(more.length, 0);
      // The AI SDK takes an address with the version for Anthropic, Anthropic's own SDK one without: both find their way.
      assert.equal(passed?.path, call.provider === 'anthropic' ? sent?.path.replace(/^\/(v1\/)?/, '/v1/') : sent?.path);
      // Where the usage of a stream is not asked for, the runtime asks.
      const { stream_options: _, ...body } = passed?.json ?? {};
      const { stream_options: __, ...expectedBody } = sent?.json ?? {};
      assert.deepEqual(body, expectedBody);

      const rows = ledgerRows(runtime.home).slice(before);
      assert.equal(rows.length, 1, JSON.stringify(rows));
      const [row] = rows;
      assert.equal(row?.state, 'settled');
      if (call.free) {
        assert.equal(row.costNanos, 0);
        return;
      }
      assert.equal(row.attempt.model, call.model);
      assert.equal(row.inputTokens, said.input);
      assert.ok(row.costNanos > 0, 'it has a cost');
      assert.equal(row.unknownCost, 0);
    });
  }
});
