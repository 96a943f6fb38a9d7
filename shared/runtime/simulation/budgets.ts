/** Which calls other limits would have refused, had they been made one after the other as they were. */
import { asNanos, type NanoDollars } from '../../money/nanoDollars.ts';
import { obstacleTo } from '../budget/admission.ts';
import type { Budget, BudgetState } from '../budget/budget.ts';
import { type Amount, amountSpent, NOTHING } from '../budget/charge.ts';
import { limitOf, tracksOf } from '../budget/limits.ts';
import { ownerOf } from '../budget/scope.ts';
import { windowsIn } from '../budget/window.ts';
import type { Hold } from '../ledger/attempt.ts';
import type { Replayed } from './replay.ts';

export interface BudgetPolicy {
  readonly budgets: readonly Budget[];
  /** IANA name. */
  readonly timeZone: string;
  readonly unknownPrice: 'refuse' | 'allow';
}

/** The calls that are refused. Their holds are scaled as their costs are, where other models answer. */
export function refusedBy(replayed: readonly Replayed[], { budgets, timeZone, unknownPrice }: BudgetPolicy): ReadonlySet<Replayed> {
  const tracks = tracksOf(budgets);
  const windowAt = windowsIn(timeZone);
  const counters = new Map<string, { spent: Amount; held: Amount }>();
  const underWay: UnderWay[] = [];
  const refused = new Set<Replayed>();
  for (const one of replayed) {
    const { attempt } = one.call;
    for (const ended of endedBefore(underWay, attempt.startedAt)) settle(ended);
    const entries = tracks.flatMap(track => {
      const owner = ownerOf(track.scope, attempt);
      const window = windowAt(track.window, attempt.startedAt);
      const budget = limitOf(track, owner, window.from);
      const key = JSON.stringify([track.scope, track.window, owner, window.from]);
      const counter = counters.get(key) ?? { spent: NOTHING, held: NOTHING };
      counters.set(key, counter);
      return budget ? [{ counter, state: { budget, owner, ...window, ...counter } satisfies BudgetState }] : [];
    });
    const hold = holdOf(one);
    const states = entries.map(({ state }) => state);
    if (states.length > 0 && obstacleTo(hold, states, unknownPrice)) {
      refused.add(one);
      continue;
    }
    const held: Amount = { money: hold.money ?? NOTHING.money, tokens: hold.tokens ?? 0 };
    for (const { counter } of entries) counter.held = plus(counter.held, held, 1);
    begin(underWay, { one, held, counters: entries.map(({ counter }) => counter), endsAt: one.call.end.endedAt });
  }
  return refused;
}

interface UnderWay {
  readonly one: Replayed;
  readonly held: Amount;
  readonly counters: readonly { spent: Amount; held: Amount }[];
  readonly endsAt: number;
}

function settle({ one, held, counters }: UnderWay): void {
  const { end } = one.call;
  const usage = one.answered === 'upstream' && one.usage ? { usage: one.usage } : {};
  const spent =
    one.answered === 'upstream'
      ? amountSpent(undefined, { ...end, ...usage, cache: 'miss', cost: one.cost })
      : { money: one.cost, tokens: 0 };
  for (const counter of counters) {
    counter.spent = plus(counter.spent, spent, 1);
    counter.held = plus(counter.held, held, -1);
  }
}

/** In the order in which they end. */
function begin(underWay: UnderWay[], one: UnderWay): void {
  const place = underWay.findLastIndex(({ endsAt }) => endsAt <= one.endsAt);
  underWay.splice(place + 1, 0, one);
}

function endedBefore(underWay: UnderWay[], instant: number): readonly UnderWay[] {
  const first = underWay.findIndex(({ endsAt }) => endsAt > instant);
  return underWay.splice(0, first < 0 ? underWay.length : first);
}

function holdOf({ call, cost, answered }: Replayed): Hold {
  if (answered !== 'upstream') return { money: NOTHING.money, tokens: 0 };
  const { hold } = call.attempt;
  if (hold.money === undefined || call.cost === cost || call.cost === 0) return hold;
  return { ...hold, money: scaled(hold.money, cost, call.cost) };
}

/** Rounded up: a hold is a bound. */
function scaled(hold: NanoDollars, cost: NanoDollars, was: NanoDollars): NanoDollars {
  return asNanos(Number((BigInt(hold) * BigInt(cost) + BigInt(was) - 1n) / BigInt(was)));
}

function plus(one: Amount, other: Amount, sign: 1 | -1): Amount {
  return { money: asNanos(one.money + sign * other.money), tokens: one.tokens + sign * other.tokens };
}
