/** A policy held against the ledger: what it would have cost, by call site and in all, and what cannot be said. */
import { asNanos, type NanoDollars, NO_MONEY } from '../../money/nanoDollars.ts';
import { type BudgetPolicy, refusedBy } from './budgets.ts';
import type { Changes } from './changes.ts';
import { countedCalls } from './countedCalls.ts';
import type { Past, PastCall } from './pastCall.ts';
import { type Replayed, replay } from './replay.ts';

export interface SimulatedFigures {
  readonly calls: number;
  readonly before: NanoDollars;
  readonly after: NanoDollars;
  /** Calls that cost something else, were answered from a cache, or were refused. */
  readonly changed: number;
  readonly fromCache: number;
  readonly refused: number;
}

export interface SimulatedGroup extends SimulatedFigures {
  /** Null: calls of which no site is known. */
  readonly site: string | null;
  readonly model: string | null;
  readonly endpoint: string;
}

export interface Simulation {
  /** The largest difference first. */
  readonly groups: readonly SimulatedGroup[];
  /** The sum of the groups. */
  readonly total: SimulatedFigures;
  /** What the figures do not know, each a sentence. */
  readonly notModelled: readonly string[];
}

const NOTHING: SimulatedFigures = { calls: 0, before: NO_MONEY, after: NO_MONEY, changed: 0, fromCache: 0, refused: 0 };

export function simulate(past: Past, changes: Changes, budgets: BudgetPolicy): Simulation {
  const replayed = replay(past.calls, changes);
  const refused = refusedBy(replayed, budgets);
  const groups = new Map<string, SimulatedGroup>();
  let total = NOTHING;
  for (const one of replayed) {
    const figures = figuresOf(one, refused.has(one));
    const name = groupOf(one.call);
    const key = JSON.stringify(name);
    groups.set(key, { ...name, ...plus(groups.get(key) ?? NOTHING, figures) });
    total = plus(total, figures);
  }
  const size = ({ before, after }: SimulatedFigures) => Math.abs(before - after);
  return {
    groups: [...groups.values()].sort((a, b) => size(b) - size(a) || b.before - a.before),
    total,
    notModelled: notModelled(past, changes, replayed),
  };
}

/** The call site, else model and endpoint. */
export function groupOf({ attempt }: PastCall): { readonly site: string | null; readonly model: string | null; readonly endpoint: string } {
  return { site: attempt.identity.site ?? null, model: attempt.model ?? null, endpoint: attempt.endpoint };
}

function figuresOf({ call, cost, answered, changed }: Replayed, refused: boolean): SimulatedFigures {
  return {
    calls: 1,
    before: call.cost,
    after: refused ? NO_MONEY : cost,
    changed: Number(changed || refused),
    fromCache: Number(!refused && answered !== 'upstream'),
    refused: Number(refused),
  };
}

function plus(one: SimulatedFigures, other: SimulatedFigures): SimulatedFigures {
  return {
    calls: one.calls + other.calls,
    before: asNanos(one.before + other.before),
    after: asNanos(one.after + other.after),
    changed: one.changed + other.changed,
    fromCache: one.fromCache + other.fromCache,
    refused: one.refused + other.refused,
  };
}

function notModelled({ calls, leftOut }: Past, changes: Changes, replayed: readonly Replayed[]): string[] {
  const without = (lacks: (call: PastCall) => boolean) => calls.filter(lacks).length;
  const swapped = calls.some(call => changes.model?.(call));
  const caches = calls.some(call => typeof changes.exact?.(call) === 'number');
  const marks = calls.some(call => changes.promptCache?.(call));
  const unpriced = without(({ usage, model, end }) => end.state === 'settled' && usage !== undefined && !model);
  const noDigest = without(({ attempt }) => attempt.verdicts?.digests === undefined);
  const noPrefix = without(({ attempt }) => attempt.verdicts?.digests?.prefixPermille === undefined);
  return [
    ...countedCalls(leftOut.unknownCost, 'of unknown cost', 'in no figure'),
    ...countedCalls(leftOut.unfinished, 'under way or lost', 'in no figure'),
    ...countedCalls(unpriced, 'of a model without a price today', 'as they were'),
    ...(caches ? countedCalls(noDigest, 'made before requests could be told apart', 'never taken for the same as another') : []),
    ...(marks ? countedCalls(noPrefix, 'whose share of system prompt and tools is not known', 'without a marker') : []),
    ...(swapped ? ['Other models are taken to need as many tokens; whether their answers are good enough is not said.'] : []),
    ...(replayed.some(({ changed }) => changed) ? ['What a program would have done with another answer, or none, is not known.'] : []),
    'Calls that were refused when they were made are not in the ledger.',
  ];
}
