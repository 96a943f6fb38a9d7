import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { asNanos } from '../../../../../shared/money/nanoDollars.ts';
import type { BudgetState } from '../../../../../shared/runtime/budget/budget.ts';
import type { SqliteStore } from '../../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { temporaryTree } from '../../../../temporaryTree.ts';
import { closeStore, locksOf, NOON, newLedger, openStore } from './calls.ts';
import { Caller, type CallOutcome, type Order } from './process/callers.ts';

/** Starting a process is what takes the time; 500 have passed. */
const KILLS = Number(process.env.FARTHING_KILLS ?? 120);

/** The same numbers each run: processes are random enough. */
function numbers(seed: number): (most: number) => number {
  let state = seed;
  return most => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % (most + 1);
  };
}

function ordersOf(calls: number, random: (most: number) => number): Order[] {
  return Array.from({ length: calls }, (_, i) => {
    const hold = 1 + random(1_000);
    return { id: `call-${i}`, user: `user-${random(3)}`, startedAt: NOON, hold, cost: random(hold) };
  });
}

function dealt<T>(cards: readonly T[], hands: number): T[][] {
  return Array.from({ length: hands }, (_, hand) => cards.filter((_, index) => index % hands === hand));
}

/** Three nested scopes; the tightest decides. */
async function setLimits(store: SqliteStore, user: number, team: number, all: number): Promise<void> {
  await store.setBudget({ scope: 'user', window: 'day', money: asNanos(user) });
  await store.setBudget({ scope: 'team', window: 'month', tokens: team });
  await store.setBudget({ scope: 'all', window: 'total', money: asNanos(all), tokens: all });
}

function assertWithin({ budget, spent, held }: BudgetState): void {
  for (const unit of ['money', 'tokens'] as const) {
    const limit = budget[unit];
    if (limit !== undefined) assert.ok(spent[unit] + held[unit] <= limit, `${budget.scope}: ${spent[unit]} + ${held[unit]} of ${limit}`);
  }
}

/** Looks at the budgets as often as it can until the work is done. */
async function watching<T>(store: SqliteStore, work: Promise<T>): Promise<T> {
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  while (!done) {
    for (const state of await store.states(NOON)) assertWithin(state);
    await setTimeout(1);
  }
  return finished;
}

/** That a refusal was right when it was made. */
function assertRefusedRightly({ id, answer }: CallOutcome, orders: readonly Order[]): void {
  if (answer.admitted) return;
  assert.ok('because' in answer);
  const { budget, spent, held } = answer.because;
  const { hold } = orders.find(order => order.id === id) as Order;
  assert.ok(spent[answer.unit] + held[answer.unit] + hold > (budget[answer.unit] as number), `${id} was refused though it fits`);
}

describe('processes that share a ledger', function () {
  this.timeout(300_000);

  for (const processes of [1, 2, 4]) {
    for (const calls of [2, 50, 500]) {
      it(`${calls} calls at once in ${processes} of them hold exactly what the budget has room for`, async () => {
        const file = newLedger();
        const store = openStore({ file });
        const room = Math.ceil(calls * 0.6);
        await setLimits(store, 1_000 * calls, 1_000 * calls, 1_000 * room + 999);
        const callers = await Promise.all(Array.from({ length: processes }, () => Caller.start(file)));
        const orders = Array.from({ length: calls }, (_, i) => ({
          id: `call-${i}`,
          user: 'ann',
          startedAt: NOON,
          hold: 1_000,
          cost: 1_000,
        }));
        const hands = dealt(orders, processes);
        const outcomes = (await watching(store, Promise.all(callers.map((caller, i) => caller.call(hands[i] ?? [], false))))).flat();
        assert.equal(outcomes.filter(({ answer }) => answer.admitted).length, room);
        await Promise.all(callers.map(caller => caller.close()));
        // Nobody ended them, so they are charged.
        for (const state of await store.states(NOON)) assert.deepEqual(state.spent, { money: 1_000 * room, tokens: 1_000 * room });
      });
    }

    it(`500 calls of random size in ${processes} of them never spend more than any of three nested limits, and are refused only rightly`, async () => {
      const file = newLedger();
      const store = openStore({ file });
      await setLimits(store, 40_000, 150_000, 120_000);
      const orders = ordersOf(500, numbers(processes));
      const hands = dealt(orders, processes);
      const callers = await Promise.all(hands.map(() => Caller.start(file)));
      const outcomes = (await watching(store, Promise.all(callers.map((caller, i) => caller.call(hands[i] ?? [], true))))).flat();
      for (const outcome of outcomes) assertRefusedRightly(outcome, orders);
      const spent = outcomes.reduce(
        (sum, { id, answer }) => sum + (answer.admitted ? (orders.find(order => order.id === id)?.cost ?? 0) : 0),
        0,
      );
      const states = await store.states(NOON);
      for (const state of states) assertWithin(state);
      assert.deepEqual(states.find(({ budget }) => budget.scope === 'all')?.spent, { money: spent, tokens: spent });
      const alerts = outcomes
        .flatMap(outcome => outcome.alerts ?? [])
        .map(({ percent, unit, state }) => `${percent} ${unit} ${state.budget.scope} ${state.owner}`);
      assert.equal(new Set(alerts).size, alerts.length, 'an alert was told twice');
      assert.deepEqual(await store.verifyCounters(), []);
      await Promise.all(callers.map(caller => caller.close()));
    });
  }

  it('whoever opens the ledger charges what a process that was killed had under way, once', async () => {
    const file = newLedger();
    const store = openStore({ file });
    await setLimits(store, 10_000, 10_000, 10_000);
    const caller = await Caller.start(file);
    await caller.call([{ id: 'orphan', user: 'ann', startedAt: NOON, hold: 700, cost: 0 }], false);
    assert.equal(await store.chargeOrphans(), 0, 'it lives');
    assert.equal((await store.attempt('orphan'))?.state, 'held');
    await caller.kill();
    const losses = await Promise.all([store.chargeOrphans(), openStore({ file }).chargeOrphans(), store.chargeOrphans()]);
    assert.equal((await store.attempt('orphan'))?.state, 'lost');
    assert.ok(losses.reduce((sum, lost) => sum + lost) <= 1);
    for (const state of await store.states(NOON)) assert.deepEqual([state.spent.money, state.held.money], [700, 0]);
  });

  it('a process that is only stopped is not taken for dead', async () => {
    const file = newLedger();
    const store = openStore({ file });
    const caller = await Caller.start(file);
    await caller.call([{ id: 'slow', user: 'ann', startedAt: NOON, hold: 700, cost: 0 }], false);
    caller.pause();
    assert.equal(await store.chargeOrphans(), 0);
    assert.equal((await store.attempt('slow'))?.state, 'held');
    await caller.kill();
    assert.equal(await store.chargeOrphans(), 1);
  });

  it(`after ${KILLS} kills at random instants every acknowledged row is in the ledger, and every orphan is charged at its hold`, async () => {
    const file = newLedger();
    const folder = temporaryTree({});
    const random = numbers(7);
    const store = openStore({ file });
    await setLimits(store, 10 ** 9, 10 ** 9, 10 ** 9);
    const lives = async (lane: number) => {
      for (let life = 0; life < KILLS / 4; life++) {
        const caller = await Caller.start(file, join(folder, `${lane}.log`));
        await caller.callForever({ id: `${lane}-${life}`, user: `user-${lane}`, startedAt: NOON, hold: 100, cost: 1 + random(99) });
        await setTimeout(random(12));
        await caller.kill();
      }
    };
    await Promise.all([0, 1, 2, 3].map(lives));
    await closeStore(store);

    const after = openStore({ file });
    const log = [0, 1, 2, 3].flatMap(lane =>
      readFileSync(join(folder, `${lane}.log`), 'utf8')
        .trim()
        .split('\n'),
    );
    const settled = new Map(log.filter(line => line.startsWith('settled')).map(line => line.split(' ').slice(1) as [string, string]));
    const admitted = log.filter(line => line.startsWith('admitted')).map(line => line.split(' ')[1] as string);
    assert.ok(admitted.length >= 3 * KILLS && settled.size >= 3 * KILLS);
    for (const id of admitted) {
      const attempt = await after.attempt(id);
      if (settled.has(id)) assert.equal(attempt?.end?.cost, Number(settled.get(id)), id);
      else assert.ok(attempt?.state === 'lost' || attempt?.state === 'settled', `${id} is ${attempt?.state}`);
    }

    assert.equal(locksOf(file).length, 1, 'a lock of its own, and none of the dead');
    const database = new DatabaseSync(file, { readOnly: true });
    const ask = (sql: string) => database.prepare(sql).get();
    assert.equal(ask('SELECT COUNT(*) AS n FROM processes')?.n, 1);
    assert.equal(ask('SELECT COUNT(*) AS n FROM attempts LEFT JOIN ends ON ends.attempt = attempts.seq WHERE ends.seq IS NULL')?.n, 0);
    assert.equal(
      ask(`SELECT COUNT(*) AS n FROM ends JOIN attempts ON attempts.seq = ends.attempt WHERE state = 'lost' AND spent_money <> hold_money`)
        ?.n,
      0,
    );
    assert.equal(ask('PRAGMA integrity_check')?.integrity_check, 'ok');
    const sum = ask('SELECT SUM(spent_money) AS money FROM ends')?.money;
    database.close();
    assert.equal((await after.states(NOON)).find(({ budget }) => budget.scope === 'all')?.spent.money, sum);
    assert.deepEqual(await after.verifyCounters(), []);
  }).timeout(600_000);
});
