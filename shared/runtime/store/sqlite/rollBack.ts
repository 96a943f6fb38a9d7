import type { DatabaseSync } from 'node:sqlite';

/** Takes a transaction back, unless SQLite has done so itself, as it does when the disk is full. Node 22.13 cannot ask it whether it has. */
export function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch (error) {
    if (!/no transaction is active/.test((error as Error).message)) throw error;
  }
}
