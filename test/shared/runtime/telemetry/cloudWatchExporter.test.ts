import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import { usageOf } from '../../../../shared/money/usage.ts';
import { cloudWatchExporter, type Datum } from '../../../../shared/runtime/telemetry/cloudWatchExporter.ts';
import { call, end } from '../store/sqlite/calls.ts';

const SETTINGS = { namespace: 'LLM/Costs', intervalSeconds: 3600 };

function exporter(send: (data: readonly Datum[]) => Promise<void>, troubles: string[] = []) {
  const options = { upstreams: new Map(), clock: () => 0, onTrouble: (message: string) => troubles.push(message) };
  return cloudWatchExporter(SETTINGS, options, (_, data) => send(data));
}

describe('metrics for CloudWatch', () => {
  it('add up to what the calls were, whatever the calls', async () => {
    const calls = fc.array(
      fc.record({
        model: fc.constantFrom('a', 'b', 'ü'.repeat(400)),
        input: fc.nat(1e6),
        output: fc.nat(1e6),
        cost: fc.nat(1e9),
        hit: fc.boolean(),
      }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(calls, async all => {
        const sent: Datum[] = [];
        const to = exporter(async data => void sent.push(...data));
        for (const { model, input, output, cost, hit } of all) {
          to.tell({
            type: 'ended',
            start: call({ model }),
            end: end({
              usage: usageOf({ input, output, cacheRead: Math.floor(input / 2) }),
              cost: asNanos(hit ? 0 : cost),
              cache: hit ? 'hit' : 'miss',
            }),
          });
        }
        await to.close();
        const sum = (name: string, overAll = false) =>
          sent
            .filter(({ MetricName, Dimensions }) => MetricName === name && (Dimensions.length === 0) === overAll)
            .reduce((total, { StatisticValues }) => total + StatisticValues.Sum, 0);
        const bought = all.filter(({ hit }) => !hit);
        assert.equal(
          sum('TokenUsage'),
          bought.reduce((total, { input, output }) => total + input + output, 0),
        );
        const dollars = bought.reduce((total, { cost }) => total + cost, 0) / 1e9;
        assert.ok(Math.abs(sum('LLMCost') - dollars) < 1e-9 * (1 + dollars));
        assert.ok(Math.abs(sum('LLMCost', true) - dollars) < 1e-9 * (1 + dollars));
        assert.equal(sum('CacheHitRate'), all.filter(({ hit }) => hit).length * 100);
        for (const { Dimensions, StatisticValues } of sent) {
          assert.ok(Dimensions.every(({ Name, Value }) => Name && /^[\x20-\x7e]{1,255}$/.test(Value)));
          assert.ok(Object.values(StatisticValues).every(Number.isFinite));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('go in requests that PutMetricData takes, and what it did not take goes with the next', async () => {
    const sizes: number[] = [];
    const troubles: string[] = [];
    let down = true;
    const to = exporter(async data => {
      if (down) {
        down = false;
        throw Object.assign(new Error('secret detail'), { name: 'ThrottlingException' });
      }
      sizes.push(data.length);
    }, troubles);
    for (let model = 0; model < 700; model++) to.tell({ type: 'ended', start: call({ model: `m${model}` }), end: end() });
    await to.close();
    assert.deepEqual(troubles, ['CloudWatch did not take metrics: ThrottlingException']);
    assert.deepEqual(sizes, []);
    await to.close();
    assert.ok(sizes.every(size => size <= 1000));
    // Input, output, cost and hit rate of each, and the cost of all.
    assert.equal(
      sizes.reduce((total, size) => total + size, 0),
      700 * 4 + 1,
    );
  });
});
