import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Budget } from '../../../../../shared/runtime/budget/budget.ts';
import { openDatabase } from '../../../../../shared/runtime/store/sqlite/openDatabase.ts';
import { openSqliteLedger } from '../../../../../shared/runtime/store/sqlite/sqliteLedger.ts';
import type { SqliteStore } from '../../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { StoreUnavailable } from '../../../../../shared/runtime/store/store.ts';
import { call, closeStore, dollars, end, holdOf, locksOf, NOON, newLedger, openStore } from './calls.ts';

const USER_DAY: Budget = { scope: 'user', window: 'day', money: dollars(5) };

/** Somebody else who writes and does not come to an end. */
function lockOf(file: string): { letGo(): void } {
  const database = new DatabaseSync(file);
  database.exec('BEGIN IMMEDIATE');
  return {
    letGo() {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

async function until(store: SqliteStore, id: string, state: string): Promise<void> {
  while ((await store.attempt(id))?.state !== state) await setTimeout(5);
}

describe('a ledger that another program holds locked', () => {
  it('is waited for, and written when it is let go', async () => {
    const file = newLedger();
    const store = openStore({ file });
    const lock = lockOf(file);
    const admitted = store.admit({ start: call(), hold: holdOf(1) });
    await setImmediate();
    await setImmediate();
    lock.letGo();
    assert.deepEqual(await admitted, { admitted: true });
  });

  it('is given up within a second, while everything else goes on', async () => {
    const file = newLedger();
    const store = openStore({ file });
    await store.setBudget(USER_DAY);
    const lock = lockOf(file);
    let turns = 0;
    const ticking = setInterval(() => turns++, 5);
    const began = performance.now();
    await assert.rejects(store.admit({ start: call(), hold: holdOf(1) }), StoreUnavailable);
    clearInterval(ticking);
    lock.letGo();
    assert.ok(performance.now() - began < 3_000, 'it hung');
    assert.ok(turns > 10, `the event loop stood still: ${turns}`);
  });

  it('still says whether a limit covers a call, and what one request may have', async () => {
    const file = newLedger();
    const store = openStore({ file });
    await store.setBudget({ ...USER_DAY, owner: 'ann' });
    await store.setRequestLimits({ inputTokens: 7 });
    const lock = lockOf(file);
    assert.equal(store.covered(call()), true);
    assert.equal(store.covered(call({ identity: { user: 'bob' } })), false);
    assert.deepEqual(store.requestLimits(), { inputTokens: 7 });
    lock.letGo();
  });

  it('has the end of an attempt as soon as it is let go, with its alerts', async () => {
    const file = newLedger();
    const percents: number[] = [];
    const store = openStore({ file, onAlert: ({ percent }) => percents.push(percent) });
    await store.setBudget(USER_DAY);
    const [start, fromCache] = [call(), call()];
    await store.admit({ start, hold: holdOf(5_000_000_000) });
    const lock = lockOf(file);
    await Promise.all([
      assert.rejects(store.settle(start.id, end({ cost: dollars(4) })), StoreUnavailable),
      assert.rejects(store.record(fromCache, end({ cache: 'hit', cost: dollars(0) })), StoreUnavailable),
    ]);
    assert.equal((await store.attempt(start.id))?.state, 'held');
    lock.letGo();
    await until(store, start.id, 'settled');
    await until(store, fromCache.id, 'settled');
    assert.deepEqual(percents, [70]);
  });
});

describe('a full disk', () => {
  /** The file may grow by so many pages. */
  function nearlyFull(pages: number) {
    const file = newLedger();
    const database = openDatabase(file);
    const store = openStore({ file, database });
    const size = database.prepare('PRAGMA page_count').get()?.page_count as number;
    database.exec(`PRAGMA max_page_count = ${size + pages}`);
    return { store, makeRoom: () => database.exec('PRAGMA max_page_count = 1000000') };
  }

  it('refuses what cannot be written, keeps what was, and is no trouble once there is room', async () => {
    const { store, makeRoom } = nearlyFull(4);
    await store.setBudget(USER_DAY);
    const admitted: string[] = [];
    const reason = await (async () => {
      for (;;) {
        const start = call();
        try {
          await store.admit({ start, hold: holdOf(100, 10) });
          admitted.push(start.id);
        } catch (error) {
          return error;
        }
      }
    })();
    assert.ok(reason instanceof StoreUnavailable);
    assert.match(reason.message, /disk is full.*free some space/);
    assert.ok(admitted.length > 0);
    const [state] = await store.states(NOON);
    assert.deepEqual(state?.held, { money: 100 * admitted.length, tokens: 10 * admitted.length });
    assert.equal(store.covered(call()), true);

    const outcomes = await Promise.allSettled(
      admitted.map(id => store.settle(id, end({ cost: dollars(0.00000005), notes: ['x'.repeat(3_000)] }))),
    );
    assert.ok(outcomes.some(outcome => outcome.status === 'rejected'));
    makeRoom();
    for (const id of admitted) await until(store, id, 'settled');
    assert.deepEqual((await store.states(NOON))[0]?.spent.money, 50 * admitted.length);
    assert.deepEqual(await store.admit({ start: call(), hold: holdOf(1) }), { admitted: true });
    assert.deepEqual(await store.verifyCounters(), []);
  });
});

describe('a ledger that cannot be used', () => {
  async function written(): Promise<string> {
    const file = newLedger();
    const store = openStore({ file });
    await store.setBudget(USER_DAY);
    for (let i = 0; i < 20; i++) {
      const start = call();
      await store.admit({ start, hold: holdOf(1) });
      await store.settle(start.id, end());
    }
    await closeStore(store);
    return file;
  }

  for (const [what, damage] of [
    ['is no database', () => Buffer.from('this was once a ledger '.repeat(1_000))],
    ['is damaged at its beginning', (bytes: Buffer) => bytes.fill(0x55, 100, 2_000)],
    ['is damaged further on', (bytes: Buffer) => bytes.fill(0x55, 2_048)],
    ['was cut off', (bytes: Buffer) => bytes.subarray(0, 6_000)],
  ] as const) {
    it(`that ${what} is not opened and not touched`, async () => {
      const file = await written();
      writeFileSync(file, damage(readFileSync(file)));
      const before = readFileSync(file);
      assert.throws(
        () => openStore({ file }),
        (error: unknown) =>
          error instanceof StoreUnavailable &&
          /is damaged .* left as it is.*move it away/.test(error.message) &&
          error.message.includes(file),
      );
      assert.deepEqual(readFileSync(file), before);
      assert.deepEqual(locksOf(file), []);
    });
  }

  it('that a newer Farthing has written is not opened', async () => {
    const file = await written();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    assert.throws(() => openStore({ file }), /newer Farthing/);
    assert.throws(() => openSqliteLedger({ file }), /newer Farthing/);
  });

  it('that is a folder is not opened', () => {
    const file = newLedger();
    mkdirSync(file);
    assert.throws(() => openStore({ file }), StoreUnavailable);
  });

  it('that is not there is not made by reading it', () => {
    const file = newLedger();
    assert.throws(() => openSqliteLedger({ file }), /there is no ledger yet/);
    assert.equal(existsSync(file), false);
  });
});
