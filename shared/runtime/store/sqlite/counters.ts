/** What is spent and held, by scope, owner and window. Remembered between transactions for as long as nobody else writes; written once a transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { asNanos, type NanoDollars, NO_MONEY } from '../../../money/nanoDollars.ts';
import type { ScopeKind, WindowKind } from '../../budget/budget.ts';
import type { Amount } from '../../budget/charge.ts';

export interface Sums {
  readonly spent: Amount;
  readonly held: Amount;
}

export const NO_SUMS: Sums = { spent: { money: NO_MONEY, tokens: 0 }, held: { money: NO_MONEY, tokens: 0 } };

export interface CounterKey {
  readonly scope: ScopeKind;
  readonly window: WindowKind;
  readonly owner: string;
  /** First instant of the window. */
  readonly starts: number;
}

/** Good within one transaction. */
export interface Counter {
  readonly key: CounterKey;
  /** Number of its row; absent before it has one. */
  row: number | undefined;
  sums: Sums;
  unwritten: boolean;
}

/** How many are remembered before all are forgotten: more than windows and owners of a busy day. */
const REMEMBERED = 5_000;

export class Counters {
  readonly #read: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #remembered = new Map<string, Counter>();
  readonly #unwritten: Counter[] = [];

  constructor(database: DatabaseSync) {
    this.#read = database.prepare(
      `SELECT id, spent_money, spent_tokens, held_money, held_tokens FROM counters WHERE scope = ? AND window = ? AND owner = ? AND starts = ?`,
    );
    this.#insert = database.prepare('INSERT INTO counters VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#update = database.prepare('UPDATE counters SET spent_money = ?, spent_tokens = ?, held_money = ?, held_tokens = ? WHERE id = ?');
  }

  /** `missing` says what a counter that was never written stands at. */
  at(key: CounterKey, missing: () => Sums): Counter {
    const name = `${key.scope}/${key.window}/${key.starts}/${key.owner}`;
    const known = this.#remembered.get(name);
    if (known) return known;
    const row = this.#read.get(key.scope, key.window, key.owner, key.starts);
    const counter = { key, row: row?.id as number | undefined, sums: row ? sumsOf(row) : missing(), unwritten: false };
    this.#remembered.set(name, counter);
    return counter;
  }

  /** What is given back is negative. Throws a RangeError when the sum is no longer a safe integer. */
  add(counter: Counter, spent: Amount, held: Amount): void {
    const { sums } = counter;
    counter.sums = { spent: plus(sums.spent, spent), held: plus(sums.held, held) };
    if (counter.unwritten) return;
    counter.unwritten = true;
    this.#unwritten.push(counter);
  }

  /** Writes what was added since the transaction began. */
  write(): void {
    for (const counter of this.#unwritten) {
      const { key, row } = counter;
      const { spent, held } = counter.sums;
      if (row === undefined) {
        const { scope, window, owner, starts } = key;
        const written = this.#insert.run(scope, window, owner, starts, spent.money, spent.tokens, held.money, held.tokens);
        counter.row = written.lastInsertRowid as number;
      } else {
        this.#update.run(spent.money, spent.tokens, held.money, held.tokens, row);
      }
      counter.unwritten = false;
    }
    this.#unwritten.length = 0;
    if (this.#remembered.size > REMEMBERED) this.#remembered.clear();
  }

  /** Others have written, or a transaction was taken back. */
  forget(): void {
    this.#remembered.clear();
    this.#unwritten.length = 0;
  }
}

/** Columns `spent_money`, `spent_tokens`, `held_money`, `held_tokens`. */
export function sumsOf(row: Record<string, unknown>): Sums {
  return {
    spent: { money: asNanos(row.spent_money as number), tokens: row.spent_tokens as number },
    held: { money: asNanos(row.held_money as number), tokens: row.held_tokens as number },
  };
}

function plus(one: Amount, other: Amount): Amount {
  return { money: asNanos(one.money + other.money), tokens: asNanos(one.tokens + other.tokens) };
}

export function negative({ money, tokens }: Amount): Amount {
  return { money: -money as NanoDollars, tokens: -tokens };
}
