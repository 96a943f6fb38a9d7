/**
 * Which processes are alive. Each holds a lock on a file of its own for as long as it lives; the operating system lets go of it when the process
 * ends, however it ends. So no process id is believed that may belong to another by now, and one that was only suspended is not taken for dead.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './failure.ts';

export interface Presence {
  /** Name of the lock, in the folder of the ledger. */
  readonly lock: string;
  end(): void;
}

export function bePresent(ledger: string): Presence {
  const path = `${ledger}.alive-${randomUUID()}`;
  const held = new DatabaseSync(path);
  held.exec(LOCK);
  return {
    lock: basename(path),
    end() {
      held.close();
      rmSync(path, { force: true });
    },
  };
}

/** Whether the process that holds this lock lives. A lock whose file is gone was let go: its process removes it last. */
export function isPresent(ledger: string, lock: string): boolean {
  const path = join(dirname(ledger), lock);
  if (!existsSync(path)) return false;
  const probe = new DatabaseSync(path);
  try {
    probe.exec(LOCK);
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    probe.close();
  }
}

export function removeLock(ledger: string, lock: string): void {
  rmSync(join(dirname(ledger), lock), { force: true });
}

/** An empty SQLite file serves as the lock, without a journal beside it. */
const LOCK = 'PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE';
