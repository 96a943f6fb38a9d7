/** Limits of a team and what is counted against them, in Redis. */
import { randomBytes, randomUUID } from 'node:crypto';
import { asNanos } from '../../../money/nanoDollars.ts';
import { type Obstacle, obstacleTo } from '../../budget/admission.ts';
import type { Alert, Budget, BudgetState } from '../../budget/budget.ts';
import type { Amount } from '../../budget/charge.ts';
import { covered, limitOf, type Track } from '../../budget/limits.ts';
import { NOBODY, ownerOf } from '../../budget/scope.ts';
import { reachedThresholds } from '../../budget/thresholds.ts';
import type { AttemptStart, Hold } from '../../ledger/attempt.ts';
import { StoreUnavailable } from '../store.ts';
import { type Connection, NoAnswer, type Reply } from './connection.ts';
import { ADMIT, CHANGE_POLICY, CHARGE, COUNTERS, OPEN, ROUND, type Script, SETTLE, TELL_ALERT } from './scripts.ts';
import { policyText, readTeamPolicy, rememberedPolicy, rememberPolicy, type TeamPolicy } from './teamPolicy.ts';

export interface TeamBookOptions {
  readonly connection: Connection;
  /** Name of the book, for teams that share a Redis. */
  readonly namespace: string;
  /** Where the limits are remembered while Redis is away. */
  readonly memory: string;
  /** Of a book that is made now; IANA name. */
  readonly timeZone: string;
  readonly clock: () => number;
  /** Milliseconds without a sign of life after which the calls of a runtime are charged at their worst case; should it live, it puts them right. */
  readonly leaseMs: number;
  readonly onNote: (note: string) => void;
}

/** `nothing`: no limit covers the call. */
export type Reserved = 'held' | 'nothing' | Obstacle;

/** Who a call is, and for whom. */
type Caller = Pick<AttemptStart, 'identity' | 'model'>;

const DAY = 24 * 60 * 60_000;
/** Milliseconds that what is past is kept: longer than the longest window. */
const KEPT = 40 * DAY;
const TRIES = 5;

export class TeamBook {
  readonly #connection: Connection;
  readonly #key: string;
  readonly #options: TeamBookOptions;
  readonly #runtime = randomUUID();
  readonly #told = new Set<string>();
  /** Attempts that may or may not hold something: Redis did not say. */
  readonly #uncertain = new Set<string>();
  #policy: TeamPolicy | undefined;
  /** Redis's clock less this machine's, milliseconds. */
  #ahead = 0;
  /** Why nothing that a limit covers may pass, though Redis answers. */
  #lost: string | undefined;

  constructor(options: TeamBookOptions) {
    this.#options = options;
    this.#connection = options.connection;
    this.#key = `farthing:${options.namespace}:book`;
    this.#policy = rememberedPolicy(options.memory);
  }

  /** Undefined: the book was never seen from here. */
  get policy(): TeamPolicy | undefined {
    return this.#policy;
  }

  /** Whether a limit covers the call, as far as is known. Before the book was first seen every call may be covered. */
  covers(caller: Caller): boolean {
    return this.#policy === undefined || covered(this.#policy.tracks, caller);
  }

  /** Reserves in every scope that is limited, or in none. Rejects with `StoreUnavailable`, and then nothing is held for long. */
  async admit(start: AttemptStart, hold: Hold | undefined, unknownPrice: 'refuse' | 'allow'): Promise<Reserved> {
    for (let tries = 0; tries < TRIES; tries++) {
      const policy = this.#known();
      const limits = this.#limits(policy, start);
      const args = [
        policy.version,
        start.id,
        this.#runtime,
        text(hold?.money),
        text(hold?.tokens),
        unknownPrice,
        `${this.#options.leaseMs}`,
      ];
      const entries = limits.flatMap(({ key, from, until, budget }) => [
        key,
        `${from}`,
        text(until),
        text(budget.money),
        text(budget.tokens),
      ]);
      const reply = await this.#admitOnce(start.id, [...args, ...entries]);
      switch (reply[0]) {
        case 'ok':
          return limits.length === 0 ? 'nothing' : 'held';
        case 'no': {
          const states = this.#states(limits, reply);
          const obstacle = obstacleTo(hold, states, unknownPrice);
          if (obstacle) return obstacle;
          throw new Error('the book refused what fits');
        }
        case 'policy':
          await this.open();
          break;
        case 'released':
          throw new StoreUnavailable(`the attempt ${start.id} was given up`);
      }
    }
    throw new StoreUnavailable("the team's limits change faster than they can be read");
  }

  /** What was spent in place of what was held. Returns the thresholds that nobody has told of. */
  async settle(id: string, spent: Amount): Promise<readonly Alert[]> {
    return this.#reached(await this.#run(SETTLE, [id, `${spent.money}`, `${spent.tokens}`, '']));
  }

  /** Gives back what is held, if anything is, and sees to it that nothing will be. */
  async release(id: string): Promise<void> {
    await this.#run(SETTLE, [id, '0', '0', 'for good']);
    this.#uncertain.delete(id);
  }

  /** Spent without a hold before. */
  async charge(start: AttemptStart, spent: Amount): Promise<readonly Alert[]> {
    const limits = this.#limits(this.#known(), start);
    if (limits.length === 0) return [];
    const entries = limits.flatMap(({ key, until }) => [key, text(until)]);
    return this.#reached(await this.#run(CHARGE, [`${spent.money}`, `${spent.tokens}`, ...entries]));
  }

  /** Every limit with what is counted in the windows of now; see `Store.states`. */
  async states(): Promise<readonly BudgetState[]> {
    const policy = this.#known();
    const counters = countersIn(await this.#run(COUNTERS, []));
    const now = this.#now();
    return policy.tracks.flatMap(track => {
      const window = policy.windowAt(track.window, now);
      const prefix = keyOf(track, window.from, '');
      const counted = [...counters.keys()].filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length));
      const always = [...track.named.keys(), ...(track.scope === 'all' ? [NOBODY] : [])];
      return [...new Set([...always, ...counted])].flatMap(owner => {
        const budget = limitOf(track, owner, window.from);
        return budget ? [{ budget, owner, ...window, ...(counters.get(prefix + owner) ?? EMPTY) }] : [];
      });
    });
  }

  /** Reads the limits; makes a book where this machine has never seen one. */
  async open(): Promise<TeamPolicy> {
    const { timeZone, memory } = this.#options;
    const remembered = this.#policy;
    // Limits that were there and are not: nobody but a person may begin anew.
    const limited = remembered !== undefined && remembered.budgets.length > 0;
    const fresh = [limited ? '' : randomUUID(), randomBytes(32).toString('base64'), policyText({ timeZone, budgets: [] })];
    const reply = await this.#connection.run(OPEN, this.#key, fresh);
    this.#heard(reply);
    const [verdict, , generation, salt, version, written] = reply as readonly string[];
    if (verdict === 'lost') return this.#isLost();
    const policy = readTeamPolicy(generation as string, version as string, salt as string, written as string);
    // Somebody must have set the limits again in a book that was begun anew: one without any would let everything pass.
    if (limited && remembered?.generation !== generation && version === '0') return this.#isLost();
    this.#lost = undefined;
    this.#policy = policy;
    if (remembered?.generation !== generation || remembered?.version !== version) rememberPolicy(memory, policy);
    return policy;
  }

  /** Changes the limits, for every machine. */
  async change(change: (budgets: readonly Budget[]) => readonly Budget[]): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const policy = await this.#openForChange();
      const changed = policyText({ ...policy, budgets: change(policy.budgets) });
      const [verdict] = await this.#connection.run(CHANGE_POLICY, this.#key, [policy.generation, policy.version, changed]);
      if (verdict !== 'ok') continue;
      this.#lost = undefined;
      await this.open();
      return;
    }
    throw new StoreUnavailable("the team's limits are being changed by others: try again");
  }

  /** A sign of life, and what was left over: of runtimes that died, of limits that changed. */
  async round(): Promise<void> {
    const policy = await this.open();
    const [, , version, charged] = await this.#run(ROUND, [this.#runtime, `${this.#options.leaseMs}`, `${KEPT}`, `${DAY}`]);
    if (version !== policy.version) await this.open();
    if (Number(charged) > 0)
      this.#options.onNote(`${charged} calls of a runtime that died were charged the worst they can have cost, in the team's store`);
    for (const id of this.#uncertain) await this.release(id);
  }

  /** The calls under way are settled; whatever is still held is charged. */
  async leave(): Promise<void> {
    await this.#run(ROUND, [this.#runtime, '0', `${KEPT}`, `${DAY}`]);
  }

  async #admitOnce(id: string, args: readonly string[]): Promise<Reply> {
    try {
      return await this.#run(ADMIT, args);
    } catch (error) {
      if (error instanceof NoAnswer) {
        this.#uncertain.add(id);
        // Where the answer comes after all, what it reserved is given back at once.
        error.late.then(() => this.release(id)).catch(() => {});
      }
      throw error;
    }
  }

  async #run(script: Script, args: readonly string[]): Promise<Reply> {
    const reply = await this.#connection.run(script, this.#key, [this.#known().generation, ...args]);
    this.#heard(reply);
    if (reply[0] !== 'lost') return reply;
    // Another book, which says what to go by; or none.
    await this.open();
    const again = await this.#connection.run(script, this.#key, [this.#known().generation, ...args]);
    return again[0] === 'lost' ? this.#isLost() : again;
  }

  #heard([, now]: Reply): void {
    this.#ahead = Number(now) - this.#options.clock();
  }

  #now(): number {
    return this.#options.clock() + this.#ahead;
  }

  #known(): TeamPolicy {
    if (this.#lost !== undefined) throw new StoreUnavailable(this.#lost);
    if (!this.#policy) throw new StoreUnavailable("the team's Redis was not reached yet, so its limits are not known");
    return this.#policy;
  }

  #isLost(): never {
    const first = this.#lost === undefined;
    this.#lost =
      'the team\'s Redis has lost what was spent (restarted without appendonly, flushed, or evicted); set the team\'s budgets again with "farthing budget set", and they count from then on';
    if (first) this.#options.onNote(this.#lost);
    throw new StoreUnavailable(this.#lost);
  }

  /** A book that was lost is begun anew by whoever sets a limit. */
  async #openForChange(): Promise<TeamPolicy> {
    try {
      return await this.open();
    } catch (error) {
      if (this.#lost === undefined) throw error;
    }
    const { timeZone } = this.#policy ?? this.#options;
    const salt = this.#policy?.salt ?? randomBytes(32);
    const reply = await this.#connection.run(OPEN, this.#key, [
      randomUUID(),
      salt.toString('base64'),
      policyText({ timeZone, budgets: [] }),
    ]);
    const [, , generation, kept, version, written] = reply as readonly string[];
    return readTeamPolicy(generation as string, version as string, kept as string, written as string);
  }

  /** The limits that cover a call, in the windows of now by Redis's clock. */
  #limits(policy: TeamPolicy, caller: Caller): readonly Limit[] {
    const now = this.#now();
    return policy.tracks.flatMap(track => {
      const owner = ownerOf(track.scope, caller);
      const window = policy.windowAt(track.window, now);
      const budget = limitOf(track, owner, window.from);
      if (!budget) return [];
      return [{ key: keyOf(track, window.from, owner), budget, owner, ...window }];
    });
  }

  #states(limits: readonly Limit[], reply: Reply): readonly BudgetState[] {
    const counters = countersIn(reply);
    return limits.map(({ key, ...limit }) => ({ ...limit, ...(counters.get(key) ?? EMPTY) }));
  }

  async #reached(reply: Reply): Promise<readonly Alert[]> {
    const policy = this.#known();
    const states = [...countersIn(reply)].flatMap(([key, sums]) => stateOf(policy, key, sums) ?? []);
    const alerts: Alert[] = [];
    for (const alert of states.flatMap(reachedThresholds)) if (await this.#firstToTell(alert)) alerts.push(alert);
    return alerts;
  }

  async #firstToTell({ percent, unit, state }: Alert): Promise<boolean> {
    const { scope, window } = state.budget;
    const name = JSON.stringify([scope, window, state.owner, state.from, unit, state.budget[unit], percent]);
    if (this.#told.has(name)) return false;
    const [, , first] = await this.#run(TELL_ALERT, [name]);
    if (this.#told.size > 5_000) this.#told.clear();
    this.#told.add(name);
    return Number(first) === 1;
  }
}

type Limit = Omit<BudgetState, 'spent' | 'held'> & { readonly key: string };
type Sums = Pick<BudgetState, 'spent' | 'held'>;

const EMPTY: Sums = { spent: { money: asNanos(0), tokens: 0 }, held: { money: asNanos(0), tokens: 0 } };

const keyOf = ({ scope, window }: Pick<Track, 'scope' | 'window'>, from: number, owner: string) => `${scope}/${window}/${from}/${owner}`;

/** The limit of a counter in the window it counts; undefined when it was taken away since. */
function stateOf(policy: TeamPolicy, key: string, sums: Sums): BudgetState | undefined {
  const [scope, window, from, ...rest] = key.split('/');
  const owner = rest.join('/');
  const track = policy.tracks.find(one => one.scope === scope && one.window === window);
  const budget = track && limitOf(track, owner, Number(from));
  return track && budget && { budget, owner, ...policy.windowAt(track.window, Number(from)), ...sums };
}

/** Key, spent money, spent tokens, held money, held tokens, from the third element on. */
function countersIn(reply: Reply): Map<string, Sums> {
  const counters = new Map<string, Sums>();
  for (let at = 2; at + 4 < reply.length; at += 5) {
    const [spentMoney, spentTokens, heldMoney, heldTokens] = reply.slice(at + 1, at + 5).map(Number) as [number, number, number, number];
    counters.set(String(reply[at]), {
      spent: { money: asNanos(spentMoney), tokens: spentTokens },
      held: { money: asNanos(heldMoney), tokens: heldTokens },
    });
  }
  return counters;
}

const text = (value: number | undefined): string => (value === undefined ? '' : `${value}`);
