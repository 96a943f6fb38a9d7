/** A limit as a gauge: how far it is spent, and what that means. */
import { formatDollars } from '../../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../../shared/money/nanoDollars.ts';
import type { SpendBudget, SpendLimit } from '../../../shared/protocol/spend.ts';

export interface Gauge {
  readonly cover: string;
  /** `$4.61 of $5.00`. */
  readonly amount: string;
  /** Whole per cent that is spent; 99 until all is. */
  readonly percent: number;
  /** Thousandths of the limit, at most 1000 together. */
  readonly spent: number;
  readonly held: number;
  readonly level: 'calm' | 'past70' | 'past90' | 'full';
  /** For who does not see it. */
  readonly text: string;
}

export const MARKS = [70, 90, 100] as const;

/** The tightest first. */
export function gaugesOf(budgets: readonly SpendBudget[]): Gauge[] {
  return budgets
    .flatMap(budget => (['money', 'tokens'] as const).flatMap(unit => gaugeOf(budget, unit) ?? []))
    .sort((a, b) => b.spent - a.spent || b.held - a.held);
}

function gaugeOf({ cover, ...budget }: SpendBudget, unit: 'money' | 'tokens'): Gauge | undefined {
  const limit = budget[unit];
  if (!limit) return undefined;
  const spent = share(limit.spent, limit);
  const held = Math.min(1000 - spent, share(limit.held, limit));
  const percent = limit.spent >= limit.limit ? 100 : Math.min(99, Math.floor(spent / 10));
  const write = (amount: number) => (unit === 'money' ? formatDollars(amount as NanoDollars) : amount.toLocaleString('en-US'));
  const amount = `${write(limit.spent)} of ${write(limit.limit)}${unit === 'money' ? '' : ' tokens'}`;
  const underWay = limit.held === 0 ? '' : `, up to ${write(limit.held)} under way`;
  return { cover, amount, percent, spent, held, level: levelOf(percent), text: `${cover}: ${amount} spent, ${percent} %${underWay}` };
}

function share(part: number, { limit }: SpendLimit): number {
  return limit === 0 ? 1000 : Math.min(1000, Math.floor((part / limit) * 1000));
}

function levelOf(percent: number): Gauge['level'] {
  if (percent >= 100) return 'full';
  if (percent >= 90) return 'past90';
  return percent >= 70 ? 'past70' : 'calm';
}
