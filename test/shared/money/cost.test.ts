import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Price, Rates } from '../../../shared/models/model.ts';
import { costOfTokens, costOfUsage, ratesFor, totalOfUsage } from '../../../shared/money/cost.ts';
import { roundTogether } from '../../../shared/money/largestRemainder.ts';
import { asNanos, fromDollars } from '../../../shared/money/nanoDollars.ts';
import { type Usage, usageOf } from '../../../shared/money/usage.ts';

const rates = (input: number, output: number, more: Partial<Record<keyof Rates, number>> = {}): Rates =>
  Object.fromEntries(Object.entries({ input, output, ...more }).map(([name, dollars]) => [name, fromDollars(dollars)])) as unknown as Rates;

const sonnet: Price = {
  rates: rates(3, 15, { cacheRead: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6 }),
  tiers: [{ aboveInputTokens: 200_000, rates: rates(6, 22.5, { cacheRead: 0.6, cacheWrite5m: 7.5, cacheWrite1h: 12 }) }],
  batchPermille: 500,
  asOf: '2026-10-08',
  source: 'test',
};

const counts = fc.integer({ min: 0, max: 3_000_000 });
const anyRates = fc
  .record({
    input: fc.integer({ min: 0, max: 1e12 }),
    output: fc.integer({ min: 0, max: 1e12 }),
    cacheRead: fc.integer({ min: 0, max: 1e12 }),
  })
  .map(value => value as unknown as Rates);
const anyPrice: fc.Arbitrary<Price> = anyRates.map(one => ({ rates: one, tiers: [], asOf: '2026-01-01', source: 'test' }));
const anyUsage: fc.Arbitrary<Usage> = fc
  .record({ fresh: counts, cacheRead: counts, cacheWrite5m: counts, output: counts })
  .map(({ fresh, cacheRead, cacheWrite5m, output }) =>
    usageOf({ input: fresh + cacheRead + cacheWrite5m, cacheRead, cacheWrite5m, output }),
  );

describe('cost of a usage', () => {
  it('is tokens times rate', () => {
    assert.equal(costOfUsage(sonnet, usageOf({ input: 1000, output: 100 })).total, fromDollars(0.0045));
  });

  it('prices reads and both kinds of writes apart', () => {
    const cost = costOfUsage(sonnet, usageOf({ input: 4000, cacheRead: 1000, cacheWrite5m: 1000, cacheWrite1h: 1000 }));
    assert.deepEqual(cost.parts, {
      input: fromDollars(0.003),
      cacheRead: fromDollars(0.0003),
      cacheWrite5m: fromDollars(0.00375),
      cacheWrite1h: fromDollars(0.006),
      output: 0,
      request: 0,
    });
    assert.equal(cost.total, fromDollars(0.01305));
  });

  it('moves the whole request to the higher tier above the threshold, not the part above it', () => {
    assert.equal(costOfUsage(sonnet, usageOf({ input: 200_000 })).total, fromDollars(0.6));
    assert.equal(costOfUsage(sonnet, usageOf({ input: 300_000 })).total, fromDollars(1.8));
    assert.equal(ratesFor(sonnet, 200_001).output, fromDollars(22.5));
  });

  it('counts cached tokens towards the threshold', () => {
    const cost = costOfUsage(sonnet, usageOf({ input: 250_000, cacheRead: 250_000 }));
    assert.equal(cost.total, fromDollars(0.15));
  });

  it('takes the batch price, and says so when it does not know the price of a tier', () => {
    const usage = { input: 1_000_000, output: 0 };
    assert.equal(costOfUsage({ ...sonnet, tiers: [] }, usageOf({ ...usage, batch: true })).total, fromDollars(1.5));
    const flex = costOfUsage({ ...sonnet, tiers: [] }, usageOf({ ...usage, tier: 'flex' }));
    assert.equal(flex.total, fromDollars(3));
    assert.deepEqual(flex.assumed, ['the price of the flex tier is not known: standard price used']);
  });

  it('never prices an unknown 1-hour write as a 5-minute write', () => {
    const price: Price = { ...sonnet, tiers: [], rates: rates(3, 15, { cacheWrite5m: 3.75 }) };
    const cost = costOfUsage(price, usageOf({ input: 1000, cacheWrite1h: 1000 }));
    assert.equal(cost.total, fromDollars(0.006));
    assert.deepEqual(cost.assumed, ['the rate of 1-hour cache writes is not known: twice the input rate used']);
  });

  it('prices a cached token as input where the provider has no discount and no surcharge', () => {
    const price: Price = { ...sonnet, tiers: [], rates: rates(30, 60) };
    assert.equal(costOfUsage(price, usageOf({ input: 1000, cacheRead: 400, cacheWrite5m: 300 })).total, fromDollars(0.03));
  });

  it("adds the provider's fee for each request, whatever the batch discount", () => {
    const price: Price = { ...sonnet, perRequest: fromDollars(0.012) };
    assert.equal(costOfUsage(price, usageOf({ input: 1000, batch: true })).total, fromDollars(0.0135));
  });

  it('stays exact where the product of tokens and rate passes 2^53', () => {
    const price: Price = { ...sonnet, tiers: [], rates: rates(150, 600) };
    assert.equal(costOfUsage(price, usageOf({ input: 900_001, output: 100_003 })).total, fromDollars(195.00195));
  });

  it('has parts that add up to the total', () => {
    fc.assert(
      fc.property(anyPrice, anyUsage, (price, usage) => {
        const { total, parts } = costOfUsage(price, usage);
        assert.equal(
          Object.values(parts).reduce((sum, part) => sum + part, 0),
          total,
        );
        assert.equal(totalOfUsage(price, usage).total, total);
      }),
    );
  });

  it('is never less for more tokens of a kind within a tier', () => {
    fc.assert(
      fc.property(anyPrice, anyUsage, counts, counts, (price, usage, moreInput, moreOutput) => {
        const more = usageOf({ ...usage, input: usage.input + moreInput, output: usage.output + moreOutput });
        assert.ok(costOfUsage(price, more).total >= costOfUsage(price, usage).total);
      }),
    );
  });

  it('is conserved when a request is split in two, to one nano-dollar of rounding', () => {
    fc.assert(
      fc.property(anyPrice, anyUsage, anyUsage, (price, one, other) => {
        const together = costOfUsage(price, {
          ...one,
          input: one.input + other.input,
          cacheRead: one.cacheRead + other.cacheRead,
          cacheWrite5m: one.cacheWrite5m + other.cacheWrite5m,
          output: one.output + other.output,
        }).total;
        assert.ok(Math.abs(costOfUsage(price, one).total + costOfUsage(price, other).total - together) <= 1);
      }),
    );
  });

  it('rounds tokens at one rate to the nearest', () => {
    assert.equal(costOfTokens(1, asNanos(2_500_000_000)), 2500);
    assert.equal(costOfTokens(3, asNanos(500_000)), 2);
    assert.equal(costOfTokens(1, asNanos(499_999)), 0);
  });
});

describe('rounding together', () => {
  it('adds up to the rounded sum, and moves nothing by a whole unit or more', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })), fc.bigInt({ min: 1n, max: 10n ** 9n }), (amounts, unit) => {
        const rounded = roundTogether(amounts, unit);
        const difference =
          2n * (rounded.reduce((sum, units) => sum + units, 0n) * unit - amounts.reduce((sum, amount) => sum + amount, 0n));
        assert.ok(difference <= unit && -difference <= unit);
        rounded.forEach((units, index) => {
          const moved = units * unit - (amounts[index] as bigint);
          assert.ok(moved < unit && -moved < unit);
        });
      }),
    );
  });
});
