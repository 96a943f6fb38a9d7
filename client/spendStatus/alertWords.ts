/** Alerts as the editor tells of them, and the limit that a raise suggests. */
import { fromDollars, type NanoDollars, toDollars } from '../../shared/money/nanoDollars.ts';
import type { SpendAlert } from '../../shared/protocol/spend.ts';
import type { WantedRaise } from '../../shared/runtime/budget/raiseLimit.ts';

const RAISE = { day: 'Raise for Today', week: 'Raise for This Week', month: 'Raise for This Month', total: 'Raise' } as const;
const UNTIL = { day: 'today', week: 'this week', month: 'this month', total: 'for good' } as const;

export const raiseLabel = ({ budget }: SpendAlert): string => RAISE[budget.window];

/** What is asked for a new limit, and the amount that stands there: half as much again, and above what is spent. */
export function raiseQuestion({ unit, budget }: SpendAlert): { readonly prompt: string; readonly suggested: string } {
  const { limit, spent } = budget[unit] ?? { limit: 0, spent: 0 };
  const enough = Math.max(limit * 1.5, spent * 1.25);
  const what = unit === 'money' ? 'dollars' : 'tokens';
  const suggested = unit === 'money' ? roundedUp(toDollars(enough as NanoDollars)) : String(Math.ceil(enough / 1000) * 1000);
  return { prompt: `The limit in ${what} for ${UNTIL[budget.window]}: ${budget.cover}`, suggested };
}

/** To two digits; cents where it is dollars. */
function roundedUp(dollars: number): string {
  const step = 10 ** (Math.floor(Math.log10(Math.max(dollars, 1e-9))) - 1);
  const rounded = Math.ceil(dollars / step - 1e-9) * step;
  return rounded.toFixed(dollars >= 1 ? 2 : Math.min(9, Math.ceil(-Math.log10(step)))).replace(/(\.\d\d+?)0+$/, '$1');
}

/** The raise that was written, or a sentence about what is wrong with it. */
export function writtenRaise({ unit, budget }: SpendAlert, written: string): WantedRaise | string {
  const amount = Number(written.trim().replace(/^\$/, '').replaceAll(',', ''));
  if (written.trim() === '' || !Number.isFinite(amount) || amount < 0 || amount > 9_000_000_000) return 'Write a number';
  if (unit === 'tokens' && !Number.isInteger(amount)) return 'Write a whole number of tokens';
  if (unit === 'money' && amount > 9_000_000) return 'Write less than nine million dollars';
  const limit = unit === 'money' ? fromDollars(amount) : amount;
  if (limit <= (budget[unit]?.limit ?? 0)) return 'Write more than the limit is now';
  const { scope, window, owner, from } = budget;
  const raise = unit === 'money' ? { money: limit as NanoDollars } : { tokens: limit };
  return { scope: scope as WantedRaise['scope'], window, owner, from, ...raise };
}
