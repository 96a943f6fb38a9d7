/** Raising a limit for the rest of its window, as the command line and the editor ask for it. */
import { formatDollars } from '../../money/formatDollars.ts';
import type { NanoDollars } from '../../money/nanoDollars.ts';
import type { Store } from '../store/store.ts';
import type { Budget, ScopeKind, WindowKind } from './budget.ts';
import { isSameLimit } from './limitsInForce.ts';
import { limitInWindow, withRaise } from './raise.ts';
import { NOBODY } from './scope.ts';
import { windowAt } from './window.ts';

export interface WantedRaise {
  readonly scope: ScopeKind;
  readonly window: WindowKind;
  /** Whose spending; '' for calls that nobody owns, and for the limit of all calls. */
  readonly owner: string;
  readonly money?: NanoDollars;
  readonly tokens?: number;
  /** First instant of the window that is meant; absent: that of now. */
  readonly from?: number;
}

export interface RaiseContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** IANA name. */
  readonly timeZone: string;
}

/** The limit as it holds then, or a sentence when it cannot be raised so. */
export async function raiseLimit(
  store: Pick<Store, 'budgets' | 'setBudget' | 'states'>,
  wanted: WantedRaise,
  { now, timeZone }: RaiseContext,
): Promise<Budget | string> {
  const { scope, window, owner, money, tokens } = wanted;
  const budget = chosen(await store.budgets(), wanted);
  if (!budget) return `no budget ${scope}/${window}${owner === NOBODY ? '' : ` of ${owner}`} is set`;
  // Where something is spent already, the store says when the window began: by a team's clock, where it is shared.
  const standing = (await store.states(now)).find(one => isSameLimit(one.budget, budget) && one.owner === owner);
  const { from } = standing ?? windowAt(window, now, timeZone);
  if (wanted.from !== undefined && wanted.from !== from) return 'that window is over: the limit has begun anew';
  const limit = limitInWindow(budget, owner, from);
  if (money === undefined && tokens === undefined) return 'say how much';
  const lower = lowerThan(limit, { money, tokens });
  if (lower !== undefined) return lower;
  const raised = withRaise(budget, {
    owner,
    from,
    ...pick('money', money ?? (limit.raised ? limit.money : undefined)),
    ...pick('tokens', tokens ?? (limit.raised ? limit.tokens : undefined)),
  });
  await store.setBudget(raised);
  return limitInWindow(raised, owner, from);
}

/** The limit that covers this owner: his own before the one that each has. */
function chosen(budgets: readonly Budget[], { scope, window, owner }: WantedRaise): Budget | undefined {
  const fitting = budgets.filter(budget => budget.scope === scope && budget.window === window);
  return fitting.find(budget => budget.owner === owner) ?? fitting.find(budget => budget.owner === undefined);
}

function lowerThan(limit: Budget, { money, tokens }: Pick<WantedRaise, 'money' | 'tokens'>): string | undefined {
  if (money !== undefined) {
    if (limit.money === undefined) return 'the budget does not limit dollars';
    if (money <= limit.money) return `the limit is ${formatDollars(limit.money)} already`;
  }
  if (tokens !== undefined) {
    if (limit.tokens === undefined) return 'the budget does not limit tokens';
    if (tokens <= limit.tokens) return `the limit is ${limit.tokens.toLocaleString('en')} tokens already`;
  }
  return undefined;
}

const pick = <Name extends string, Value>(name: Name, value: Value | undefined): { readonly [key in Name]?: Value } =>
  value === undefined ? {} : ({ [name]: value } as { [key in Name]: Value });
