import assert from 'node:assert/strict';
import { usageOf } from '../../../../../shared/money/usage.ts';
import type { Alert, Budget, BudgetState } from '../../../../../shared/runtime/budget/budget.ts';
import type { Hold } from '../../../../../shared/runtime/ledger/attempt.ts';
import { StoreUnavailable } from '../../../../../shared/runtime/store/store.ts';
import { call, closeStore, dollars, end, holdOf, NOON, newLedger, openStore } from './calls.ts';

const USER_DAY: Budget = { scope: 'user', window: 'day', money: dollars(5) };
const DAY = 86_400_000;

async function only(states: Promise<readonly BudgetState[]>): Promise<BudgetState> {
  const [state, ...more] = await states;
  assert.ok(state && more.length === 0);
  return state;
}

const figures = ({ spent, held }: BudgetState) => ({ spent, held });

describe('the SQLite store', () => {
  it('an attempt is held when it is admitted, and settled with all that was told of it', async () => {
    const store = openStore();
    const start = call({ identity: { user: 'ann', branch: 'main', site: 'a.py:3', tags: { feature: 'search' } } });
    assert.deepEqual(await store.admit({ start, hold: holdOf(2_000_000, 200) }), { admitted: true });
    assert.deepEqual(await store.attempt(start.id), { ...start, hold: holdOf(2_000_000, 200), state: 'held' });

    const told = end({
      answeredBy: 'gpt-5-2026-08-07',
      usage: usageOf({ input: 100, cacheRead: 20, cacheWrite5m: 3, cacheWrite1h: 4, output: 50, reasoning: 30, batch: true, tier: 'flex' }),
      saved: dollars(0.5),
      firstByteMs: 12.5,
      notes: ['counted'],
    });
    await store.settle(start.id, told);
    assert.deepEqual(await store.attempt(start.id), { ...start, hold: holdOf(2_000_000, 200), state: 'settled', end: told });
  });

  it('what is not known of an attempt stays absent', async () => {
    const store = openStore();
    const start = call({ model: undefined, identity: { user: undefined, team: undefined, project: undefined } });
    await store.admit({ start, hold: undefined });
    await store.settle(start.id, { endedAt: NOON, state: 'failed', confidence: 'unknown', cache: 'bypass', notes: [] });
    const { model, ...said } = start;
    assert.deepEqual(await store.attempt(start.id), {
      ...said,
      identity: { key: 'hmac-1', tags: {} },
      hold: {},
      state: 'failed',
      end: { endedAt: NOON, state: 'failed', confidence: 'unknown', cache: 'bypass', notes: [] },
    });
  });

  it('a call that does not fit is refused with what stands in its way, and leaves no row', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    await store.admit({ start: call(), hold: holdOf(4_000_000_000, 10) });
    const start = call();
    const answer = await store.admit({ start, hold: holdOf(1_000_000_001, 10) });
    assert.deepEqual(answer, {
      admitted: false,
      unit: 'money',
      because: {
        budget: USER_DAY,
        owner: 'ann',
        from: Date.UTC(2026, 10, 24),
        until: Date.UTC(2026, 10, 25),
        spent: { money: 0, tokens: 0 },
        held: { money: 4_000_000_000, tokens: 10 },
      },
    });
    assert.equal(await store.attempt(start.id), undefined);
    assert.deepEqual(await store.admit({ start: call(), hold: holdOf(1_000_000_000, 10) }), { admitted: true });
  });

  it('a call that one of three nested limits refuses holds nothing in the others', async () => {
    const store = openStore();
    for (const budget of [
      { scope: 'user', window: 'day', money: dollars(10) },
      { scope: 'team', window: 'month', tokens: 100 },
      { scope: 'all', window: 'total', money: dollars(1) },
    ] as const) {
      await store.setBudget(budget);
    }
    for (const hold of [holdOf(1_000_000_001, 10), holdOf(10, 101)]) {
      assert.equal((await store.admit({ start: call(), hold })).admitted, false);
    }
    for (const state of await store.states(NOON))
      assert.deepEqual(figures(state), { spent: { money: 0, tokens: 0 }, held: { money: 0, tokens: 0 } });
  });

  it('settling gives back what was held beyond the cost', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    const start = call();
    await store.admit({ start, hold: holdOf(5_000_000_000, 1_000) });
    await store.settle(start.id, end({ cost: dollars(2), usage: usageOf({ input: 100, output: 20 }) }));
    assert.deepEqual(figures(await only(store.states(NOON))), {
      spent: { money: 2_000_000_000, tokens: 120 },
      held: { money: 0, tokens: 0 },
    });
    assert.equal((await store.admit({ start: call(), hold: holdOf(3_000_000_000) })).admitted, true);
  });

  it('a cost above the hold is spent as it is, and the row says so', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    const start = call();
    await store.admit({ start, hold: holdOf(1_000_000_000, 10) });
    await store.settle(start.id, end({ cost: dollars(7) }));
    assert.equal((await only(store.states(NOON))).spent.money, 7_000_000_000);
    assert.deepEqual((await store.attempt(start.id))?.end?.notes, ['it came to more than was held for it']);
    assert.equal((await store.admit({ start: call(), hold: holdOf(1) })).admitted, false);
  });

  const unknown = { cost: undefined, usage: undefined, confidence: 'unknown' } as const;
  for (const [what, changes, spent] of [
    ['a cost that is not known counts as what was held', unknown, { money: 300, tokens: 30 }],
    ['an aborted call of unknown cost counts as what was held', { ...unknown, state: 'aborted' }, { money: 300, tokens: 30 }],
    ['tokens that are known count as they are, though their cost is not known', { cost: undefined }, { money: 300, tokens: 15 }],
    ['what failed counts nothing', { ...unknown, state: 'failed' }, { money: 0, tokens: 0 }],
    ['what failed and was billed all the same counts', { state: 'failed', cost: dollars(0.0000002) }, { money: 200, tokens: 15 }],
    ['what a cache answered bought no tokens', { cache: 'hit', cost: dollars(0), saved: dollars(1) }, { money: 0, tokens: 0 }],
  ] as const) {
    it(what, async () => {
      const store = openStore();
      await store.setBudget(USER_DAY);
      const start = call();
      await store.admit({ start, hold: holdOf(300, 30) });
      await store.settle(start.id, end(changes));
      assert.deepEqual(figures(await only(store.states(NOON))), { spent, held: { money: 0, tokens: 0 } });
      assert.equal((await store.attempt(start.id))?.end?.cost, 'cost' in changes ? changes.cost : dollars(0.001));
    });
  }

  it('a call whose worst case is not known is refused only where a limit of that unit covers it', async () => {
    const store = openStore();
    const nothingKnown: Hold | undefined = undefined;
    assert.equal((await store.admit({ start: call(), hold: nothingKnown })).admitted, true);
    await store.setBudget({ ...USER_DAY, owner: 'bob' });
    assert.equal((await store.admit({ start: call(), hold: nothingKnown })).admitted, true);
    const answer = await store.admit({ start: call({ identity: { user: 'bob' } }), hold: nothingKnown });
    assert.ok(!answer.admitted && 'unpriceable' in answer && answer.unpriceable.owner === 'bob');
    assert.equal(
      (await store.admit({ start: call({ identity: { user: 'bob' } }), hold: nothingKnown, unknownPrice: 'allow' })).admitted,
      true,
    );
  });

  it('an attempt ends once', async () => {
    const store = openStore();
    const start = call();
    await store.admit({ start, hold: holdOf(10) });
    await store.settle(start.id, end());
    await assert.rejects(store.settle(start.id, end()), /has ended already/);
    await assert.rejects(store.settle('nobody', end()), /was admitted/);
  });

  it('of writes in one turn, one that cannot be made does not fail the others', async () => {
    const store = openStore();
    const [one, other] = [call(), call()];
    const outcomes = await Promise.allSettled([
      store.admit({ start: one, hold: holdOf(1) }),
      store.admit({ start: one, hold: holdOf(1) }),
      store.settle('nobody', end()),
      store.record(call(), end({ cost: 0.5 as never })),
      store.admit({ start: other, hold: holdOf(1) }),
    ]);
    assert.deepEqual(
      outcomes.map(outcome => outcome.status),
      ['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled'],
    );
    assert.equal((await store.attempt(one.id))?.state, 'held');
    assert.equal((await store.attempt(other.id))?.state, 'held');
  });

  it('an answer from a cache is a row that no budget counts', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    const start = call();
    await store.record(start, end({ cache: 'hit', cost: dollars(0), saved: dollars(3) }));
    assert.equal((await store.attempt(start.id))?.end?.saved, dollars(3));
    assert.deepEqual(await store.states(NOON), []);
  });

  it('a row without a hold is spent all the same when it costs something', async () => {
    const alerts: Alert[] = [];
    const store = openStore({ onAlert: alert => alerts.push(alert) });
    await store.setBudget(USER_DAY);
    await store.record(call(), end({ cost: dollars(4) }));
    assert.equal((await only(store.states(NOON))).spent.money, 4_000_000_000);
    assert.deepEqual(
      alerts.map(alert => alert.percent),
      [70],
    );
  });

  it('limits, and what is counted against them, are as they were left', async () => {
    const file = newLedger();
    const first = openStore({ file });
    await first.setBudget(USER_DAY);
    await first.setBudget({ scope: 'team', window: 'month', owner: 'search', tokens: 1_000 });
    await first.setRequestLimits({ inputTokens: 8_000, money: dollars(0.1) });
    const start = call();
    await first.admit({ start, hold: holdOf(5, 5) });
    await first.settle(start.id, end({ cost: dollars(2) }));
    const before = await first.states(NOON);
    await closeStore(first);

    const second = openStore({ file });
    assert.deepEqual(await second.budgets(), [{ scope: 'team', window: 'month', owner: 'search', tokens: 1_000 }, USER_DAY]);
    assert.deepEqual(second.requestLimits(), { inputTokens: 8_000, money: dollars(0.1) });
    assert.deepEqual(await second.states(NOON), before);
    await second.removeBudget({ scope: 'user', window: 'day' });
    assert.deepEqual((await second.budgets()).length, 1);
  });

  it('limits that another process sets hold from the next call on', async () => {
    const file = newLedger();
    const [one, other] = [openStore({ file }), openStore({ file })];
    const start = call();
    assert.equal(one.covered(start), false);
    await other.setBudget(USER_DAY);
    await other.setRequestLimits({ outputTokens: 7 });
    assert.equal(one.covered(start), true);
    assert.deepEqual(one.requestLimits(), { outputTokens: 7 });
    assert.equal((await one.admit({ start, hold: holdOf(5_000_000_001) })).admitted, false);
  });

  it('a call that was found to be within limits of one request that have changed since is told the new ones, and nothing is reserved', async () => {
    const file = newLedger();
    const [one, other] = [openStore({ file }), openStore({ file })];
    const [start, within] = [call(), one.requestLimits()];
    await other.setRequestLimits({ outputTokens: 7 });
    assert.deepEqual(await one.admit({ start, hold: holdOf(5), within }), { admitted: false, changed: { outputTokens: 7 } });
    assert.equal(await one.attempt(start.id), undefined);
    assert.deepEqual(await one.admit({ start, hold: holdOf(5), within: one.requestLimits() }), { admitted: true });
  });

  it('a limit set in the middle of a window counts what was spent and is held since the window began', async () => {
    const store = openStore();
    const [settled, held, yesterday] = [call(), call(), call({ startedAt: NOON - DAY })];
    for (const start of [settled, held, yesterday]) await store.admit({ start, hold: holdOf(3_000_000_000, 30) });
    await store.settle(settled.id, end({ cost: dollars(2), usage: usageOf({ input: 20 }) }));
    await store.setBudget(USER_DAY);
    assert.deepEqual(figures(await only(store.states(NOON))), {
      spent: { money: 2_000_000_000, tokens: 20 },
      held: { money: 3_000_000_000, tokens: 30 },
    });
    await store.settle(yesterday.id, end({ cost: dollars(1) }));
    await store.settle(held.id, end({ cost: dollars(1), usage: usageOf({ input: 1 }) }));
    assert.deepEqual(figures(await only(store.states(NOON))), {
      spent: { money: 3_000_000_000, tokens: 21 },
      held: { money: 0, tokens: 0 },
    });
    assert.deepEqual((await only(store.states(NOON - DAY))).spent.money, 1_000_000_000);
    assert.deepEqual(await store.verifyCounters(), []);
  });

  it('a limit that is taken away and set again forgets nothing', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    const start = call();
    await store.admit({ start, hold: holdOf(10) });
    await store.removeBudget(USER_DAY);
    await store.settle(start.id, end({ cost: dollars(4) }));
    await store.setBudget(USER_DAY);
    assert.equal((await only(store.states(NOON))).spent.money, 4_000_000_000);
  });

  it('who has spent is shown with the limit he is under, and who is named is shown in any case', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    await store.setBudget({ scope: 'user', window: 'day', owner: 'bob', money: dollars(1) });
    await store.setBudget({ scope: 'all', window: 'total', tokens: 10 });
    const start = call();
    await store.admit({ start, hold: holdOf(10, 1) });
    const shown = (await store.states(NOON)).map(({ budget, owner }) => [budget.scope, owner, budget.money ?? budget.tokens]);
    assert.deepEqual(shown, [
      ['all', '', 10],
      ['user', 'bob', dollars(1)],
      ['user', 'ann', dollars(5)],
    ]);
  });

  for (const [what, budget] of [
    ['limits nothing', { scope: 'user', window: 'day' }],
    ['is negative', { ...USER_DAY, money: -1 as never }],
    ['is no whole number', { ...USER_DAY, tokens: 1.5 }],
    ['names an owner of everything', { scope: 'all', window: 'day', owner: 'ann', tokens: 1 }],
    ['has an owner without a name', { ...USER_DAY, owner: '' }],
  ] as const) {
    it(`a limit that ${what} is refused`, async () => {
      const store = openStore();
      await assert.rejects(store.setBudget(budget), RangeError);
      assert.deepEqual(await store.budgets(), []);
    });
  }

  it('a zone that is not known leaves no process behind in the file', async () => {
    const file = newLedger();
    assert.throws(() => openStore({ file, timeZone: 'Europe/Atlantis' }), RangeError);
    const store = openStore({ file });
    await store.setBudget(USER_DAY);
    assert.equal((await store.admit({ start: call(), hold: holdOf(1) })).admitted, true);
  });

  it('after closing, the store is not available and says so', async () => {
    const store = openStore();
    await closeStore(store);
    await assert.rejects(store.admit({ start: call(), hold: holdOf(1) }), StoreUnavailable);
  });
});
