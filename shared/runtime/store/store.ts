/**
 * The one door to what is kept: attempts, holds, budgets. Every write that must hold together is one call. Implementations: SQLite (`sqlite/`), a team's
 * Redis.
 */
import type { Alert, Budget, BudgetState, RequestLimits } from '../budget/budget.ts';
import type { Attempt, AttemptEnd, AttemptStart, Hold } from '../ledger/attempt.ts';

export interface Admission {
  readonly start: AttemptStart;
  /** Undefined: the worst case is not known (no price, or no bound); the policy for that has already allowed the call where no hard budget applies. */
  readonly hold: Hold | undefined;
}

export type AdmissionAnswer =
  | { readonly admitted: true }
  /** The tightest limit that does not fit. `held` and `spent` are as they stood. */
  | { readonly admitted: false; readonly because: BudgetState; readonly unit: 'money' | 'tokens' }
  /** A hard budget applies and the worst case is not known. */
  | { readonly admitted: false; readonly unpriceable: BudgetState };

/** The store cannot be written: disk full, locked past its bound, corrupt. */
export class StoreUnavailable extends Error {}

export interface Store {
  /**
   * Reserves in every scope or in none, and writes the row of the attempt, in one transaction. Resolves when it is written. Rejects with
   * `StoreUnavailable` within a second.
   */
  admit(admission: Admission): Promise<AdmissionAnswer>;
  /** Replaces the hold by what it was, writes the row, and tells which alerts this caused. */
  settle(id: string, end: AttemptEnd): Promise<readonly Alert[]>;
  /** A row that never had a hold: an answer from a cache, or a free call. */
  record(start: AttemptStart, end: AttemptEnd): Promise<void>;
  /** Whether any limit of money or tokens covers a call with this identity: then it fails closed. Answered from memory when the store is not reachable. */
  covered(start: AttemptStart): boolean;
  requestLimits(): RequestLimits;
  budgets(): Promise<readonly Budget[]>;
  setBudget(budget: Budget): Promise<void>;
  removeBudget(budget: Pick<Budget, 'scope' | 'owner' | 'window'>): Promise<void>;
  setRequestLimits(limits: RequestLimits): Promise<void>;
  /** Every limit with what is spent and held now, one for each owner that has spent in the window. */
  states(at: number): Promise<readonly BudgetState[]>;
  attempt(id: string): Promise<Attempt | undefined>;
  close(): Promise<void>;
}
