/** A connection to the ledger's file, set up as every writer of it must be. */
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../store.ts';
import { isDamaged, unavailable } from './failure.ts';
import { migrate } from './schema.ts';

/** How long opening waits for another process that is opening, migrating or recovering the file, in milliseconds. */
const OPENING_WAIT = 5_000;
/** How long the event loop may stand still for another process's transaction, in milliseconds. Longer waits are the queue's. */
const WRITING_WAIT = 2;

/** Bytes. A commit writes each page it touches to the log, whole: half the usual size is a quarter less work. */
const PAGE = 2048;

/**
 * With the write-ahead log and synchronous=NORMAL, what is committed survives the death of the process at any instant. A power cut or a crash of the
 * operating system may take the last commits since the log was last synced; it never damages the file.
 * The log is folded back by `housekeeping.ts`, not by whoever happens to commit. Throws `StoreUnavailable`; a damaged file is left as it is.
 * Until `serveWith`, it waits patiently for locks.
 */
export function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    try {
      database.exec(`PRAGMA busy_timeout = ${OPENING_WAIT}; PRAGMA page_size = ${PAGE}; PRAGMA journal_mode = WAL`);
      database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
      migrate(database, file);
      // A reference that is checked is a lookup more for each row, and the rows are written by one hand.
      database.exec('PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw openingFailure(file, error);
  }
}

/** From now on the event loop does not stand still for other processes. */
export function serveWith(database: DatabaseSync): void {
  database.exec(`PRAGMA busy_timeout = ${WRITING_WAIT}`);
}

/** What to throw when a ledger cannot be opened. */
export function openingFailure(file: string, error: unknown): unknown {
  if (!isDamaged(error)) return unavailable(error) ?? error;
  const what = `the ledger ${file} is damaged (${(error as Error).message}) and was left as it is`;
  return new StoreUnavailable(`${what}: put a copy in its place, or move it away and budgets begin at nothing`, { cause: error });
}
