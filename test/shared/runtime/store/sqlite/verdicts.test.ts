import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { asNanos } from '../../../../../shared/money/nanoDollars.ts';
import { call, closeStore, end, holdOf, newLedger, openStore } from './calls.ts';

describe('verdicts', () => {
  const start = call({
    verdicts: {
      attribution: { confidence: 'ambiguous', candidates: ['a', 'b'] },
      turn: { conversation: 'c', turn: 1, requests: 2, toolCalls: 1, tokens: 30, cost: asNanos(7) },
    },
  });
  const verdicts = { semantic: { mode: 'shadow', outcome: 'would', similarity: 0.97, entry: 'e' } } as const;

  it('come back with the attempt they belong to', async () => {
    const store = openStore();
    await store.admit({ start, hold: holdOf(1) });
    await store.settle(start.id, end({ verdicts }));
    const attempt = await store.attempt(start.id);
    assert.deepEqual(attempt?.verdicts, start.verdicts);
    assert.deepEqual(attempt?.end?.verdicts, verdicts);
  });

  it('are absent in rows that an earlier version wrote, and its ledger is brought up to date', async () => {
    const file = newLedger();
    const before = openStore({ file });
    const old = call();
    await before.admit({ start: old, hold: holdOf(1) });
    await before.settle(old.id, end());
    const written = await before.attempt(old.id);
    await closeStore(before);
    const database = new DatabaseSync(file);
    database.exec(`ALTER TABLE attempts DROP COLUMN start_verdicts; ALTER TABLE ends DROP COLUMN end_verdicts;
      ALTER TABLE budgets DROP COLUMN raises; DROP TABLE sites; PRAGMA user_version = 1`);
    database.close();

    const store = openStore({ file });
    assert.deepEqual(await store.attempt(old.id), written);
    await store.admit({ start: { ...start, id: 'new' }, hold: holdOf(1) });
    assert.deepEqual((await store.attempt('new'))?.verdicts, start.verdicts);
  });
});
