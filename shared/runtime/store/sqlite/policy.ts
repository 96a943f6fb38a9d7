/** Limits and time zone as the file has them, for all processes that share it. */
import type { DatabaseSync } from 'node:sqlite';
import { asNanos } from '../../../money/nanoDollars.ts';
import type { Budget, RequestLimits, ScopeKind, WindowKind } from '../../budget/budget.ts';
import { type Track, tracksOf } from '../../budget/limits.ts';
import { NOBODY } from '../../budget/scope.ts';
import { type Window, windowsIn } from '../../budget/window.ts';

/** A kind of scope whose spending is counted, because something limits it. */
export interface Tracked extends Track {
  /** Counters of windows that begin here or later are there unless they are zero. */
  readonly completeFrom: number;
}

export interface Policy {
  /** Grows with every change. */
  readonly version: number;
  /** Undefined in a file that nobody has used yet. */
  readonly timeZone: string | undefined;
  readonly windowAt: (kind: WindowKind, instant: number) => Window;
  readonly budgets: readonly Budget[];
  readonly tracks: readonly Tracked[];
  readonly request: RequestLimits;
}

export function readPolicy(database: DatabaseSync): Policy {
  const row = database.prepare('SELECT * FROM policy').get() as Record<string, unknown>;
  const budgets = database.prepare('SELECT * FROM budgets').all().map(budgetOf);
  const completeFrom = new Map(
    database
      .prepare('SELECT * FROM tracked')
      .all()
      .map(each => [`${each.scope}/${each.window}`, each.complete_from as number]),
  );
  const tracks = tracksOf(budgets).map(track => ({
    ...track,
    completeFrom: completeFrom.get(`${track.scope}/${track.window}`) ?? Number.MAX_SAFE_INTEGER,
  }));
  const timeZone = (row.time_zone as string | null) ?? undefined;
  return { version: row.version as number, timeZone, windowAt: windowsIn(timeZone ?? 'UTC'), budgets, tracks, request: requestOf(row) };
}

/** Whether another process has changed the policy since. */
export function policyVersion(database: DatabaseSync): () => number {
  const statement = database.prepare('SELECT version FROM policy');
  return () => statement.get()?.version as number;
}

export function writeRequestLimits(database: DatabaseSync, limits: RequestLimits): void {
  for (const limit of [limits.inputTokens, limits.outputTokens, limits.money]) checkLimit(limit);
  database
    .prepare('UPDATE policy SET request_input = ?, request_output = ?, request_money = ?')
    .run(limits.inputTokens ?? null, limits.outputTokens ?? null, limits.money ?? null);
}

export function writeBudget(database: DatabaseSync, budget: Budget): void {
  if (budget.money === undefined && budget.tokens === undefined) throw new RangeError('a budget needs a limit of money or of tokens');
  if (budget.owner === NOBODY) throw new RangeError('the owner of a budget has a name');
  if (budget.scope === 'all' && budget.owner !== undefined) throw new RangeError('a budget of all calls has no owner');
  checkLimit(budget.money);
  checkLimit(budget.tokens);
  for (const { money, tokens } of budget.raises ?? []) [money, tokens].forEach(checkLimit);
  database
    .prepare('INSERT OR REPLACE INTO budgets (scope, window, owner, money, tokens, raises) VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      budget.scope,
      budget.window,
      budget.owner ?? NOBODY,
      budget.money ?? null,
      budget.tokens ?? null,
      budget.raises ? JSON.stringify(budget.raises) : null,
    );
}

export function deleteBudget(database: DatabaseSync, { scope, owner, window }: Pick<Budget, 'scope' | 'owner' | 'window'>): void {
  database.prepare('DELETE FROM budgets WHERE scope = ? AND window = ? AND owner = ?').run(scope, window, owner ?? NOBODY);
}

export function writeTimeZone(database: DatabaseSync, timeZone: string): void {
  database.prepare('UPDATE policy SET time_zone = ?').run(timeZone);
}

function checkLimit(limit: number | undefined): void {
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 0)) throw new RangeError(`not a limit: ${limit}`);
}

function budgetOf(row: Record<string, unknown>): Budget {
  return {
    scope: row.scope as ScopeKind,
    window: row.window as WindowKind,
    ...(row.owner === NOBODY ? {} : { owner: row.owner as string }),
    ...(row.money === null ? {} : { money: asNanos(row.money as number) }),
    ...(row.tokens === null ? {} : { tokens: row.tokens as number }),
    ...(row.raises === null ? {} : { raises: JSON.parse(row.raises as string) }),
  };
}

function requestOf(row: Record<string, unknown>): RequestLimits {
  return {
    ...(row.request_input === null ? {} : { inputTokens: row.request_input as number }),
    ...(row.request_output === null ? {} : { outputTokens: row.request_output as number }),
    ...(row.request_money === null ? {} : { money: asNanos(row.request_money as number) }),
  };
}
