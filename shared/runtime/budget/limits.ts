/** Which limits cover a call. */
import type { AttemptStart } from '../ledger/attempt.ts';
import type { Budget, ScopeKind, WindowKind } from './budget.ts';
import { limitInWindow } from './raise.ts';
import { ownerOf } from './scope.ts';

/** All limits on one kind of scope in one kind of window: what is spent there is counted once, whoever limits it. */
export interface Track {
  readonly scope: ScopeKind;
  readonly window: WindowKind;
  /** For everyone who has none of his own. */
  readonly each: Budget | undefined;
  readonly named: ReadonlyMap<string, Budget>;
}

/** Whether both are of the same owner in the same kind of window: a machine and its team may each have one. */
export function limitsTheSame(a: Limited, b: Limited): boolean {
  return a.scope === b.scope && a.owner === b.owner && a.window === b.window;
}

type Limited = Pick<Budget, 'scope' | 'owner' | 'window'>;

export function tracksOf(budgets: readonly Budget[]): readonly Track[] {
  const tracks = Map.groupBy(budgets, budget => `${budget.scope}/${budget.window}`);
  return [...tracks.values()].map(together => {
    const [first] = together as [Budget];
    return {
      scope: first.scope,
      window: first.window,
      each: together.find(budget => budget.owner === undefined),
      named: new Map(together.flatMap(budget => (budget.owner === undefined ? [] : [[budget.owner, budget]]))),
    };
  });
}

/** The limit of that owner in the window that begins at `from`: his own, or the one that each has. */
export function limitOf(track: Track, owner: string, from: number): Budget | undefined {
  const budget = budgetOf(track, owner);
  return budget && limitInWindow(budget, owner, from);
}

function budgetOf(track: Track, owner: string): Budget | undefined {
  return track.named.get(owner) ?? track.each;
}

/** Whether any limit covers the call. */
export function covered(tracks: readonly Track[], start: Pick<AttemptStart, 'identity' | 'model'>): boolean {
  return tracks.some(track => budgetOf(track, ownerOf(track.scope, start)) !== undefined);
}
