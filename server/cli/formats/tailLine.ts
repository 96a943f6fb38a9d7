/** `farthing tail`: one line for each call that has ended. */
import { formatDollars } from '../../../shared/money/formatDollars.ts';
import { toDollars } from '../../../shared/money/nanoDollars.ts';
import type { LedgerEvent } from '../../../shared/runtime/ledger/report.ts';
import { printable } from '../printable.ts';
import type { Terminal } from '../terminal.ts';
import { chainOf, routeJson, turnJson } from './chain.ts';
import { attemptJson } from './reportJson.ts';

export function tailJson({ seq, attempt, spent }: LedgerEvent): string {
  const { end } = attempt;
  return JSON.stringify({
    type: 'call',
    seq,
    request: attempt.id,
    state: attempt.state,
    ...attemptJson(attempt),
    ...(attempt.verdicts?.turn && { turn: turnJson(attempt.verdicts.turn) }),
    ...(attempt.verdicts?.route && { route: routeJson(attempt.verdicts.route) }),
    inputTokens: end?.usage?.input ?? null,
    cachedTokens: end?.usage?.cacheRead ?? null,
    outputTokens: end?.usage?.output ?? null,
    costUsd: end?.cost === undefined ? null : toDollars(end.cost),
    costNanos: end?.cost ?? null,
    savedUsd: toDollars(end?.saved ?? (0 as typeof spent.money)),
    spentUsd: toDollars(spent.money),
  });
}

const COST_WIDTH = 10;
const MODEL_WIDTH = 24;
const TOKENS_WIDTH = 9;

/** `   $0.0033  14:03:07  gpt-4o    1,200 in       34 out  ada`. */
export function tailLine({ attempt, spent }: LedgerEvent, timeZone: string, { colours }: Terminal): string {
  const { end, startedAt, model, endpoint, identity, state } = attempt;
  const hit = end?.cache === 'hit' || end?.cache === 'semantic';
  const cost = end?.cost === undefined ? 'unknown' : formatDollars(end.cost);
  const tokens = (count: number | undefined, what: string) =>
    `${(count === undefined ? '?' : count.toLocaleString('en')).padStart(TOKENS_WIDTH)} ${what}`;
  const remarks = [
    ...(hit ? [`from the cache, ${formatDollars(end.saved ?? (0 as typeof spent.money))} saved`] : []),
    ...(state === 'settled' ? [] : [`${state}${end?.status === undefined ? '' : ` (${end.status})`}`]),
    ...(end?.cost === undefined && spent.money > 0 ? [`budgets count ${formatDollars(spent.money)}`] : []),
    ...(end?.notes ?? []),
    ...chainOf(attempt.verdicts),
  ];
  return [
    colours.bold(cost.padStart(COST_WIDTH)),
    clock(startedAt, timeZone),
    printable(model ?? endpoint).padEnd(MODEL_WIDTH),
    tokens(end?.usage?.input, 'in'),
    tokens(end?.usage?.output, 'out'),
    printable(identity.user ?? '-'),
    ...(remarks.length === 0 ? [] : [colours.dim(printable(remarks.join('; ')))]),
  ].join('  ');
}

const clock = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'medium' }).format(instant);
