import assert from 'node:assert/strict';
import { fromDollars } from '../../../shared/money/nanoDollars.ts';
import { breakEven } from '../../../shared/money/provisionedThroughput.ts';

const hours = 730;

describe('provisioned throughput', () => {
  it('becomes cheaper at the first call past its fixed cost', () => {
    const { fixed, calls } = breakEven(fromDollars(0.05), { perHour: fromDollars(20), units: 1, hours });
    assert.equal(fixed, fromDollars(14_600));
    assert.equal(calls, 292_001);
  });

  it('never pays off when the units cannot take that many calls', () => {
    const provisioned = { perHour: fromDollars(20), units: 1, hours };
    assert.equal(breakEven(fromDollars(0.05), { ...provisioned, callsPerHour: 100 }).reachable, false);
    assert.equal(breakEven(fromDollars(0.05), { ...provisioned, callsPerHour: 1000 }).reachable, true);
    assert.equal(breakEven(fromDollars(0.05), provisioned).reachable, undefined);
  });

  it('has no break-even against calls that cost nothing', () => {
    assert.equal(breakEven(fromDollars(0), { perHour: fromDollars(20), units: 2, hours }).calls, undefined);
  });
});
