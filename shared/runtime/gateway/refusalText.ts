/** Why a call is not made, in one sentence for the person who reads it in a stack trace: money first, then whose limit, and when it begins anew. */
import { formatDollars } from '../../money/formatDollars.ts';
import { asNanos } from '../../money/nanoDollars.ts';
import type { BudgetState } from '../budget/budget.ts';
import { coverOf, localMinute } from '../budget/wording.ts';
import type { Hold } from '../ledger/attempt.ts';

type Unit = 'money' | 'tokens';

export function budgetSentence(state: BudgetState, unit: Unit, hold: Hold | undefined, timeZone: string): string {
  const limit = state.budget[unit] ?? 0;
  const spent = state.spent[unit];
  const held = state.held[unit];
  const needed = hold?.[unit];
  const asks = needed === undefined ? '' : `; this call may take ${amount(needed, unit)}`;
  return `${amount(Math.max(0, limit - spent - held), unit)} left of ${amount(limit, unit)} (${coverOf(state)}): ${amount(spent, unit)} spent, ${amount(held, unit)} held by calls under way${asks}.${anew(state, timeZone)}`;
}

export function unpriceableSentence(state: BudgetState, unit: Unit, reason: string | undefined, timeZone: string): string {
  const what = unit === 'money' ? 'what this call can cost' : 'how many tokens this call can take';
  return `${amount(state.budget[unit] ?? 0, unit)} is the limit (${coverOf(state)}), and ${what} is not known${reason === undefined ? '' : `: ${reason}`}. Set runtime.unknownPrice to "allow" to make such calls all the same.${anew(state, timeZone)}`;
}

function amount(of: number, unit: Unit): string {
  return unit === 'money' ? formatDollars(asNanos(of)) : `${of.toLocaleString('en')} tokens`;
}

function anew({ until }: BudgetState, timeZone: string): string {
  return until === undefined ? '' : ` It begins anew at ${localMinute(until, timeZone)}.`;
}
