import assert from 'node:assert/strict';
import type { Budget } from '../../../../../shared/runtime/budget/budget.ts';
import type { SqliteStore } from '../../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { call, closeStore, dollars, end, holdOf, newLedger, openStore } from './calls.ts';

const USER_DAY: Budget = { scope: 'user', window: 'day', money: dollars(10) };
const at = (iso: string) => Date.parse(iso);

async function spend(store: SqliteStore, startedAt: number, amount = 1): Promise<void> {
  const start = call({ startedAt });
  await store.admit({ start, hold: holdOf(0) });
  await store.settle(start.id, end({ cost: dollars(amount), endedAt: startedAt + 1 }));
}

async function spentOn(store: SqliteStore, instant: number): Promise<number> {
  const states = await store.states(instant);
  return states.reduce((sum, { spent }) => sum + spent.money / 1e9, 0);
}

describe('budgets and the clock', () => {
  it('a day of 23 hours and one of 25 each have one budget', async () => {
    for (const [first, last, next] of [
      ['2026-03-29T00:00:00+01:00', '2026-03-29T23:59:59+02:00', '2026-03-30T00:00:00+02:00'],
      ['2026-10-25T00:00:00+02:00', '2026-10-25T23:59:59+01:00', '2026-10-26T00:00:00+01:00'],
    ] as const) {
      const store = openStore({ clock: () => at(first), timeZone: 'Europe/Berlin' });
      await store.setBudget(USER_DAY);
      await spend(store, at(first));
      await spend(store, at(last));
      await spend(store, at(next));
      assert.equal(await spentOn(store, at(first)), 2);
      assert.equal(await spentOn(store, at(next)), 1);
    }
  });

  it('the hour that comes twice when clocks go back belongs to one day', async () => {
    const store = openStore({ clock: () => at('2026-10-25T00:30:00Z'), timeZone: 'Europe/Berlin' });
    await store.setBudget(USER_DAY);
    await spend(store, at('2026-10-25T02:30:00+02:00'));
    await spend(store, at('2026-10-25T02:30:00+01:00'));
    assert.equal(await spentOn(store, at('2026-10-25T12:00:00Z')), 2);
  });

  it('a month ends when it ends where the user is', async () => {
    const store = openStore({ clock: () => at('2026-02-01T12:00:00Z'), timeZone: 'America/New_York' });
    await store.setBudget({ scope: 'user', window: 'month', money: dollars(10) });
    await spend(store, at('2026-03-01T04:59:59Z'));
    await spend(store, at('2026-03-01T05:00:00Z'));
    assert.equal(await spentOn(store, at('2026-02-10T00:00:00Z')), 1);
    assert.equal(await spentOn(store, at('2026-03-10T00:00:00Z')), 1);
  });

  it('a call that straddles the reset is held and spent in the window it was admitted in', async () => {
    const beforeMidnight = at('2026-11-24T23:59:59Z');
    const afterMidnight = at('2026-11-25T00:00:01Z');
    const store = openStore({ clock: () => beforeMidnight });
    await store.setBudget(USER_DAY);
    const start = call({ startedAt: beforeMidnight });
    await store.admit({ start, hold: holdOf(10_000_000_000) });
    assert.equal((await store.admit({ start: call({ startedAt: afterMidnight }), hold: holdOf(10_000_000_000) })).admitted, true);
    await store.settle(start.id, end({ cost: dollars(4), endedAt: afterMidnight }));
    assert.equal(await spentOn(store, beforeMidnight), 4);
    assert.equal(await spentOn(store, afterMidnight), 0);
  });

  it('a clock that steps back over midnight and forward again neither resets nor doubles a budget', async () => {
    const [yesterday, today] = [at('2026-11-23T23:59:00Z'), at('2026-11-24T00:01:00Z')];
    const store = openStore({ clock: () => yesterday });
    await store.setBudget(USER_DAY);
    for (const instant of [yesterday, today, yesterday, today, today]) await spend(store, instant);
    assert.equal(await spentOn(store, yesterday), 2);
    assert.equal(await spentOn(store, today), 3);
  });

  it('a clock that steps back to before the limit was set finds what was spent then', async () => {
    const [yesterday, today] = [at('2026-11-23T12:00:00Z'), at('2026-11-24T12:00:00Z')];
    const store = openStore({ clock: () => today });
    await spend(store, yesterday, 9);
    await store.setBudget(USER_DAY);
    const answer = await store.admit({ start: call({ startedAt: yesterday }), hold: holdOf(1_000_000_001) });
    assert.ok(!answer.admitted && 'because' in answer && answer.because.spent.money === dollars(9));
    assert.equal((await store.admit({ start: call({ startedAt: yesterday }), hold: holdOf(1_000_000_000) })).admitted, true);
  });

  it('a clock that was ahead when a call was made does not hide what it spends from a limit set later', async () => {
    const [today, tomorrow] = [at('2026-11-24T12:00:00Z'), at('2026-11-25T12:00:00Z')];
    const store = openStore({ clock: () => today });
    await spend(store, tomorrow, 9);
    await spend(store, today, 4);
    await store.setBudget(USER_DAY);
    assert.deepEqual(await store.verifyCounters(), []);
    assert.equal(await spentOn(store, today), 4);
    assert.equal(await spentOn(store, tomorrow), 9);
    for (const [startedAt, fits] of [
      [tomorrow, 1_000_000_000],
      [today, 6_000_000_000],
    ] as const) {
      assert.equal((await store.admit({ start: call({ startedAt }), hold: holdOf(fits + 1) })).admitted, false);
      assert.equal((await store.admit({ start: call({ startedAt }), hold: holdOf(fits) })).admitted, true);
    }
    assert.deepEqual(await store.verifyCounters(), []);
  });

  it('what is held and ends in a window that no counter was kept of is counted once', async () => {
    const [yesterday, today] = [at('2026-11-23T12:00:00Z'), at('2026-11-24T12:00:00Z')];
    const store = openStore({ clock: () => today });
    const [first, second] = [call({ startedAt: yesterday }), call({ startedAt: yesterday })];
    await store.admit({ start: first, hold: holdOf(3_000_000_000) });
    await store.setBudget({ ...USER_DAY, owner: 'ann' });
    await store.settle(first.id, end({ cost: dollars(2) }));
    assert.equal((await store.admit({ start: second, hold: holdOf(8_000_000_001) })).admitted, false);
    assert.equal((await store.admit({ start: second, hold: holdOf(8_000_000_000) })).admitted, true);
    await store.settle(second.id, end({ cost: dollars(1) }));
    assert.equal((await store.admit({ start: call({ startedAt: yesterday }), hold: holdOf(7_000_000_000) })).admitted, true);
    await store.admit({ start: call({ startedAt: yesterday, identity: { user: 'bob' } }), hold: holdOf(5) });
    assert.equal((await store.admit({ start: call({ startedAt: yesterday }), hold: holdOf(1) })).admitted, false);
  });

  it('a user who moves has the windows of his new zone, with what was spent in them', async () => {
    const file = newLedger();
    const now = at('2026-11-24T12:00:00Z');
    const inBerlin = openStore({ file, clock: () => now, timeZone: 'Europe/Berlin' });
    await inBerlin.setBudget(USER_DAY);
    // Today in Berlin, yesterday in New York.
    await spend(inBerlin, at('2026-11-23T23:30:00Z'), 2);
    await spend(inBerlin, at('2026-11-24T06:00:00Z'), 3);
    const held = call({ startedAt: at('2026-11-24T07:00:00Z') });
    await inBerlin.admit({ start: held, hold: holdOf(1_000_000_000) });
    assert.equal(await spentOn(inBerlin, now), 5);

    const inNewYork = openStore({ file, clock: () => now, timeZone: 'America/New_York' });
    assert.equal(await spentOn(inNewYork, now), 3);
    assert.equal(await spentOn(inNewYork, at('2026-11-24T00:00:00Z')), 2);
    // The process that was there before goes by the new zone at once, also for what it has under way.
    await inBerlin.settle(held.id, end({ cost: dollars(1) }));
    assert.equal(await spentOn(inBerlin, now), 4);
    assert.deepEqual(await inNewYork.verifyCounters(), []);
  });

  it('a file keeps its zone when none is asked for', async () => {
    const file = newLedger();
    await closeStore(openStore({ file, timeZone: 'Asia/Tokyo' }));
    const store = openStore({ file, timeZone: undefined, clock: () => at('2026-11-24T12:00:00Z') });
    await store.setBudget({ scope: 'all', window: 'day', money: dollars(1) });
    const [state] = await store.states(at('2026-11-24T12:00:00Z'));
    assert.equal(state?.from, at('2026-11-24T00:00:00+09:00'));
  });
});
