import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import type { Changes } from '../../../../shared/runtime/simulation/changes.ts';
import { pricedModel } from '../../../../shared/runtime/simulation/pastCall.ts';
import { replay } from '../../../../shared/runtime/simulation/replay.ts';
import { costOf, MINUTE, NOON, past, prices, type Row } from './past.ts';

const costs = (rows: readonly Row[], changes: Changes) => replay(past(rows).calls, changes).map(({ cost }) => Number(cost));
const prefix = { digests: { request: 'r', prefix: 'p', prefixPermille: 800 } };
const of = (request: string) => ({ digests: { request } });

describe('past calls under other rules', () => {
  it('cost what they cost where nothing is otherwise', () => {
    const rows: Row[] = [
      {},
      { cost: 7 },
      { end: { state: 'failed', status: 500 }, cost: 0 },
      { end: { cache: 'hit', saved: asNanos(5) }, cost: 0 },
    ];
    assert.deepEqual(costs(rows, {}), [costOf('claude-sonnet-5', { input: 10_000, output: 100 }), 7, 0, 0]);
  });

  it('with another model cost its price for the same tokens', () => {
    const cheaper = pricedModel(prices, 'openai', 'gpt-5.4-mini', new Date(NOON));
    assert.deepEqual(costs([{ model: 'gpt-5.4' }], { model: () => cheaper }), [costOf('gpt-5.4-mini', { input: 10_000, output: 100 })]);
  });

  it('keep fees that are no price of tokens', () => {
    const usage = { input: 10_000, output: 100 };
    const cheaper = pricedModel(prices, 'openai', 'gpt-5.4-mini', new Date(NOON));
    const fee = 10_000_000;
    const [cost] = costs([{ model: 'gpt-5.4', cost: costOf('gpt-5.4', usage) + fee }], { model: () => cheaper });
    assert.equal(cost, costOf('gpt-5.4-mini', usage) + fee);
  });

  it('write a prompt cache once and read it until its life is over, which each reading begins anew', () => {
    const [wrote, read] = [
      costOf('claude-sonnet-5', { input: 10_000, cacheWrite5m: 8_000, output: 100 }),
      costOf('claude-sonnet-5', { input: 10_000, cacheRead: 8_000, output: 100 }),
    ];
    const at = (minutes: number): Row => ({ after: minutes * MINUTE, verdicts: prefix });
    assert.deepEqual(costs([at(0), at(4), at(8), at(13), at(14)], { promptCache: () => '5m' }), [wrote, read, read, wrote, read]);
  });

  for (const [what, row] of [
    ['below the minimum of the model', { usage: { input: 1_000 }, verdicts: prefix }],
    ['of a provider that caches by itself', { model: 'gpt-5.4', verdicts: prefix }],
    ['that has a marker already', { usage: { input: 10_000, cacheWrite5m: 5_000 }, verdicts: prefix }],
    ['whose share of the text nobody noted', { verdicts: of('r') }],
  ] as const) {
    it(`leave a prefix as it is ${what}`, () => assert.deepEqual(costs([row, row], { promptCache: () => '5m' }), costs([row, row], {})));
  }

  it('do not share a prompt cache between keys, models and prefixes', () => {
    const other = { digests: { ...prefix.digests, prefix: 'q' } };
    const rows: Row[] = [{ verdicts: prefix }, { verdicts: other }, { verdicts: prefix, model: 'claude-opus-5' }];
    const all = costs(rows, { promptCache: () => '5m' });
    assert.deepEqual(
      all.map((cost, index) => cost > (costs(rows, {})[index] ?? 0)),
      [true, true, true],
    );
  });

  it('are answered again by the exact cache once an answer is there, and only while it is kept', () => {
    const at = (seconds: number, request = 'a'): Row => ({ after: seconds * 1000, verdicts: of(request), cost: 5 });
    assert.deepEqual(costs([at(0), at(2), at(2, 'b'), at(60), at(100)], { exact: () => 60_000 }), [5, 0, 5, 0, 5]);
  });

  it('repeat nothing that failed, was cut off, or cannot be told apart', () => {
    const rows: Row[] = [
      { verdicts: of('a'), cost: 0, end: { state: 'failed', status: 500 } },
      { verdicts: of('a'), cost: 5, end: { state: 'aborted', status: 200 } },
      { verdicts: of('a'), cost: 5 },
      { cost: 5 },
      { cost: 5 },
    ];
    assert.deepEqual(costs(rows, { exact: () => 1e9 }), [0, 5, 5, 5, 5]);
  });

  it('buy what a cache answered where it is off', () => {
    const rows: Row[] = [
      { cost: 0, end: { cache: 'hit', saved: asNanos(5) } },
      { cost: 0, end: { cache: 'semantic', saved: asNanos(7) } },
    ];
    assert.deepEqual(costs(rows, { exact: () => false, semantic: () => false }), [5, 7]);
    assert.deepEqual(costs(rows, { exact: () => 1000, semantic: () => true }), [0, 0]);
  });

  it('are served by the semantic cache where shadow mode would have, unless that was found to be wrong', () => {
    const would = { mode: 'shadow', outcome: 'would' } as const;
    const rows: Row[] = [
      { cost: 5, end: { verdicts: { semantic: would } } },
      { cost: 5, end: { verdicts: { semantic: { ...would, verified: 'different' } } } },
      { cost: 5, end: { verdicts: { semantic: { mode: 'shadow', outcome: 'far' } } } },
    ];
    assert.deepEqual(costs(rows, { semantic: () => true }), [0, 5, 5]);
  });

  it('end where their output is limited, and are batched at the price of batches', () => {
    assert.deepEqual(costs([{ usage: { input: 10, output: 900, reasoning: 800 } }], { outputLimit: () => 500 }), [
      costOf('claude-sonnet-5', { input: 10, output: 500 }),
    ]);
    assert.deepEqual(costs([{}], { batch: () => true }), [costOf('claude-sonnet-5', { input: 10_000, output: 100, batch: true })]);
  });

  it('never cost less than nothing, and no more than before for what only saves', () => {
    const row = fc.record({
      after: fc.nat(1e7),
      model: fc.constantFrom('claude-sonnet-5', 'claude-opus-5', 'gpt-5.4', 'gpt-4o-mini'),
      usage: fc.record({ input: fc.nat(100_000), output: fc.nat(5_000) }),
      verdicts: fc
        .record({ request: fc.constantFrom('a', 'b'), prefix: fc.constant('p'), prefixPermille: fc.nat(1000) })
        .map(digests => ({ digests })),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.nat(5_000), (rows, limit) => {
        const before = past(rows).calls.map(({ cost }) => Number(cost));
        const after = costs(rows, { exact: () => 60_000, outputLimit: () => limit, batch: () => true, promptCache: () => '5m' });
        assert.ok(after.every(cost => cost >= 0));
        const saving = costs(rows, { exact: () => 60_000, outputLimit: () => limit, batch: () => true });
        assert.ok(saving.every((cost, index) => cost <= (before[index] ?? 0)));
      }),
    );
  });
});
