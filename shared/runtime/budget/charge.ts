/** What an attempt counts for in the budgets that cover it. */
import { asNanos, type NanoDollars, NO_MONEY } from '../../money/nanoDollars.ts';
import type { AttemptEnd, Hold } from '../ledger/attempt.ts';

export interface Amount {
  readonly money: NanoDollars;
  /** Input and output together. */
  readonly tokens: number;
}

export const NOTHING: Amount = { money: NO_MONEY, tokens: 0 };

/** A hold as it is counted: what is not known of it cannot be. */
export function amountHeld(hold: Hold | undefined): Amount {
  return { money: hold?.money ?? NO_MONEY, tokens: hold?.tokens ?? 0 };
}

/**
 * What is spent, once the attempt has ended: its cost and its tokens; where they are not known, the worst case that was held. An answer from a cache
 * has bought no tokens, and what failed was not billed unless the end says so. Throws a RangeError for an amount that is none.
 */
export function amountSpent(hold: Hold | undefined, end: AttemptEnd): Amount {
  const unknown = end.state === 'failed' || fromCache(end) ? NOTHING : amountHeld(hold);
  const tokens = end.usage && !fromCache(end) ? end.usage.input + end.usage.output : unknown.tokens;
  return { money: asNanos(end.cost ?? unknown.money), tokens };
}

function fromCache(end: AttemptEnd): boolean {
  return end.cache === 'hit' || end.cache === 'semantic';
}
