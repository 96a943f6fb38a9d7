/** The words of budgets: what a limit covers, for how long, and what becomes of a request. */
import type { NanoDollars } from '../../money/nanoDollars.ts';

/** Whom a limit covers: each user (team, ...) has one of his own, or one is named. */
export type ScopeKind = 'user' | 'team' | 'project' | 'model' | 'site' | 'key' | 'all';

/** Calendar windows in the user's time zone; `total` never resets. */
export type WindowKind = 'day' | 'week' | 'month' | 'total';

export interface Budget {
  readonly scope: ScopeKind;
  /** Whose; absent: each has this limit for himself. A limit that names its owner wins over one that does not. */
  readonly owner?: string;
  readonly window: WindowKind;
  /** Counted in the team's store, over all machines that share it. */
  readonly shared?: true;
  readonly money?: NanoDollars;
  /** Input and output together. */
  readonly tokens?: number;
  /** Of single windows. */
  readonly raises?: readonly Raise[];
  /** In a `BudgetState`: its limits are those of a raise. */
  readonly raised?: true;
}

/** A limit that is higher in one window. */
export interface Raise {
  /** Whose; '' for those that nobody owns, as in `BudgetState`. */
  readonly owner: string;
  /** First instant of the window that it holds in, milliseconds since the epoch. */
  readonly from: number;
  /** The limits in place of the budget's own, of the units that the budget limits. */
  readonly money?: NanoDollars;
  readonly tokens?: number;
}

/** What one request may have at most; it needs no ledger. */
export interface RequestLimits {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly money?: NanoDollars;
}

export interface BudgetState {
  readonly budget: Budget;
  /** The owner it was reckoned for. */
  readonly owner: string;
  /** First and first-not instant of the window, milliseconds since the epoch; `until` is absent for `total`. */
  readonly from: number;
  readonly until?: number;
  readonly spent: { readonly money: NanoDollars; readonly tokens: number };
  readonly held: { readonly money: NanoDollars; readonly tokens: number };
}

/** 70, 90 or 100 per cent of a limit spent, told once a window, whatever process sees it. */
export interface Alert {
  readonly percent: 70 | 90 | 100;
  readonly unit: 'money' | 'tokens';
  readonly state: BudgetState;
}
