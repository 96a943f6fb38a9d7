/** The store of one machine: a SQLite file that any number of its processes share. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SitePlace } from '../../../protocol/sites.ts';
import type { Alert, Budget, BudgetState, RequestLimits } from '../../budget/budget.ts';
import { type Amount, amountHeld, amountSpent, NOTHING } from '../../budget/charge.ts';
import { covered } from '../../budget/limits.ts';
import { assertTimeZone } from '../../budget/window.ts';
import type { Attempt, AttemptEnd, AttemptStart, Hold } from '../../ledger/attempt.ts';
import { OwedWrites } from '../owedWrites.ts';
import type { Admission, AdmissionAnswer, Store } from '../store.ts';
import { BudgetBook, type Covered } from './budgetBook.ts';
import { isDuplicate, reading, unavailable } from './failure.ts';
import { GroupCommit } from './groupCommit.ts';
import { Housekeeping } from './housekeeping.ts';
import { openDatabase, openingFailure, serveWith } from './openDatabase.ts';
import { chargeLosses, type DeadProcess, deadProcesses, type Losses } from './orphans.ts';
import { deleteBudget, writeBudget, writeRequestLimits, writeTimeZone } from './policy.ts';
import { bePresent, type Presence, removeLock } from './presence.ts';
import { LedgerRows } from './rows.ts';
import { siteWriter } from './siteRows.ts';
import { attemptsToRead } from './verification.ts';

export interface SqliteStoreOptions {
  /** Path of the ledger. */
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** IANA name. Absent: as the file has it, and the system's for a new one. */
  readonly timeZone?: string;
  /** A sentence for the log: what was repaired, what was lost. */
  readonly onNote?: (note: string) => void;
  /** Alerts that no call of `settle` can return: of attempts that were lost, or settled late. */
  readonly onAlert?: (alert: Alert) => void;
  /** The connection, from `openDatabase`, where the caller wants to set it up further. */
  readonly database?: DatabaseSync;
}

export interface SqliteStore extends Store {
  /** Where days begin for its limits; IANA name. */
  readonly timeZone: string;
  /** Charges the attempts of processes that have died. Done on opening and from time to time. Returns how many there were. */
  chargeOrphans(): Promise<number>;
  /** Compares the counters of the current windows with the ledger and puts right what differs. Returns a sentence for each. Done on opening. */
  verifyCounters(): Promise<readonly string[]>;
}

/**
 * Throws `StoreUnavailable` when the file cannot be opened, is damaged, or was written by a newer Farthing; it is then left as it is. Throws a
 * RangeError for a time zone that is not known.
 */
export function openSqliteStore(options: SqliteStoreOptions): SqliteStore {
  const { file, database = openDatabase(file) } = options;
  let store: SharedFile | undefined;
  try {
    store = new SharedFile(options, database);
    store.join(options.timeZone);
    return store;
  } catch (error) {
    if (store) store.leave();
    else database.close();
    throw openingFailure(file, error);
  }
}

/** What this process has admitted and not settled. */
interface OpenAttempt {
  readonly seq: number;
  readonly start: Covered;
  readonly hold: Hold | undefined;
}

/** Milliseconds between looks for processes that have died. */
const ROUND = 10_000;
/** Attempts that are read at once on opening to verify the counters; more are read later, by another thread. */
const FEW = 5_000;

class SharedFile implements SqliteStore {
  readonly #file: string;
  readonly #clock: () => number;
  readonly #note: (note: string) => void;
  readonly #alert: (alert: Alert) => void;
  readonly #database: DatabaseSync;
  readonly #book: BudgetBook;
  readonly #rows: LedgerRows;
  readonly #keepSite: ReturnType<typeof siteWriter>;
  readonly #commits: GroupCommit;
  readonly #owed: OwedWrites;
  readonly #presence: Presence;
  readonly #updateFirstOpen: StatementSync;
  readonly #open = new Map<string, OpenAttempt>();
  readonly #housekeeping: Housekeeping;
  #process = 0;
  /** The row of the last attempt that was admitted here. */
  #last = 0;
  #rounds: NodeJS.Timeout | undefined;
  #verified = false;
  #looked = 0;

  constructor({ file, clock = Date.now, onNote = () => {}, onAlert = () => {} }: SqliteStoreOptions, database: DatabaseSync) {
    this.#file = file;
    this.#clock = clock;
    this.#note = note => onNote(note);
    this.#alert = alert => onAlert(alert);
    this.#database = database;
    this.#book = new BudgetBook(database);
    this.#rows = new LedgerRows(database);
    this.#keepSite = siteWriter(database);
    this.#housekeeping = new Housekeeping(file, onNote);
    this.#commits = new GroupCommit(database, this.#book, () => this.#housekeeping.committed());
    this.#owed = new OwedWrites(error => onNote((error as Error).message));
    this.#updateFirstOpen = database.prepare('UPDATE processes SET first_open = ? WHERE id = ? AND first_open <> ?');
    this.#presence = bePresent(file);
  }

  /** Makes itself known to the other processes, and puts the house in order. */
  join(timeZone: string | undefined): void {
    const database = this.#database;
    this.#process = this.#commits.writeNow(() => this.#register(timeZone));
    const dead = deadProcesses(database, this.#file, this.#process);
    if (dead.length > 0) {
      const losses = this.#commits.writeNow(() => this.#lose(dead));
      this.#tellLosses(dead, losses);
    }
    this.#verified = attemptsToRead(database, this.#book.policy, this.#clock(), FEW + 1) <= FEW;
    if (this.#verified) this.#commits.writeNow(() => this.#book.verify(this.#clock())).forEach(this.#note);
    this.#rounds = setInterval(() => void this.#lookAround(), ROUND).unref();
    serveWith(database);
  }

  leave(): void {
    clearInterval(this.#rounds);
    this.#commits.close();
    this.#database.close();
    this.#presence.end();
  }

  admit({ start, hold, unknownPrice = 'refuse', within }: Admission): Promise<AdmissionAnswer> {
    const amount = amountHeld(hold);
    let seq = 0;
    return this.#commits.write<AdmissionAnswer>({
      run: () => {
        const { request } = this.#book.policy;
        if (within && within !== request) return { admitted: false, changed: request };
        const entries = this.#book.entries(start);
        const obstacle = this.#book.obstacle(entries, hold, unknownPrice);
        if (obstacle) return { admitted: false, ...obstacle };
        seq = this.#rows.start(this.#process, start, hold);
        this.#book.hold(entries, amount);
        return ADMITTED;
      },
      committed: answer => {
        if (!answer.admitted) return;
        this.#open.set(start.id, { seq, start, hold });
        this.#last = seq;
      },
    });
  }

  settle(id: string, end: AttemptEnd): Promise<readonly Alert[]> {
    return this.#owed.write(
      () => this.#commits.write({ run: () => this.#end(id, end), committed: () => void this.#open.delete(id) }),
      alerts => alerts.forEach(this.#alert),
    );
  }

  async record(start: AttemptStart, end: AttemptEnd): Promise<void> {
    const spent = amountSpent(undefined, end);
    const run = () => {
      const entries = isNothing(spent) ? [] : this.#book.entries(start);
      this.#rows.end(this.#rows.start(this.#process, start, undefined), end, end.state, spent);
      return this.#book.settle(entries, NOTHING, spent, end.endedAt);
    };
    const told = (alerts: readonly Alert[]) => alerts.forEach(this.#alert);
    told(await this.#owed.write(() => this.#commits.write({ run }), told));
  }

  get timeZone(): string {
    return this.#book.policy.timeZone ?? 'UTC';
  }

  covered(start: AttemptStart): boolean {
    this.#lookForChanges();
    return covered(this.#book.policy.tracks, start);
  }

  requestLimits(): RequestLimits {
    return this.#book.policy.request;
  }

  async budgets(): Promise<readonly Budget[]> {
    this.#lookForChanges();
    return this.#book.policy.budgets;
  }

  setBudget(budget: Budget): Promise<void> {
    return this.#changePolicy(() => writeBudget(this.#database, budget));
  }

  removeBudget(budget: Pick<Budget, 'scope' | 'owner' | 'window'>): Promise<void> {
    return this.#changePolicy(() => deleteBudget(this.#database, budget));
  }

  setRequestLimits(limits: RequestLimits): Promise<void> {
    return this.#changePolicy(() => writeRequestLimits(this.#database, limits));
  }

  async states(at: number): Promise<readonly BudgetState[]> {
    return reading(() => {
      this.#book.begun();
      return this.#book.states(at);
    });
  }

  keepSite(place: SitePlace, at: number): Promise<void> {
    return this.#commits.write({ run: () => this.#keepSite(place, at) });
  }

  async attempt(id: string): Promise<Attempt | undefined> {
    return reading(() => this.#rows.byId(id)?.attempt);
  }

  async chargeOrphans(): Promise<number> {
    const dead = reading(() => deadProcesses(this.#database, this.#file, this.#process));
    if (dead.length === 0) return 0;
    return this.#tellLosses(dead, await this.#commits.write({ run: () => this.#lose(dead) }));
  }

  async verifyCounters(): Promise<readonly string[]> {
    const repairs = await this.#commits.write({ run: () => this.#book.verify(this.#clock()) });
    repairs.forEach(this.#note);
    return repairs;
  }

  async close(): Promise<void> {
    clearInterval(this.#rounds);
    await this.#housekeeping.close();
    await this.#owed.pay();
    this.#owed.stop();
    try {
      const self = { id: this.#process, lock: this.#presence.lock };
      const run = () => {
        this.#forgetEnded();
        return this.#lose([self]);
      };
      this.#tellLosses([], await this.#commits.write({ run }));
    } finally {
      this.leave();
    }
  }

  /** In the first transaction of this process: what is to be told of it waits until it is committed. */
  #register(timeZone: string | undefined): number {
    const database = this.#database;
    const stored = this.#book.policy.timeZone;
    const zone = timeZone ?? stored ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone !== stored) {
      assertTimeZone(zone);
      writeTimeZone(database, zone);
      this.#book.policyChanged(this.#clock(), true);
    }
    this.#last = database.prepare('SELECT COALESCE(MAX(seq), 0) AS last FROM attempts').get()?.last as number;
    const joined = database.prepare('INSERT INTO processes (lock, first_open) VALUES (?, ?)').run(this.#presence.lock, this.#last + 1);
    return joined.lastInsertRowid as number;
  }

  #end(id: string, end: AttemptEnd): readonly Alert[] {
    const open = this.#open.get(id) ?? this.#find(id);
    const held = amountHeld(open.hold);
    const spent = amountSpent(open.hold, end);
    const entries = this.#book.entries(open.start);
    try {
      this.#rows.end(open.seq, exceeds(spent, open.hold) ? { ...end, notes: [...end.notes, MORE_THAN_HELD] } : end, end.state, spent);
    } catch (error) {
      throw isDuplicate(error) ? new Error(`the attempt ${id} has ended already`, { cause: error }) : error;
    }
    return this.#book.settle(entries, held, spent, end.endedAt);
  }

  /** Admitted by another process. */
  #find(id: string): OpenAttempt {
    const found = this.#rows.byId(id);
    if (!found) throw new Error(`no attempt ${id} was admitted`);
    return { seq: found.seq, start: found.attempt, hold: found.attempt.hold };
  }

  /** So that who finds this process dead need not read all that it ever did. */
  #forgetEnded(): void {
    const [oldest] = this.#open.values();
    const first = oldest?.seq ?? this.#last + 1;
    this.#updateFirstOpen.run(first, this.#process, first);
  }

  #lose(processes: readonly DeadProcess[]): readonly Losses[] {
    return processes.map(({ id }) => chargeLosses(this.#database, this.#rows, this.#book, id, this.#clock()));
  }

  #tellLosses(processes: readonly DeadProcess[], losses: readonly Losses[]): number {
    for (const { lock } of processes) removeLock(this.#file, lock);
    const attempts = losses.reduce((sum, loss) => sum + loss.attempts, 0);
    if (attempts === 1) this.#note('a call was lost with the process that made it, and charged the worst it can have cost');
    if (attempts > 1) this.#note(`${attempts} calls were lost with the process that made them, and charged the worst they can have cost`);
    for (const { alerts } of losses) alerts.forEach(this.#alert);
    return attempts;
  }

  async #lookAround(): Promise<void> {
    try {
      await this.chargeOrphans();
      if (this.#last > this.#looked) await this.#commits.write({ run: () => this.#forgetEnded() });
      this.#looked = this.#last;
      if (this.#verified) return;
      this.#verified = true;
      if (await this.#housekeeping.differs(this.#clock())) await this.verifyCounters();
    } catch (error) {
      // What is not available now will be in the next round.
      if (!unavailable(error)) throw error;
    }
  }

  #changePolicy(write: () => void): Promise<void> {
    return this.#commits.write({
      run: () => {
        write();
        this.#book.policyChanged(this.#clock(), false);
      },
    });
  }

  /** What other processes have set; what was known before when the file cannot be read. */
  #lookForChanges(): void {
    try {
      this.#book.begun();
    } catch (error) {
      if (!unavailable(error)) throw error;
    }
  }
}

const ADMITTED = { admitted: true } as const;

const MORE_THAN_HELD = 'it came to more than was held for it';

function exceeds(spent: Amount, hold: Hold | undefined): boolean {
  return (hold?.money !== undefined && spent.money > hold.money) || (hold?.tokens !== undefined && spent.tokens > hold.tokens);
}

function isNothing({ money, tokens }: Amount): boolean {
  return money === 0 && tokens === 0;
}
