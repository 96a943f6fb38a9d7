/** Opening the ledger of a home for a command, whether or not a runtime is running on it. */
import { existsSync } from 'node:fs';
import { type Home, homeOf, prepareHome } from '../../shared/runtime/process/home.ts';
import { loadSettings } from '../../shared/runtime/process/loadSettings.ts';
import { reach, teamOf } from '../../shared/runtime/process/teamOf.ts';
import type { TeamStore } from '../../shared/runtime/store/redis/teamStore.ts';
import { openSqliteStore, type SqliteStore } from '../../shared/runtime/store/sqlite/sqliteStore.ts';
import { type Store, StoreUnavailable } from '../../shared/runtime/store/store.ts';
import { complain, complainOfStore } from './complain.ts';
import { FAILED } from './exitCodes.ts';

export interface OpenLedger {
  /** Of this machine, or of the team that the configuration names. */
  readonly store: Store & { readonly timeZone: string };
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
  let team: TeamStore | undefined;
  try {
    const loaded = await loadSettings(home);
    if ('problems' in loaded) {
      for (const problem of loaded.problems) complain(problem);
      return FAILED;
    }
    team = await teamOf({ home, settings: loaded.settings, local: store });
    if (team) await reach(team);
    return await command({ store: team ?? store, home, now: Date.now() });
  } catch (error) {
    if (error instanceof StoreUnavailable) return complainOfStore(error, home.ledger);
    throw error;
  } finally {
    await (team ?? store).close();
  }
}
