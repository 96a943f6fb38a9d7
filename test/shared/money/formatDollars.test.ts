import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatColumn, formatDollars, formatRange } from '../../../shared/money/formatDollars.ts';
import { asNanos, fromDollars } from '../../../shared/money/nanoDollars.ts';

const cents = (text: string) => Math.round(Number(text.replace(/[$,]/g, '')) * 1e9);

describe('money as text', () => {
  for (const [dollars, text] of [
    [0, '$0.00'],
    [0.0042, '$0.0042'],
    [0.00425, '$0.0043'],
    [0.18, '$0.18'],
    [0.5, '$0.50'],
    [0.9999, '$1.00'],
    [3.05, '$3.05'],
    [12345.6, '$12,345.60'],
    [1_234_567, '$1,234,567.00'],
    [0.0000123, '$0.000012'],
    [1e-9, '$0.000000001'],
    [-0.02, '-$0.02'],
  ] as const) {
    it(`prints ${dollars} as ${text}`, () => assert.equal(formatDollars(fromDollars(dollars)), text));
  }

  it('prints a range, and one amount when both ends read the same', () => {
    assert.equal(formatRange(fromDollars(0.004), fromDollars(0.012)), '$0.004 to $0.012');
    assert.equal(formatRange(fromDollars(1.001), fromDollars(1.002)), '$1.00');
  });

  it('is never scientific and never reads as nothing for an amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 15 }).map(asNanos), amount => {
        const text = formatDollars(amount);
        assert.match(text, /^\$[\d,]+\.\d{2,9}$/);
        assert.ok(cents(text) > 0);
        // Two significant digits below a dollar, cents above: within five per cent.
        assert.ok(Math.abs(cents(text) - amount) <= amount * 0.05);
      }),
    );
  });

  it('prints columns whose rows add up to the total and never read as nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 12 }).map(asNanos), { maxLength: 20 }), amounts => {
        const { rows, total } = formatColumn(amounts);
        assert.equal(
          rows.reduce((sum, row) => sum + cents(row), 0),
          cents(total),
        );
        rows.forEach((row, index) => {
          assert.equal(cents(row) === 0, amounts[index] === 0);
        });
      }),
    );
  });
});
