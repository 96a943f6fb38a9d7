/** What SQLite's errors mean to who asked (sqlite.org/rescode.html). */
import { StoreUnavailable } from '../store.ts';

const BUSY = 5;

const UNAVAILABLE: ReadonlyMap<number, string> = new Map([
  [BUSY, 'another program holds the ledger locked'],
  [6, 'the ledger is locked'],
  [8, 'the ledger cannot be written: it is read-only'],
  [10, 'the disk refused to read or write the ledger'],
  [11, 'the ledger is damaged'],
  [13, 'the disk is full, the ledger cannot be written: free some space'],
  [14, 'the ledger cannot be opened'],
  [26, 'the ledger is damaged: it is no database'],
]);

/** The error of the file, the disk or a lock, said plainly; undefined for any other: a bug, or input that cannot be. */
export function unavailable(error: unknown): StoreUnavailable | undefined {
  if (error instanceof StoreUnavailable) return error;
  const said = UNAVAILABLE.get(primaryCode(error));
  return said === undefined ? undefined : new StoreUnavailable(`${said} (${(error as Error).message})`, { cause: error });
}

/** There is such a row already. */
export function isDuplicate(error: unknown): boolean {
  return (error as { errcode?: unknown } | undefined)?.errcode === 2067;
}

/** Another connection writes; it will be done soon. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY;
}

export function isDamaged(error: unknown): boolean {
  const code = primaryCode(error);
  return code === 11 || code === 26;
}

/** Runs a read; errors of the store come out as `StoreUnavailable`. */
export function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unavailable(error) ?? error;
  }
}

function primaryCode(error: unknown): number {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : 0;
}
