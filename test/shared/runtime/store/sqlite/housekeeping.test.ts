import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import type { Budget } from '../../../../../shared/runtime/budget/budget.ts';
import { Housekeeping } from '../../../../../shared/runtime/store/sqlite/housekeeping.ts';
import { call, dollars, holdOf, NOON, newLedger, openStore } from './calls.ts';

const USER_DAY: Budget = { scope: 'user', window: 'day', money: dollars(5) };

/** Pages in the write-ahead log, and how many of them are in the ledger itself by now. */
function logOf(file: string): { log: number; checkpointed: number } {
  const database = new DatabaseSync(file);
  try {
    const { log, checkpointed } = database.prepare('PRAGMA wal_checkpoint(NOOP)').get() as Record<string, number>;
    return { log: log ?? -1, checkpointed: checkpointed ?? -1 };
  } finally {
    database.close();
  }
}

describe('the thread that keeps house', () => {
  it('folds the log back after a thousand commits, and nobody else does', async () => {
    const file = newLedger();
    const store = openStore({ file });
    await store.admit({ start: call(), hold: holdOf(1) });
    const housekeeping = new Housekeeping(file, note => assert.fail(note));
    for (let i = 0; i < 999; i++) housekeeping.committed();
    assert.equal(logOf(file).checkpointed, 0);
    housekeeping.committed();
    await housekeeping.close();
    const { log, checkpointed } = logOf(file);
    assert.ok(log > 0);
    assert.equal(checkpointed, log);
  });

  it('sees when the counters are not what the ledger says', async () => {
    const file = newLedger();
    const store = openStore({ file });
    await store.setBudget(USER_DAY);
    await store.admit({ start: call(), hold: holdOf(1) });
    const housekeeping = new Housekeeping(file, note => assert.fail(note));
    assert.equal(await housekeeping.differs(NOON), false);
    const database = new DatabaseSync(file);
    database.exec('UPDATE counters SET held_money = 2');
    database.close();
    assert.equal(await housekeeping.differs(NOON), true);
    await housekeeping.close();
  });

  it('is not needed: when it fails that is noted, and the store goes on', async () => {
    const notes: string[] = [];
    const housekeeping = new Housekeeping(`${newLedger()}/is/no/file`, note => notes.push(note));
    assert.equal(await housekeeping.differs(NOON), false);
    await housekeeping.close();
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? '', /log was not folded back/);
  });
});
