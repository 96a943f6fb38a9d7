import assert from 'node:assert/strict';
import { fromDollars } from '../../../../shared/money/nanoDollars.ts';
import { cacheLifeAdvice, prefixGaps } from '../../../../shared/runtime/attribution/prefixGaps.ts';
import type { SiteCall } from '../../../../shared/runtime/attribution/siteCall.ts';
import { observe } from '../../../../shared/runtime/attribution/siteObservation.ts';

const MINUTE = 60_000;

const call = (minute: number, more: Partial<SiteCall> = {}): SiteCall => ({
  seq: minute,
  site: 'a',
  startedAt: minute * MINUTE,
  key: 'mine',
  dialect: 'anthropic',
  model: 'claude-sonnet-4-5',
  state: 'settled',
  cache: 'miss',
  cost: fromDollars(0.01),
  tokens: { input: 4000, cacheRead: 0, cacheWrite: 2000, output: 100 },
  ...more,
});

describe('What is seen of a call site', () => {
  it('counts money and tokens of calls that were bought and ended as they should', () => {
    const seen = observe([
      call(0),
      call(1, { cost: fromDollars(0.03), tokens: { input: 4000, cacheRead: 2000, cacheWrite: 0, output: 300 } }),
      call(2, { cache: 'hit', cost: fromDollars(0) }),
      call(3, { state: 'aborted', cost: fromDollars(9) }),
    ]).get('a');
    assert.equal(seen?.calls, 4);
    assert.equal(seen.fromCache, 1);
    assert.deepEqual(seen.cost, { calls: 2, mean: fromDollars(0.02), p50: fromDollars(0.01), p95: fromDollars(0.03) });
    assert.deepEqual(seen.tokens?.output, { p05: 100, p50: 100, p95: 300 });
    assert.deepEqual(seen.promptCache, { reading: 1, writing: 1, share: 0.25 });
  });

  it('keeps sites apart, and says nothing of cost or tokens where nothing is known', () => {
    const { cost: _, tokens: __, ...unknown } = call(0, { site: 'b' });
    const seen = observe([call(0), unknown]);
    assert.deepEqual([...seen.keys()], ['a', 'b']);
    assert.deepEqual([seen.get('b')?.cost, seen.get('b')?.tokens], [undefined, undefined]);
  });
});

describe('The gaps between the calls of a site', () => {
  it('are counted from call to call of one key and model', () => {
    const gaps = prefixGaps([call(0), call(4), call(30), call(200), call(1, { key: 'theirs' })]);
    assert.deepEqual(gaps, { calls: 3, withinFiveMinutes: 1, withinOneHour: 2, rows: 2, prefixTokens: 2000 });
  });

  it('tell nothing of a single call', () => assert.equal(prefixGaps([call(0)]), undefined));

  it('tell what an hour would have cost or saved', () => {
    const rates = {
      input: fromDollars(3),
      output: fromDollars(15),
      cacheRead: fromDollars(0.3),
      cacheWrite5m: fromDollars(3.75),
      cacheWrite1h: fromDollars(6),
    };
    const gaps = prefixGaps([call(0), call(10), call(20), call(30)]) ?? assert.fail();
    const write = (dollars: number) => fromDollars((2000 * dollars) / 1e6);
    assert.deepEqual(cacheLifeAdvice(gaps, rates), {
      tooLate: 1,
      fiveMinutes: 4 * write(3.75),
      oneHour: write(6) + 3 * write(0.3),
    });
    const { cacheWrite1h: _, ...oneLife } = rates;
    assert.equal(cacheLifeAdvice(gaps, oneLife), undefined);
  });
});
