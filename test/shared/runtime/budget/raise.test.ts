import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asNanos, fromDollars } from '../../../../shared/money/nanoDollars.ts';
import type { Budget } from '../../../../shared/runtime/budget/budget.ts';
import { limitInWindow, withoutRaises, withRaise } from '../../../../shared/runtime/budget/raise.ts';
import { raiseLimit } from '../../../../shared/runtime/budget/raiseLimit.ts';
import type { SqliteStore } from '../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { call, closeStore, dollars, end, holdOf, NOON, newLedger, openStore } from '../store/sqlite/calls.ts';

const DAY = 86_400_000;
const MIDNIGHT = Date.UTC(2026, 10, 24);
const USER_DAY: Budget = { scope: 'user', window: 'day', money: dollars(5) };
const FOR_ANN = { scope: 'user', window: 'day', owner: 'ann' } as const;
const now = { now: NOON, timeZone: 'UTC' };

/** Whether a call of so many dollars is let in; it is settled at once for what it was held. */
async function spends(store: SqliteStore, amount: number, startedAt = NOON, user = 'ann'): Promise<boolean> {
  const start = call({ startedAt, identity: { user } });
  const { admitted } = await store.admit({ start, hold: holdOf(dollars(amount)) });
  if (admitted) await store.settle(start.id, end({ endedAt: startedAt + 1, cost: dollars(amount) }));
  return admitted;
}

describe('a limit that is raised', () => {
  it('lets calls pass up to the raised limit and no further, for its owner alone', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    assert.equal(await spends(store, 5), true);
    assert.equal(await spends(store, 0.01), false);
    await raiseLimit(store, { ...FOR_ANN, money: dollars(7) }, now);
    assert.equal(await spends(store, 2), true);
    assert.equal(await spends(store, 0.01), false);
    assert.equal(await spends(store, 6, NOON, 'bob'), false);
  });

  it('is as it was when the next window begins', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    await raiseLimit(store, { ...FOR_ANN, money: dollars(50) }, now);
    assert.equal(await spends(store, 6, NOON + DAY), false);
    assert.equal(await spends(store, 5, NOON + DAY), true);
  });

  it('stays raised through a restart, and for other processes', async () => {
    const file = newLedger();
    const [store, other] = [openStore({ file }), openStore({ file })];
    await store.setBudget(USER_DAY);
    await raiseLimit(store, { ...FOR_ANN, money: dollars(7) }, now);
    assert.equal(await spends(other, 7), true);
    await closeStore(store);
    await closeStore(other);
    assert.equal(await spends(openStore({ file }), 0.01), false);
  });

  it('tells its thresholds anew, those of the raised limit', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    await spends(store, 5);
    await raiseLimit(store, { ...FOR_ANN, money: dollars(10) }, now);
    const start = call();
    await store.admit({ start, hold: holdOf(0) });
    const [alert] = await store.settle(start.id, end({ cost: dollars(2) }));
    assert.equal(alert?.percent, 70);
    assert.equal(alert?.state.budget.money, dollars(10));
    assert.equal(alert?.state.budget.raised, true);
  });

  it('is not lowered, not made of what is not limited, and not raised for a window that is over', async () => {
    const store = openStore();
    await store.setBudget(USER_DAY);
    const say = (wanted: object) => raiseLimit(store, { ...FOR_ANN, ...wanted }, now);
    assert.equal(await say({ money: dollars(5) }), 'the limit is $5.00 already');
    assert.equal(await say({ tokens: 5 }), 'the budget does not limit tokens');
    assert.equal(await say({}), 'say how much');
    assert.match(String(await say({ money: dollars(9), from: MIDNIGHT - DAY })), /that window is over/);
    assert.match(String(await say({ scope: 'team', money: dollars(9) })), /no budget team\/day of ann is set/);
  });

  it('a limit of all calls is raised as well', async () => {
    const store = openStore();
    await store.setBudget({ scope: 'all', window: 'month', tokens: 10 });
    await raiseLimit(store, { scope: 'all', window: 'month', owner: '', tokens: 30 }, now);
    const [state] = await store.states(NOON);
    assert.equal(state?.budget.tokens, 30);
  });

  it('holds for its owner in its window, and for nobody else at no other time', () => {
    const owners = fc.constantFrom('ann', 'bob', '');
    const raises = fc.array(fc.record({ owner: owners, from: fc.nat(5), money: fc.nat(100).map(asNanos) }));
    fc.assert(
      fc.property(raises, owners, fc.nat(5), (made, owner, from) => {
        const budget: Budget = { scope: 'user', window: 'day', money: fromDollars(1) };
        const raised = made.reduce(withRaise, budget);
        const last = made.findLastIndex(one => one.owner === owner && one.from === from);
        // Raises of later windows were made later; they end those of earlier ones.
        const over = made.slice(last + 1).some(one => one.from > from);
        const expected = last >= 0 && !over ? made[last]?.money : budget.money;
        assert.equal(limitInWindow(raised, owner, from).money, expected);
        assert.deepEqual(withoutRaises(raised), budget);
      }),
    );
  });
});
