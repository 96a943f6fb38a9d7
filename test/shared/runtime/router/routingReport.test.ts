import assert from 'node:assert/strict';
import { loadPrices } from '../../../../shared/models/priceSource.ts';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import { usageOf } from '../../../../shared/money/usage.ts';
import type { Attempt, AttemptEnd } from '../../../../shared/runtime/ledger/attempt.ts';
import type { RouteVerdict } from '../../../../shared/runtime/ledger/verdicts.ts';
import { routingOf } from '../../../../shared/runtime/router/routingReport.ts';
import { pastOf } from '../../../../shared/runtime/simulation/pastCall.ts';

const CHEAP = 'gpt-4.1-mini';
const STRONG = 'gpt-4.1';
const USAGE = usageOf({ input: 1_000_000, output: 0 });
/** Dollars for a million tokens of input. */
const PRICE = { [CHEAP]: asNanos(400_000_000), [STRONG]: asNanos(2_000_000_000) };

let last = 0;

function call(model: keyof typeof PRICE, route: Partial<RouteVerdict>, operation = `o${last}`): Attempt {
  const id = `a${last++}`;
  const end: AttemptEnd = {
    endedAt: 2,
    state: 'settled',
    status: 200,
    usage: USAGE,
    cost: PRICE[model],
    confidence: 'exact',
    cache: 'miss',
    notes: [],
  };
  return {
    id,
    operation,
    attempt: 1,
    startedAt: Date.UTC(2026, 10, 24) + last,
    dialect: 'openai',
    upstream: 'openai',
    kind: 'chat',
    endpoint: '/v1/chat/completions',
    model,
    stream: false,
    identity: { key: 'k', tags: {} },
    verdicts: { route: { mode: 'on', asked: STRONG, chosen: CHEAP, complexity: 0.1, reasons: [], ...route } },
    hold: {},
    state: 'settled',
    end,
  };
}

describe('the report on routing', () => {
  const rowsOf = async (...attempts: Attempt[]) => {
    const prices = await loadPrices();
    return routingOf(pastOf(attempts, { prices, providers: new Map() }).calls, prices);
  };

  it('says what was saved, and that without a check nothing is known of the quality', async () => {
    const [row] = await rowsOf(call(CHEAP, {}), call(STRONG, { chosen: STRONG }));
    assert.equal(row?.saved, 1_600_000_000);
    assert.deepEqual([row.requests, row.moved], [2, 1]);
    assert.deepEqual(row.quality, { unknown: 'no answer was checked' });
    assert.deepEqual(row.random, { moved: 1 });
  });

  it('reckons in shadow what would have been saved', async () => {
    const [row] = await rowsOf(call(STRONG, { mode: 'shadow' }));
    assert.deepEqual([row?.mode, row?.saved, row?.spent], ['shadow', 1_600_000_000, 2_000_000_000]);
  });

  it('counts the cheap call that did not pass as spent', async () => {
    const [row] = await rowsOf(
      call(CHEAP, { checked: true }, 'x'),
      call(STRONG, { checked: true, escalated: 'it does not match the pattern' }, 'x'),
      call(CHEAP, { checked: true }),
    );
    assert.equal(row?.spent, 2_800_000_000);
    assert.equal(row.saved, 1_600_000_000 - 400_000_000);
    assert.ok('checked' in row.quality);
    assert.deepEqual([row.quality.checked, row.quality.passed], [2, 1]);
    assert.equal(row.random?.failing, 1);
  });
});
