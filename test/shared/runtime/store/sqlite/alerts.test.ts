import assert from 'node:assert/strict';
import type { Alert, Budget } from '../../../../../shared/runtime/budget/budget.ts';
import type { SqliteStore } from '../../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { call, closeStore, dollars, end, holdOf, NOON, newLedger, openStore } from './calls.ts';

const USER_DAY: Budget = { scope: 'user', window: 'day', money: dollars(10) };
const DAY = 86_400_000;

async function spend(store: SqliteStore, amount: number, startedAt = NOON): Promise<readonly Alert[]> {
  const start = call({ startedAt });
  await store.admit({ start, hold: holdOf(0) });
  return store.settle(start.id, end({ cost: dollars(amount) }));
}

const percents = (alerts: readonly Alert[]) => alerts.map(({ percent }) => percent);

describe('alerts', () => {
  it('each threshold is told by the call that reaches it, once a window', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    const told: number[][] = [];
    for (const amount of [6, 1, 1, 1.5, 0.4, 0.1, 3]) told.push(percents(await spend(store, amount)));
    assert.deepEqual(told, [[], [70], [], [90], [], [100], []]);
    assert.deepEqual(percents(await spend(store, 9, NOON + DAY)), [70, 90], 'the next day begins anew');
  });

  it('an alert says whose limit it is, and what is spent of it', async () => {
    const store = openStore();
    await store.setBudget({ scope: 'team', window: 'month', tokens: 20 });
    assert.deepEqual(await spend(store, 1), [
      {
        percent: 70,
        unit: 'tokens',
        state: {
          budget: { scope: 'team', window: 'month', tokens: 20 },
          owner: 'search',
          from: Date.UTC(2026, 10, 1),
          until: Date.UTC(2026, 11, 1),
          spent: { money: dollars(1), tokens: 15 },
          held: { money: 0, tokens: 0 },
        },
      },
    ]);
  });

  it('a threshold that one process has told is not told by another, nor after a restart', async () => {
    const file = newLedger();
    const [one, other] = [openStore({ file }), openStore({ file })];
    await one.setBudget(USER_DAY);
    assert.deepEqual(percents(await spend(one, 7)), [70]);
    assert.deepEqual(percents(await spend(other, 0.5)), []);
    assert.deepEqual(percents(await spend(other, 2)), [90]);
    assert.deepEqual(percents(await spend(one, 0.1)), []);
    await closeStore(one);
    await closeStore(other);
    assert.deepEqual(percents(await spend(openStore({ file }), 1)), [100]);
  });

  it('calls that are settled together tell each threshold once', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    const starts = Array.from({ length: 20 }, () => call());
    await Promise.all(starts.map(start => store.admit({ start, hold: holdOf(500_000_000) })));
    const told = await Promise.all(starts.map(({ id }) => store.settle(id, end({ cost: dollars(0.5) }))));
    assert.deepEqual(percents(told.flat()), [70, 90, 100]);
  });

  it('a limit that was raised has thresholds of its own', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    assert.deepEqual(percents(await spend(store, 10)), [70, 90, 100]);
    await store.setBudget({ ...USER_DAY, money: dollars(20) });
    assert.deepEqual(percents(await spend(store, 1)), []);
    assert.deepEqual(percents(await spend(store, 3)), [70]);
  });

  it('what is lost with its process alerts as well', async () => {
    const file = newLedger();
    const alerts: Alert[] = [];
    const store = openStore({ file, onAlert: alert => alerts.push(alert) });
    await store.setBudget(USER_DAY);
    await store.admit({ start: call(), hold: holdOf(9_500_000_000) });
    await closeStore(store);
    assert.deepEqual(percents(alerts), [70, 90]);
  });
});
