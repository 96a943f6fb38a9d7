/**
 * Writes of one turn of the event loop share one transaction. Each is answered after the commit, and fails alone: when one of them does, the
 * transaction is taken back and each is tried by itself.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreUnavailable } from '../store.ts';
import { isBusy, unavailable } from './failure.ts';
import { rollBack } from './rollBack.ts';

export interface Write<T> {
  /** Within the transaction; run again when that is taken back, so all it changes is the database. */
  run(): T;
  /** After the commit, before the answer. */
  committed?(value: T): void;
}

export interface Transactions {
  /** Within a new transaction, before its first write: what is remembered of the database may be stale. */
  begun(): void;
  /** Before the commit: what was put off is written. */
  ending(): void;
  rolledBack(): void;
}

/** A write that waits longer for other processes is given up, in milliseconds. */
const PATIENCE = 900;
/** Pause before the lock is tried again: up to this, at random, so that processes do not meet again. In milliseconds. */
const PAUSE = 8;

const CLOSED = 'the ledger is closed';

interface Member {
  readonly write: Write<unknown>;
  readonly since: number;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #transactions: Transactions;
  readonly #committed: () => void;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  #waiting: Member[] = [];
  #scheduled = false;
  #closed = false;

  /** `committed` is told of every commit. */
  constructor(database: DatabaseSync, transactions: Transactions, committed: () => void) {
    this.#committed = committed;
    this.#database = database;
    this.#transactions = transactions;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
  }

  /** Rejects with `StoreUnavailable` within a second, or with what `run` throws. */
  write<T>(write: Write<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailable(CLOSED));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, since: performance.now(), resolve: resolve as (value: unknown) => void, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => this.#flush());
    });
  }

  /** No more writes. */
  close(): void {
    this.#closed = true;
  }

  /** The same transaction, at once, for what must be done before anything waits. Throws `StoreUnavailable`. */
  writeNow<T>(run: () => T): T {
    try {
      return this.#transaction(run);
    } catch (error) {
      throw unavailable(error) ?? error;
    }
  }

  #flush(): void {
    const members = this.#waiting;
    this.#waiting = [];
    this.#scheduled = false;
    if (members.length > 0) this.#together(members);
  }

  #together(members: readonly Member[]): void {
    let values: unknown[];
    try {
      values = this.#transaction(() => members.map(member => member.write.run()));
    } catch (error) {
      this.#failed(members, error);
      return;
    }
    members.forEach((member, index) => {
      member.write.committed?.(values[index]);
      member.resolve(values[index]);
    });
  }

  #failed(members: readonly Member[], error: unknown): void {
    const reason = unavailable(error);
    if (isBusy(error)) this.#later(members);
    else if (reason) rejectAll(members, reason);
    else if (members.length === 1) rejectAll(members, error);
    else for (const member of members) this.#together([member]);
  }

  #later(members: readonly Member[]): void {
    const now = performance.now();
    const impatient = members.filter(member => now - member.since > PATIENCE);
    rejectAll(impatient, new StoreUnavailable('another program holds the ledger locked'));
    const patient = members.filter(member => now - member.since <= PATIENCE);
    if (patient.length === 0) return;
    this.#waiting = [...patient, ...this.#waiting];
    this.#scheduled = true;
    setTimeout(() => this.#flush(), Math.ceil(Math.random() * PAUSE));
  }

  #transaction<T>(run: () => T): T {
    this.#begin.run();
    try {
      this.#transactions.begun();
      const value = run();
      this.#transactions.ending();
      this.#commit.run();
      this.#committed();
      return value;
    } catch (error) {
      rollBack(this.#database);
      this.#transactions.rolledBack();
      throw error;
    }
  }
}

function rejectAll(members: readonly Member[], error: unknown): void {
  for (const member of members) member.reject(error);
}
