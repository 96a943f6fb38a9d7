import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import type { Budget } from '../../../../../shared/runtime/budget/budget.ts';
import { call, closeStore, dollars, end, holdOf, NOON, newLedger, openStore } from './calls.ts';

const USER_DAY: Budget = { scope: 'user', window: 'day', money: dollars(5) };

function tamper(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

describe('the ledger keeps what was written', () => {
  for (const sql of [
    'UPDATE attempts SET user = NULL',
    'DELETE FROM attempts',
    'UPDATE ends SET cost = 0',
    'DELETE FROM ends',
    `INSERT INTO ends SELECT NULL, attempt, 'failed', 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 'exact', NULL, 'miss', NULL, NULL, '[]', NULL FROM ends`,
  ]) {
    it(`refuses ${sql.slice(0, 30)}`, async () => {
      const file = newLedger();
      const store = openStore({ file });
      const start = call();
      await store.admit({ start, hold: holdOf(1) });
      await store.settle(start.id, end());
      assert.throws(() => tamper(file, sql), /append-only|UNIQUE/);
    });
  }
});

describe('counters', () => {
  for (const [what, sql] of [
    ['that was changed', 'UPDATE counters SET spent_money = 1'],
    ['that is gone', 'DELETE FROM counters'],
    ['of somebody who never called', `INSERT INTO counters SELECT NULL, scope, window, 'eve', starts, 5, 5, 0, 0 FROM counters`],
  ] as const) {
    it(`one ${what} is put right from the ledger on opening, with a note`, async () => {
      const file = newLedger();
      const store = openStore({ file });
      await store.setBudget(USER_DAY);
      const start = call();
      await store.admit({ start, hold: holdOf(10) });
      await store.settle(start.id, end({ cost: dollars(3) }));
      const before = await store.states(NOON);
      await closeStore(store);
      tamper(file, sql);

      const notes: string[] = [];
      const again = openStore({ file, onNote: note => notes.push(note) });
      assert.deepEqual(
        await again.states(NOON),
        before.concat(what.includes('never') ? [{ ...before[0], owner: 'eve', spent: { money: 0, tokens: 0 } } as never] : []),
      );
      assert.equal(notes.length, 1);
      assert.match(notes[0] ?? '', /counter of user\/day of (ann|eve) stood at .* the ledger says .* put right/);
      assert.deepEqual(await again.verifyCounters(), []);
    });
  }
});
