import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPast } from '../../../../../shared/runtime/cache/semantic/health.ts';
import { wilson } from '../../../../../shared/runtime/cache/semantic/interval.ts';
import { wrongRate } from '../../../../../shared/runtime/cache/semantic/wording.ts';

describe('the measured rate of wrong answers', () => {
  it('has the interval of Wilson', () => {
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for (const [hits, trials, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilson(hits, trials);
      assert.deepEqual([interval.low.toFixed(4), interval.high.toFixed(4)], [low.toFixed(4), high.toFixed(4)]);
    }
    assert.deepEqual(wilson(0, 0), { low: 0, high: 1 });
  });

  it('lies within its interval, which narrows with more trials', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 50 }), (hits, more) => {
        const trials = hits + more;
        const { low, high } = wilson(hits, trials);
        assert.ok(low <= hits / trials && hits / trials <= high && low >= 0 && high <= 1);
        const wider = wilson(hits * 4, trials * 4);
        assert.ok(wider.high - wider.low < high - low);
      }),
    );
  });

  it('switches off when it is past the limit, and not by one mistake', () => {
    for (const [checked, wrong, past] of [
      [1, 1, false],
      [2, 2, true],
      [10, 2, true],
      [49, 2, false],
      [50, 1, false],
      [50, 2, true],
      [1000, 20, false],
      [1000, 21, true],
    ] as const) {
      assert.equal(isPast(0.02, { checked, wrong }), past, `${wrong} of ${checked}`);
    }
    assert.equal(isPast(1, { checked: 60, wrong: 60 }), false);
  });

  it('is said with its interval', () => {
    assert.equal(wrongRate({ checked: 112, wrong: 2 }), '1.8 % wrong (0.5 to 6.3 %, 2 of 112 compared)');
    assert.equal(wrongRate({ checked: 0, wrong: 0 }), 'nothing compared yet');
  });
});
