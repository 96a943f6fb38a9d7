/**
 * What was spent, live (`GET /_farthing/spend`, one JSON object a line): first a snapshot of the ledger, then what came after it, in the order of the ledger.
 * The panel, the status bar and the dashboard add the two up (`spendBook.ts`) and stand, at each cursor, where the ledger stood.
 */
import type { NanoDollars } from '../money/nanoDollars.ts';
import type { SitePlace } from './sites.ts';

/** Sums over attempts, as `farthing report` has them. Tokens are those that were bought: what a cache answered is in `saved` alone. */
export interface SpendFigures {
  readonly calls: number;
  /** Under way. */
  readonly held: number;
  readonly failed: number;
  readonly aborted: number;
  readonly lost: number;
  /** All input, cached or not. */
  readonly input: number;
  /** Of it, read from the provider's prompt cache. */
  readonly cached: number;
  readonly output: number;
  /** Known costs; of lost attempts the worst case, which was charged. */
  readonly cost: NanoDollars;
  /** Attempts that have ended and whose cost is not known; it is in no sum. */
  readonly unknown: number;
  /** What budgets count: known costs, and the worst case of those not known. */
  readonly spent: NanoDollars;
  /** The worst case of attempts under way. */
  readonly heldMoney: NanoDollars;
  /** What answers from a cache would have cost. */
  readonly saved: NanoDollars;
  readonly hits: number;
  readonly misses: number;
  /** Worst case of the models asked for less that of the models routed to. */
  readonly routed: NanoDollars;
  /** In shadow mode: what the semantic cache would have saved, and, worst cases compared, what routing would have. */
  readonly wouldSave: NanoDollars;
  readonly wouldRoute: NanoDollars;
}

export type CallState = 'held' | 'settled' | 'aborted' | 'failed' | 'lost' | 'refused';

/** One attempt. What is not known is absent. */
export interface CallLine {
  /** Its number in the ledger, from 1; of a refused call, which is not in it, negative. */
  readonly seq: number;
  readonly id: string;
  /** Milliseconds since the epoch, and the date of that instant in the ledger's time zone. */
  readonly startedAt: number;
  readonly date: string;
  readonly state: CallState;
  readonly upstream: string;
  readonly endpoint: string;
  readonly stream: boolean;
  /** As the request named it. */
  readonly model?: string;
  /** The id of its call site, and how sure that is. */
  readonly site?: string;
  readonly attribution?: { readonly confidence: 'pinned' | 'high' | 'likely' | 'ambiguous'; readonly candidates?: readonly string[] };
  readonly user?: string;
  readonly team?: string;
  readonly project?: string;
  readonly branch?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Worst case, where there was a hold. */
  readonly hold?: NanoDollars;
  readonly route?: CallRoute;
  /** Absent while it is under way, and of a lost one. */
  readonly end?: CallEnd;
  /** What it is charged: absent while it is under way, and where it is not known. */
  readonly cost?: NanoDollars;
  /** What budgets count for it; 0 while it is under way. */
  readonly spent: NanoDollars;
  /** Why it was refused. */
  readonly refusal?: string;
}

export interface CallRoute {
  readonly mode: 'shadow' | 'on';
  readonly asked: string;
  readonly chosen: string;
  readonly reasons: readonly string[];
  readonly difference?: NanoDollars;
}

export interface CallEnd {
  readonly endedAt: number;
  readonly status?: number;
  readonly answeredBy?: string;
  readonly tokens?: { readonly input: number; readonly cached: number; readonly output: number };
  readonly confidence: string;
  readonly cache: 'hit' | 'miss' | 'bypass' | 'semantic';
  readonly saved?: NanoDollars;
  readonly firstByteMs?: number;
  readonly semantic?: {
    readonly mode: 'shadow' | 'on';
    readonly outcome: string;
    readonly similarity?: number;
    readonly wouldSave?: NanoDollars;
  };
  readonly notes: readonly string[];
}

/** Sums of a group. */
export interface SpendGroup extends SpendFigures {
  /** Model as asked for, call site, or date; null: those that have none. */
  readonly name: string | null;
}

export interface SpendPeriod {
  /** First and first-not instant. */
  readonly from: number;
  readonly until: number;
  readonly models: readonly SpendGroup[];
  readonly sites: readonly SpendGroup[];
}

/** How far the ledger was read: the numbers of the last attempt and of the last end. */
export interface SpendCursor {
  readonly attempts: number;
  readonly ends: number;
}

/** A limit with what is spent and held of it now. */
export interface SpendBudget {
  readonly scope: string;
  /** Whose; empty: of all who say none. */
  readonly owner: string;
  readonly window: 'day' | 'week' | 'month' | 'total';
  readonly from: number;
  readonly until?: number;
  /** `user ada, a day`. */
  readonly cover: string;
  readonly money?: SpendLimit;
  readonly tokens?: SpendLimit;
}

/** Nano-dollars or tokens. */
export interface SpendLimit {
  readonly limit: number;
  readonly spent: number;
  readonly held: number;
}

export interface SpendAlert {
  /** The same for the same limit, window and per cent, whoever tells it. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly percent: 70 | 90 | 100;
  readonly unit: 'money' | 'tokens';
  readonly budget: SpendBudget;
  /** `$4.61 of $5.00 spent, past 90 %: user ada, a day`. */
  readonly message: string;
}

export interface SpendSnapshot {
  readonly type: 'snapshot';
  readonly cursor: SpendCursor;
  /** IANA name. */
  readonly timeZone: string;
  readonly today: SpendPeriod;
  readonly month: SpendPeriod;
  /** The last 31 days that had calls, in the order of time; the first begins at `daysFrom`. */
  readonly daysFrom: number;
  readonly days: readonly SpendGroup[];
  /** The latest, newest first. */
  readonly lines: readonly CallLine[];
}

/** Attempts that began or ended since `from`, each as it stands at `to`, in the order of their numbers. */
export interface SpendChanges {
  readonly type: 'changes';
  readonly from: SpendCursor;
  readonly to: SpendCursor;
  readonly lines: readonly CallLine[];
}

export type SpendMessage =
  | SpendSnapshot
  | SpendChanges
  | { readonly type: 'budgets'; readonly budgets: readonly SpendBudget[] }
  /** Where call sites are that lines and groups name; those told before stay. */
  | { readonly type: 'places'; readonly places: readonly SitePlace[] }
  | { readonly type: 'refused'; readonly line: CallLine }
  | { readonly type: 'alert'; readonly alert: SpendAlert }
  /** The ledger cannot be written, or read: a sentence. */
  | { readonly type: 'trouble'; readonly message: string };
