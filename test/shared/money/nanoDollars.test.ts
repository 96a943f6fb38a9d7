import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addEstimates,
  addMoney,
  asNanos,
  fromDollars,
  MOST_MONEY,
  NO_MONEY,
  shareOf,
  subtractMoney,
  times,
  timesEstimate,
  toDollars,
} from '../../../shared/money/nanoDollars.ts';

const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map(asNanos);

describe('nano-dollars', () => {
  for (const [dollars, nanos] of [
    [2.5, 2_500_000_000],
    [0.075, 75_000_000],
    [1.005, 1_005_000_000],
    [0.0000000015, 2],
    [-0.5, -500_000_000],
    [0, 0],
  ] as const) {
    it(`reads ${dollars} dollars as ${nanos}`, () => assert.equal(fromDollars(dollars), nanos));
  }

  it('refuses an amount that is not a whole safe number', () => {
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) assert.throws(() => asNanos(bad), RangeError);
    assert.throws(() => fromDollars(Number.NaN), RangeError);
    assert.throws(() => addMoney(asNanos(2 ** 53 - 1), asNanos(1)), RangeError);
    assert.throws(() => times(asNanos(2 ** 52), 3), RangeError);
  });

  it('multiplies without losing digits on the way', () => {
    assert.equal(shareOf(asNanos(9_007_199_254_740_991), 999_999_999, 1_000_000_000), 9_007_199_245_733_792);
  });

  it('never answers minus nothing', () => assert.ok(Object.is(subtractMoney(NO_MONEY, NO_MONEY), 0)));

  it('adds in any order and takes away what was added', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        assert.equal(addMoney(a, b), addMoney(b, a));
        assert.equal(subtractMoney(addMoney(a, b), b), a);
      }),
    );
  });

  it('goes to dollars and back unchanged', () => {
    fc.assert(fc.property(amounts, amount => assert.equal(fromDollars(toDollars(amount)), amount)));
  });

  it('rounds a share to the nearest, and a whole in shares loses at most half a nano-dollar a share', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 50 }), (amount, parts) => {
        const share = shareOf(amount, 1, parts);
        assert.ok(Math.abs(share * parts - amount) * 2 <= parts);
      }),
    );
  });
});

describe('Sums of estimates', () => {
  it('stop at the largest amount instead of failing', () => {
    const much = fromDollars(9_000_000);
    assert.equal(addEstimates(much, much), MOST_MONEY);
    assert.equal(timesEstimate(fromDollars(1000), 1_000_000), MOST_MONEY);
    assert.equal(addEstimates(fromDollars(1), fromDollars(2)), fromDollars(3));
  });
});
