/** Who may live in a home: at most one process, and none that has died. */
import { DatabaseSync } from 'node:sqlite';
import type { Home } from './home.ts';

export interface Lease {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Undefined: another process holds it. The lock is the operating system's, on an empty SQLite file, so that it ends with the process however that
 * ends, and no pid has to be believed. The file may be opened by nothing else in this process: POSIX would drop the lock when it is closed.
 */
export function takeLease({ lease }: Pick<Home, 'lease'>): Lease | undefined {
  const file = new DatabaseSync(lease, { timeout: 0 });
  try {
    // Without a journal file, which the lock does not need.
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  return { release: () => file.close() };
}
