/** Budgets for people: what is spent of each, who it covers, and when it begins anew. */

import { formatDollars } from '../../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../../shared/money/nanoDollars.ts';
import type { Budget, BudgetState, RequestLimits } from '../../../shared/runtime/budget/budget.ts';
import type { BudgetInForce, LimitsInForce } from '../../../shared/runtime/budget/limitsInForce.ts';
import { coverOf, localMinute, WINDOW_WORDS } from '../../../shared/runtime/budget/wording.ts';
import { plainTable } from '../plainTable.ts';
import type { Terminal } from '../terminal.ts';

type Unit = 'money' | 'tokens';

export function budgetTable({ budgets, request }: LimitsInForce, timeZone: string, terminal: Terminal): string {
  const rows = budgets.flatMap(one => rowsOf(one, timeZone, terminal));
  const limits = requestSentence(request);
  if (rows.length === 0 && limits === undefined) return `${NO_BUDGETS}\n`;
  const { bold } = terminal.colours;
  const table = plainTable({
    head: ['Spent', 'Held', 'Limit', 'Used', 'Whose', 'Begins anew'].map(text => bold(text)),
    rows,
    aligns: ['right', 'right', 'right', 'right', 'left', 'left'],
  });
  return [...(rows.length > 0 ? [table] : []), ...(limits === undefined ? [] : [limits]), ''].join('\n');
}

const NO_BUDGETS = 'No budget is set: nothing is refused. `farthing budget set user/day --usd 5` sets one.';

function rowsOf({ budget, states }: BudgetInForce, timeZone: string, terminal: Terminal): string[][] {
  const units = (['money', 'tokens'] as const).filter(unit => budget[unit] !== undefined);
  return units.flatMap(unit =>
    states.length === 0 ? [untouched(budget, unit, terminal)] : states.map(state => row(state, unit, timeZone, terminal)),
  );
}

function row(state: BudgetState, unit: Unit, timeZone: string, terminal: Terminal): string[] {
  const { budget, spent, held, until } = state;
  const limit = budget[unit] ?? 0;
  return [
    amount(spent[unit], unit),
    held[unit] === 0 ? '-' : amount(held[unit], unit),
    budget.raised ? `${amount(limit, unit)} (raised)` : amount(limit, unit),
    used(spent[unit], held[unit], limit, terminal),
    coverOf(state),
    until === undefined ? 'never' : localMinute(until, timeZone),
  ];
}

function untouched(budget: Budget, unit: Unit, terminal: Terminal): string[] {
  const whose =
    budget.owner === undefined && budget.scope !== 'all'
      ? `each ${budget.scope}, ${WINDOW_WORDS[budget.window]}`
      : coverOf({ budget, owner: budget.owner ?? '' });
  const limit = budget[unit] ?? 0;
  return [amount(0, unit), '-', amount(limit, unit), used(0, 0, limit, terminal), whose, budget.window === 'total' ? 'never' : '-'];
}

const CELLS = 20;
/** Where alerts are told, in cells. */
const MARKS = [0.7, 0.9, 1].map(share => share * CELLS);

/** `92 %`, and in a terminal a bar with marks at 70, 90 and 100 %. */
function used(spent: number, held: number, limit: number, { interactive, colours }: Terminal): string {
  const share = limit === 0 ? (spent > 0 ? 1 : 0) : spent / limit;
  const percent = `${Math.floor(100 * share)} %`.padStart(5);
  const colour = share >= 0.9 ? colours.red : share >= 0.7 ? colours.yellow : colours.green;
  if (!interactive) return percent;
  const filled = Math.min(CELLS, Math.round(share * CELLS));
  const reserved = Math.min(CELLS, Math.round(limit === 0 ? 0 : ((spent + held) / limit) * CELLS));
  let bar = '';
  for (let cell = 0; cell < CELLS; cell++) {
    bar += cell < filled ? '█' : cell < reserved ? '▒' : '░';
    if (MARKS.includes(cell + 1)) bar += '│';
  }
  return `${colour(bar)} ${percent}`;
}

function amount(of: number, unit: Unit): string {
  return unit === 'money' ? formatDollars(of as NanoDollars) : `${of.toLocaleString('en')} tok`;
}

/** `One request: at most $0.50, 8,000 input tokens, 2,000 output tokens.` */
function requestSentence({ money, inputTokens, outputTokens }: RequestLimits): string | undefined {
  const parts = [
    ...(money === undefined ? [] : [formatDollars(money)]),
    ...(inputTokens === undefined ? [] : [`${inputTokens.toLocaleString('en')} input tokens`]),
    ...(outputTokens === undefined ? [] : [`${outputTokens.toLocaleString('en')} output tokens`]),
  ];
  return parts.length === 0 ? undefined : `One request: at most ${parts.join(', ')}.`;
}
