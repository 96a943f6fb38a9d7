/** Tables of the ledger's file, and how they came to be. A migration is never changed once it is released: add one. */
import type { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../store.ts';
import { rollBack } from './rollBack.ts';
import { SITES } from './siteRows.ts';

/**
 * `attempts` and `ends` are the ledger: written once, never changed, never deleted, which triggers enforce. A row of `ends` is numbered in the order of
 * the settlements, so that who follows the ledger asks for what came after the last number. `processes` are those that have to end what they began;
 * all that one of them began before `first_open` has ended.
 * `counters` are sums over the ledger, kept in the same transaction: what is spent and held by scope, owner and window. They are complete for every
 * owner of a `tracked` scope in windows that begin at `complete_from` or later; a counter that is missing there is zero.
 */
const FIRST = `
  CREATE TABLE processes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lock TEXT NOT NULL,
    first_open INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE attempts (
    seq INTEGER PRIMARY KEY,
    process INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    operation TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    dialect TEXT NOT NULL,
    upstream TEXT NOT NULL,
    kind TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    model TEXT,
    stream INTEGER NOT NULL,
    user TEXT,
    team TEXT,
    project TEXT,
    key TEXT NOT NULL,
    site TEXT,
    branch TEXT,
    tags TEXT NOT NULL,
    hold_money INTEGER,
    hold_tokens INTEGER
  ) STRICT;
  CREATE INDEX attempts_by_time ON attempts (started_at);

  CREATE TABLE ends (
    seq INTEGER PRIMARY KEY,
    attempt INTEGER NOT NULL UNIQUE REFERENCES attempts (seq),
    state TEXT NOT NULL CHECK (state IN ('settled', 'aborted', 'failed', 'lost')),
    ended_at INTEGER NOT NULL,
    status INTEGER,
    answered_by TEXT,
    input INTEGER,
    cache_read INTEGER,
    cache_write_5m INTEGER,
    cache_write_1h INTEGER,
    output INTEGER,
    reasoning INTEGER,
    batch INTEGER,
    tier TEXT,
    cost INTEGER,
    spent_money INTEGER NOT NULL,
    spent_tokens INTEGER NOT NULL,
    confidence TEXT NOT NULL,
    price_version TEXT,
    cache TEXT NOT NULL,
    saved INTEGER,
    first_byte_ms REAL,
    notes TEXT NOT NULL
  ) STRICT;

  CREATE TABLE budgets (
    scope TEXT NOT NULL,
    window TEXT NOT NULL,
    owner TEXT NOT NULL,
    money INTEGER,
    tokens INTEGER,
    PRIMARY KEY (scope, window, owner)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tracked (
    scope TEXT NOT NULL,
    window TEXT NOT NULL,
    complete_from INTEGER NOT NULL,
    PRIMARY KEY (scope, window)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE counters (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL,
    window TEXT NOT NULL,
    owner TEXT NOT NULL,
    starts INTEGER NOT NULL,
    spent_money INTEGER NOT NULL,
    spent_tokens INTEGER NOT NULL,
    held_money INTEGER NOT NULL,
    held_tokens INTEGER NOT NULL,
    UNIQUE (scope, window, owner, starts)
  ) STRICT;
  CREATE TABLE alerts (
    scope TEXT NOT NULL,
    window TEXT NOT NULL,
    owner TEXT NOT NULL,
    starts INTEGER NOT NULL,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    percent INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    PRIMARY KEY (scope, window, owner, starts, unit, amount, percent)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE policy (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    time_zone TEXT,
    request_input INTEGER,
    request_output INTEGER,
    request_money INTEGER
  ) STRICT;
  INSERT INTO policy (one, version) VALUES (1, 0);

  CREATE TRIGGER attempts_are_not_changed BEFORE UPDATE ON attempts BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER attempts_are_not_deleted BEFORE DELETE ON attempts BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER ends_are_not_changed BEFORE UPDATE ON ends BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER ends_are_not_deleted BEFORE DELETE ON ends BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
`;

/** What was decided about an attempt, as JSON (`ledger/verdicts.ts`); NULL where nothing was. */
const VERDICTS = `
  ALTER TABLE attempts ADD COLUMN start_verdicts TEXT;
  ALTER TABLE ends ADD COLUMN end_verdicts TEXT;
`;

/** Limits that are higher in single windows, as JSON (`budget/raise.ts`). */
const RAISES = `ALTER TABLE budgets ADD COLUMN raises TEXT;`;

const MIGRATIONS: readonly string[] = [FIRST, VERDICTS, RAISES, SITES];

/** Brings the file up to this version, in one transaction. A file of a newer Farthing is refused and left as it is. */
export function migrate(database: DatabaseSync, file: string): void {
  if (isCurrent(database)) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = versionOf(database);
    if (version > MIGRATIONS.length) throw new StoreUnavailable(`${file} was written by a newer Farthing: update this one`);
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

export function isCurrent(database: DatabaseSync): boolean {
  return versionOf(database) === MIGRATIONS.length;
}

function versionOf(database: DatabaseSync): number {
  return database.prepare('PRAGMA user_version').get()?.user_version as number;
}
