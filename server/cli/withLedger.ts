/** Opening the ledger of a home for a command, whether or not a runtime is running on it. */
import { existsSync } from 'node:fs';
import { type Home, homeOf, prepareHome } from '../../shared/runtime/process/home.ts';
import { openSqliteStore, type SqliteStore } from '../../shared/runtime/store/sqlite/sqliteStore.ts';
import { StoreUnavailable } from '../../shared/runtime/store/store.ts';
import { complain, complainOfStore } from './complain.ts';
import { FAILED } from './exitCodes.ts';

export interface OpenLedger {
  readonly store: SqliteStore;
  readonly home: Home;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface LedgerWish {
  readonly home?: string | undefined;
  /** What is done where nothing was ever metered; absent: a ledger is made. */
  readonly without?: (home: Home) => number;
}

/** Runs a command on the ledger and returns its exit code. */
export async function withLedger({ home: given, without }: LedgerWish, command: (ledger: OpenLedger) => Promise<number>): Promise<number> {
  const home = homeOf(given);
  // What is written is for its user alone, files of SQLite included.
  process.umask(0o077);
  if (!existsSync(home.ledger)) {
    if (without) return without(home);
    const unusable = prepareHome(home);
    if (unusable !== undefined) {
      complain(unusable);
      return FAILED;
    }
  }
  let store: SqliteStore;
  try {
    store = openSqliteStore({ file: home.ledger });
  } catch (error) {
    if (error instanceof StoreUnavailable) return complainOfStore(error, home.ledger);
    throw error;
  }
  try {
    return await command({ store, home, now: Date.now() });
  } catch (error) {
    if (error instanceof StoreUnavailable) return complainOfStore(error, home.ledger);
    throw error;
  } finally {
    await store.close();
  }
}
