/**
 * The one door to what is kept: attempts, holds, budgets. Every write that must hold together is one call. Implementations: SQLite (`sqlite/`), a team's
 * Redis.
 */
import type { SitePlace } from '../../protocol/sites.ts';
import type { Alert, Budget, BudgetState, RequestLimits } from '../budget/budget.ts';
import type { Attempt, AttemptEnd, AttemptStart, Hold } from '../ledger/attempt.ts';

export interface Admission {
  readonly start: AttemptStart;
  /**
   * The worst case. What of it is not known (no price, or no bound) fails a limit of that unit that covers the call: a limit of tokens holds also for a
   * model without a price. Undefined: nothing is known.
   */
  readonly hold: Hold | undefined;
  /** Calls whose worst case is not known pass the limits that cover them where the user says `allow`; `refuse` unless said. */
  readonly unknownPrice?: 'refuse' | 'allow';
  /** What `requestLimits` gave, where the call was found to be within it. When it has changed meanwhile, nothing is reserved. */
  readonly within?: RequestLimits;
}

export type AdmissionAnswer =
  | { readonly admitted: true }
  /** The tightest limit that does not fit. `held` and `spent` are as they stood. */
  | { readonly admitted: false; readonly because: BudgetState; readonly unit: 'money' | 'tokens' }
  /** A limit covers the call, and the worst case in its unit is not known. */
  | { readonly admitted: false; readonly unpriceable: BudgetState; readonly unit: 'money' | 'tokens' }
  /** The limits of one request are others by now: these. */
  | { readonly admitted: false; readonly changed: RequestLimits };

/** The store cannot be written: disk full, locked past its bound, corrupt. The message says which, and what to do. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

export interface Store {
  /**
   * Reserves in every scope or in none, and writes the row of the attempt, in one transaction. Resolves when it is written. Rejects with
   * `StoreUnavailable` within a second.
   */
  admit(admission: Admission): Promise<AdmissionAnswer>;
  /**
   * Replaces the hold by what it was, writes the row, and tells which alerts this caused. When it rejects with `StoreUnavailable`, the end is kept
   * in memory and written as soon as the store can be; the hold stands until then.
   */
  settle(id: string, end: AttemptEnd): Promise<readonly Alert[]>;
  /** A row that never had a hold: an answer from a cache, or a free call. Kept in memory like an end when the store is not available. */
  record(start: AttemptStart, end: AttemptEnd): Promise<void>;
  /** Whether any limit of money or tokens covers a call with this identity: then it fails closed. Answered from memory when the store is not reachable. */
  covered(start: AttemptStart): boolean;
  /** As this process last saw them, which costs nothing; `admit` knows what they are. */
  requestLimits(): RequestLimits;
  budgets(): Promise<readonly Budget[]>;
  setBudget(budget: Budget): Promise<void>;
  removeBudget(budget: Pick<Budget, 'scope' | 'owner' | 'window'>): Promise<void>;
  setRequestLimits(limits: RequestLimits): Promise<void>;
  /**
   * Every limit with what is spent and held in the window of that instant: one for the owner it names, and one for each owner that has spent where
   * it names none. The owner '' is everyone who says no user (team, ...), together.
   */
  states(at: number): Promise<readonly BudgetState[]>;
  /** Where a call site stands that calls are attributed to, for reports. Absent: it keeps none. Rejects with `StoreUnavailable`. */
  keepSite?(place: SitePlace, at: number): Promise<void>;
  attempt(id: string): Promise<Attempt | undefined>;
  close(): Promise<void>;
}
