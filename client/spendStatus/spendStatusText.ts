/** What the status bar says of today's spending. */

import { formatDollars } from '../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../shared/money/nanoDollars.ts';
import type { SpendBudget, SpendFigures } from '../../shared/protocol/spend.ts';

export interface SpendStatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly severity: 'none' | 'warning' | 'error';
}

export interface SpentToday {
  readonly today: { readonly total: SpendFigures; readonly until: number };
  readonly budgets: readonly SpendBudget[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Of the runtime. */
  readonly url: string;
}

export function spendStatusText({ today, budgets, now, url }: SpentToday): SpendStatusText {
  // Midnight has passed and nobody has called since.
  const total = now < today.until ? today.total : undefined;
  const tightest = tightestOf(budgets);
  const share = tightest === undefined ? '' : ` · ${percent(tightest)} %`;
  return {
    text: `$(credit-card) ${spent(total)}${share}`,
    tooltip: [
      `Spent today: ${spent(total)}${total === undefined || total.calls === 0 ? '' : `, ${counted(total.calls, 'call')}`}`,
      ...unknown(total),
      ...(tightest === undefined ? ['No budget is set'] : [`Tightest budget: ${amounts(tightest)}, ${tightest.cover}`]),
      `Metered at ${url}`,
    ].join('\n'),
    severity: tightest === undefined || tightest.share < 0.9 ? 'none' : tightest.share < 1 ? 'warning' : 'error',
  };
}

/** What is not known is said, and never counted as nothing. */
function spent(total: SpendFigures | undefined): string {
  if (!total) return formatDollars(0 as NanoDollars);
  return total.cost === 0 && total.unknown > 0 ? 'cost unknown' : formatDollars(total.cost);
}

function unknown(total: SpendFigures | undefined): string[] {
  if (!total || total.unknown === 0) return [];
  return [`The cost of ${counted(total.unknown, 'call')} is not known and not in it`];
}

interface Tightest {
  readonly cover: string;
  readonly unit: 'money' | 'tokens';
  readonly spent: number;
  readonly limit: number;
  readonly share: number;
}

function tightestOf(budgets: readonly SpendBudget[]): Tightest | undefined {
  const all = budgets.flatMap(({ cover, money, tokens }) => [
    ...(money ? [{ cover, unit: 'money' as const, ...money, share: shareOf(money) }] : []),
    ...(tokens ? [{ cover, unit: 'tokens' as const, ...tokens, share: shareOf(tokens) }] : []),
  ]);
  return all.reduce<Tightest | undefined>(
    (tightest, one) => (tightest === undefined || one.share > tightest.share ? one : tightest),
    undefined,
  );
}

const shareOf = ({ spent, limit }: { readonly spent: number; readonly limit: number }): number =>
  limit === 0 ? (spent > 0 ? 1 : 0) : spent / limit;

/** Never rounded up: 90 % is said when 90 % are spent. */
const percent = ({ share }: Tightest): number => Math.floor(share * 100 + 1e-9);

function amounts({ unit, spent, limit }: Tightest): string {
  const amount = (of: number) => (unit === 'money' ? formatDollars(of as NanoDollars) : `${of.toLocaleString('en')} tokens`);
  return `${amount(spent)} of ${amount(limit)}`;
}

const counted = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
