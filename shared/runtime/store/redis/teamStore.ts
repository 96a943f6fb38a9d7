/**
 * The store of one machine with a team's limits before it: the ledger and this machine's own limits stay in its file, what the team may spend is
 * reserved in Redis first. While Redis is away, what the team limits is refused, and everything else goes on.
 */
import type { Alert, Budget, BudgetState, RequestLimits } from '../../budget/budget.ts';
import { amountSpent, NOTHING } from '../../budget/charge.ts';
import { limitsTheSame } from '../../budget/limits.ts';
import type { TeamQuestions } from '../../cache/semantic/teamQuestions.ts';
import type { SharedEntries } from '../../cache/sharedEntries.ts';
import type { Attempt, AttemptEnd, AttemptStart, Hold } from '../../ledger/attempt.ts';
import { OwedWrites } from '../owedWrites.ts';
import type { Admission, AdmissionAnswer, Store } from '../store.ts';
import { StoreUnavailable } from '../store.ts';
import { type Connection, connect, connectFollower } from './connection.ts';
import { redisEntries } from './redisEntries.ts';
import { redisQuestions } from './redisQuestions.ts';
import { type Reserved, TeamBook } from './teamBook.ts';

export interface TeamStoreOptions {
  readonly local: Store;
  /** `redis://` or `rediss://`, with user, password and database where they are needed. */
  readonly url: string;
  /** For teams that share a Redis; letters, digits, `.`, `_` and `-`. */
  readonly namespace: string;
  /** Path of the file that remembers the team's limits while Redis is away. */
  readonly memory: string;
  /** IANA name: where days begin in a book that is made now. */
  readonly timeZone: string;
  readonly clock?: () => number;
  /** Milliseconds without a sign of life after which the calls of a runtime are charged at their worst case; a minute unless given. */
  readonly leaseMs?: number;
  /** A sentence for the log. */
  readonly onNote?: (note: string) => void;
  /** Alerts that no call of `settle` can return. */
  readonly onAlert?: (alert: Alert) => void;
}

export interface TeamStore extends Store {
  /** Credentials become HMACs with it, the same on every machine; undefined until the team's store was seen once. */
  readonly salt: Buffer | undefined;
  /** Where days begin for its limits; IANA name. */
  readonly timeZone: string;
  /** Whether Redis answers, as far as is known now. */
  readonly reachable: boolean;
  /** Resolves when the team's limits are known; rejects with `StoreUnavailable` when Redis does not answer now. */
  joined(): Promise<void>;
  readonly connection: Connection;
  /** Answers that the team's machines share. */
  readonly entries: SharedEntries;
  readonly questions: TeamQuestions;
}

/** Milliseconds between signs of life. */
const ROUND = 10_000;
const MINUTE = 60_000;

export function openTeamStore(options: TeamStoreOptions): TeamStore {
  return new LimitedByTeam(options);
}

class LimitedByTeam implements TeamStore {
  readonly connection: Connection;
  readonly entries: SharedEntries;
  readonly questions: TeamQuestions;
  readonly #local: Store;
  readonly #book: TeamBook;
  readonly #owed: OwedWrites;
  readonly #note: (note: string) => void;
  readonly #alert: (alert: Alert) => void;
  /** What was reserved in Redis, or may have been, by attempts under way. */
  readonly #open = new Map<string, Hold | undefined>();
  readonly #rounds: NodeJS.Timeout;
  readonly #zone: string;
  #closed = false;
  /** Redis is away, and that was said. */
  #away = false;

  constructor({
    local,
    url,
    namespace,
    memory,
    timeZone,
    clock = Date.now,
    leaseMs = MINUTE,
    onNote = () => {},
    onAlert = () => {},
  }: TeamStoreOptions) {
    this.#local = local;
    this.#zone = timeZone;
    this.#note = note => onNote(note);
    this.#alert = alert => onAlert(alert);
    this.#owed = new OwedWrites(error => onNote((error as Error).message));
    this.connection = connect(url, () => void this.#round());
    this.entries = redisEntries(this.connection, namespace, clock);
    this.questions = redisQuestions(this.connection, () => connectFollower(url), namespace);
    this.#book = new TeamBook({ connection: this.connection, namespace, memory, timeZone, clock, leaseMs, onNote });
    this.#rounds = setInterval(() => void this.#round(), ROUND).unref();
  }

  get salt(): Buffer | undefined {
    return this.#book.policy?.salt;
  }

  get timeZone(): string {
    return this.#book.policy?.timeZone ?? this.#zone;
  }

  get reachable(): boolean {
    return this.connection.open;
  }

  async joined(): Promise<void> {
    await this.#book.round();
  }

  async admit(admission: Admission): Promise<AdmissionAnswer> {
    const { start, hold, unknownPrice = 'refuse' } = admission;
    const reserved = await this.#reserve(start, hold, unknownPrice);
    if (reserved === 'nothing') return this.#local.admit(admission);
    if (reserved !== 'held') return { admitted: false, ...reserved };
    let answer: AdmissionAnswer | undefined;
    try {
      answer = await this.#local.admit(admission);
    } finally {
      if (!answer?.admitted) await this.#later(async () => void (await this.#book.settle(start.id, NOTHING)));
    }
    if (answer.admitted) this.#open.set(start.id, hold);
    return answer;
  }

  /** Redis is asked about every call: whatever limit somebody has just set holds from the next one on. */
  async #reserve(start: AttemptStart, hold: Hold | undefined, unknownPrice: 'refuse' | 'allow'): Promise<Reserved> {
    try {
      return await this.#book.admit(start, hold, unknownPrice);
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || this.#book.covers(start)) throw error;
      return 'nothing';
    }
  }

  async settle(id: string, end: AttemptEnd): Promise<readonly Alert[]> {
    try {
      return await this.#local.settle(id, end);
    } finally {
      if (this.#open.has(id)) {
        const spent = amountSpent(this.#open.get(id), end);
        this.#open.delete(id);
        await this.#later(async () => this.#tell(await this.#book.settle(id, spent)));
      }
    }
  }

  async record(start: AttemptStart, end: AttemptEnd): Promise<void> {
    const spent = amountSpent(undefined, end);
    await this.#local.record(start, end);
    if (spent.money === NOTHING.money && spent.tokens === NOTHING.tokens) return;
    await this.#later(async () => this.#tell(await this.#book.charge(start, spent)));
  }

  covered(start: AttemptStart): boolean {
    return this.#book.covers(start) || this.#local.covered(start);
  }

  requestLimits(): RequestLimits {
    return this.#local.requestLimits();
  }

  async budgets(): Promise<readonly Budget[]> {
    const [own, policy] = await Promise.all([this.#local.budgets(), this.#book.open()]);
    return [...own, ...policy.budgets];
  }

  /** For the team; but one that this machine has of its own, from its configuration, stays its own. */
  async setBudget({ shared, ...budget }: Budget): Promise<void> {
    const own = (await this.#local.budgets()).some(other => limitsTheSame(other, budget));
    const team = own && this.#book.policy?.budgets.some(other => limitsTheSame(other, budget));
    if (own && !team) return this.#local.setBudget(budget);
    return this.#book.change(budgets => [...budgets.filter(other => !limitsTheSame(other, budget)), budget]);
  }

  /** Of the team; else of this machine. */
  async removeBudget(budget: Pick<Budget, 'scope' | 'owner' | 'window'>): Promise<void> {
    const { budgets } = await this.#book.open();
    if (budgets.some(other => limitsTheSame(other, budget)))
      await this.#book.change(all => all.filter(other => !limitsTheSame(other, budget)));
    else await this.#local.removeBudget(budget);
  }

  setRequestLimits(limits: RequestLimits): Promise<void> {
    return this.#local.setRequestLimits(limits);
  }

  async states(at: number): Promise<readonly BudgetState[]> {
    await this.#book.open();
    return [...(await this.#local.states(at)), ...(await this.#book.states())];
  }

  attempt(id: string): Promise<Attempt | undefined> {
    return this.#local.attempt(id);
  }

  async close(): Promise<void> {
    clearInterval(this.#rounds);
    await this.#local.close();
    await this.#owed.pay();
    this.#owed.stop();
    this.#closed = true;
    await this.#book.leave().catch(whenAvailable);
    await this.connection.close();
  }

  #tell(alerts: readonly Alert[]): void {
    for (const alert of alerts) this.#alert(alert);
  }

  /** Now, or as soon as Redis is back; until then the hold stands. */
  async #later(write: () => Promise<void>): Promise<void> {
    try {
      await this.#owed.write(write, () => {});
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      if (!this.#away) this.#note(`${error.message}; what calls come to is told to the team's store when it is back`);
      this.#away = true;
    }
  }

  async #round(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.#book.round();
      this.#away = false;
    } catch (error) {
      whenAvailable(error);
    }
  }
}

/** What is not available now will be in the next round. */
function whenAvailable(error: unknown): void {
  if (!(error instanceof StoreUnavailable)) throw error;
}
