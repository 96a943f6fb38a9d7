/** What would keep the runtime waiting for the disk, in a thread of its own: folding the write-ahead log back, and reading the whole ledger. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { HousekeepingRequest } from './housekeeping.ts';

/** Beyond this size the log is begun anew, for which writers wait a moment; below, they never notice. Bytes. */
const LOG_LIMIT = 32 * 1024 * 1024;

const database = new DatabaseSync(workerData as string);
database.exec('PRAGMA busy_timeout = 250; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
const pageSize = database.prepare('PRAGMA page_size').get()?.page_size as number;

parentPort?.on('message', async ({ kind, now }: HousekeepingRequest) => {
  parentPort?.postMessage(kind === 'checkpoint' ? checkpoint() : await differs(now));
});

function checkpoint(): boolean {
  // While somebody writes, the log never comes to its end by itself.
  const log = database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()?.log as number;
  if (log * pageSize > LOG_LIMIT) database.exec('PRAGMA wal_checkpoint(RESTART)');
  return true;
}

async function differs(now: number): Promise<boolean> {
  // Calendars take megabytes, and most threads never need them.
  const [{ readPolicy }, { differences }] = await Promise.all([import('./policy.ts'), import('./verification.ts')]);
  database.exec('BEGIN');
  try {
    return differences(database, readPolicy(database), now).length > 0;
  } finally {
    database.exec('COMMIT');
  }
}
