/** Limits and what is counted against them, within the transactions of one connection. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Obstacle, obstacleTo } from '../../budget/admission.ts';
import type { Alert, Budget, BudgetState } from '../../budget/budget.ts';
import { type Amount, NOTHING } from '../../budget/charge.ts';
import { limitOf } from '../../budget/limits.ts';
import { NOBODY, ownerOf } from '../../budget/scope.ts';
import { reachedThresholds } from '../../budget/thresholds.ts';
import type { Window } from '../../budget/window.ts';
import type { AttemptStart, Hold } from '../../ledger/attempt.ts';
import { type Counter, Counters, NO_SUMS, negative, type Sums } from './counters.ts';
import { lastStart, sumsByOwner, sumsOfOwner } from './ledgerSums.ts';
import { type Policy, policyVersion, readPolicy, type Tracked } from './policy.ts';
import { countersOf, differences } from './verification.ts';

/** What of an attempt decides which limits cover it, and in which window. */
export type Covered = Pick<AttemptStart, 'startedAt' | 'identity' | 'model'>;

/** One scope of a call. */
interface Entry {
  readonly owner: string;
  readonly window: Window;
  /** The limit that covers it, if one does. */
  readonly budget: Budget | undefined;
  readonly counter: Counter;
}

export class BudgetBook {
  readonly #database: DatabaseSync;
  readonly #counters: Counters;
  readonly #dataVersion: StatementSync;
  readonly #policyVersion: () => number;
  readonly #insertAlert: StatementSync;
  readonly #told = new Set<string>();
  /** SQLite's number for the state of the file as others left it. */
  #seen: unknown;
  #policy: Policy;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#counters = new Counters(database);
    this.#dataVersion = database.prepare('PRAGMA data_version');
    this.#policyVersion = policyVersion(database);
    this.#insertAlert = database.prepare('INSERT OR IGNORE INTO alerts VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#policy = readPolicy(database);
  }

  get policy(): Policy {
    return this.#policy;
  }

  /** Forgets what another process may have changed. Costs a microsecond when none has. */
  begun(): void {
    const seen = this.#dataVersion.get()?.data_version;
    if (seen === this.#seen) return;
    this.#counters.forget();
    if (this.#seen === undefined || this.#policyVersion() !== this.#policy.version) this.#policy = readPolicy(this.#database);
    this.#seen = seen;
  }

  ending(): void {
    this.#counters.write();
  }

  rolledBack(): void {
    this.#counters.forget();
    this.#told.clear();
    this.#seen = undefined;
  }

  /**
   * Where a call is counted. To be asked for before its rows are written: a counter that is missing is reckoned from the ledger, where they must not
   * be yet.
   */
  entries({ startedAt, identity, model }: Covered): readonly Entry[] {
    return this.#policy.tracks.map(track => {
      const owner = ownerOf(track.scope, { identity, model });
      const window = this.#policy.windowAt(track.window, startedAt);
      const key = { scope: track.scope, window: track.window, owner, starts: window.from };
      const counter = this.#counters.at(key, () => this.#unwritten(track, owner, window));
      return { owner, window, budget: limitOf(track, owner, window.from), counter };
    });
  }

  /** What stands in the way of a call, if anything does. */
  obstacle(entries: readonly Entry[], hold: Hold | undefined, unknownPrice: 'refuse' | 'allow'): Obstacle | undefined {
    const limits = entries.flatMap(entry => stateOf(entry) ?? []);
    return limits.length === 0 ? undefined : obstacleTo(hold, limits, unknownPrice);
  }

  /** Reserves in every scope. */
  hold(entries: readonly Entry[], amount: Amount): void {
    for (const { counter } of entries) this.#counters.add(counter, NOTHING, amount);
  }

  /** Replaces what was held by what was spent in every scope. Returns the thresholds that nobody has told of yet. */
  settle(entries: readonly Entry[], held: Amount, spent: Amount, now: number): readonly Alert[] {
    const released = negative(held);
    for (const { counter } of entries) this.#counters.add(counter, spent, released);
    const reached = entries.flatMap(entry => {
      const state = stateOf(entry);
      return state ? reachedThresholds(state) : [];
    });
    return reached.filter(alert => this.#firstToTell(alert, now));
  }

  /** See `Store.states`. */
  states(at: number): readonly BudgetState[] {
    return this.#policy.tracks.flatMap(track => {
      const window = this.#policy.windowAt(track.window, at);
      const counted =
        window.from >= track.completeFrom ? countersOf(this.#database, track, window) : sumsByOwner(this.#database, track.scope, window);
      const always = [...track.named.keys(), ...(track.scope === 'all' ? [NOBODY] : [])];
      return [...new Set([...always, ...counted.keys()])].flatMap(owner => {
        const budget = limitOf(track, owner, window.from);
        return stateOf({ budget, owner, window, counter: { sums: counted.get(owner) ?? NO_SUMS } }) ?? [];
      });
    });
  }

  /** The policy was written in this transaction. Scopes that are newly limited, or whose windows have moved, are counted from the ledger. */
  policyChanged(now: number, recountAll: boolean): void {
    this.#counters.write();
    const database = this.#database;
    database.exec('UPDATE policy SET version = version + 1');
    this.#policy = readPolicy(database);
    const limited = new Set(this.#policy.tracks.map(nameOf));
    for (const row of database.prepare('SELECT scope, window FROM tracked').all() as unknown as Tracked[]) {
      if (!recountAll && limited.has(nameOf(row))) continue;
      database.prepare('DELETE FROM tracked WHERE scope = ? AND window = ?').run(row.scope, row.window);
      database.prepare('DELETE FROM counters WHERE scope = ? AND window = ?').run(row.scope, row.window);
    }
    // A clock that was set back has left attempts in windows that are still to come.
    const latest = Math.max(now, lastStart(database));
    for (const track of this.#policy.tracks) {
      if (!recountAll && track.completeFrom !== Number.MAX_SAFE_INTEGER) continue;
      const window = this.#policy.windowAt(track.window, latest);
      database.prepare('INSERT OR REPLACE INTO tracked VALUES (?, ?, ?)').run(track.scope, track.window, window.from);
      for (const [owner, sums] of sumsByOwner(database, track.scope, window)) this.#overwrite(track, owner, window, sums);
    }
    this.#counters.forget();
    this.#policy = readPolicy(database);
  }

  /** Puts right what differs from the ledger in the windows of now. Returns a sentence for each. */
  verify(now: number): readonly string[] {
    this.#counters.write();
    const found = differences(this.#database, this.#policy, now);
    for (const { track, owner, window, should } of found) this.#overwrite(track, owner, window, should);
    this.#counters.forget();
    return found.map(({ said }) => `${said}: put right`);
  }

  /** What a counter that is not in the table stands at. Windows from before the scope was limited are reckoned when one is needed. */
  #unwritten(track: Tracked, owner: string, window: Window): Sums {
    return window.from >= track.completeFrom ? NO_SUMS : sumsOfOwner(this.#database, track.scope, window, owner);
  }

  #overwrite(track: Tracked, owner: string, window: Window, { spent, held }: Sums): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO counters VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(track.scope, track.window, owner, window.from, spent.money, spent.tokens, held.money, held.tokens);
  }

  /** A limit that was changed is another limit, and has thresholds of its own. */
  #firstToTell({ percent, unit, state }: Alert, now: number): boolean {
    const { scope, window } = state.budget;
    const amount = state.budget[unit] as number;
    const name = [scope, window, state.owner, state.from, unit, amount, percent].join('/');
    if (this.#told.has(name)) return false;
    if (this.#told.size > 5_000) this.#told.clear();
    this.#told.add(name);
    return this.#insertAlert.run(scope, window, state.owner, state.from, unit, amount, percent, now).changes === 1;
  }
}

function nameOf({ scope, window }: Pick<Budget, 'scope' | 'window'>): string {
  return `${scope}/${window}`;
}

function stateOf({
  budget,
  owner,
  window,
  counter,
}: Omit<Entry, 'counter'> & { readonly counter: { readonly sums: Sums } }): BudgetState | undefined {
  return budget && { budget, owner, ...window, ...counter.sums };
}
