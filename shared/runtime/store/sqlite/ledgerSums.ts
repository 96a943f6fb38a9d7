/** What the counters are sums of, reckoned anew from the ledger itself. */
import type { DatabaseSync } from 'node:sqlite';
import type { ScopeKind } from '../../budget/budget.ts';
import { NOBODY } from '../../budget/scope.ts';
import type { Window } from '../../budget/window.ts';
import { NO_SUMS, type Sums, sumsOf } from './counters.ts';

/** Column of `attempts` that says whose it is. */
const OWNER: Readonly<Record<ScopeKind, string>> = {
  user: `COALESCE(user, '${NOBODY}')`,
  team: `COALESCE(team, '${NOBODY}')`,
  project: `COALESCE(project, '${NOBODY}')`,
  model: `COALESCE(model, '${NOBODY}')`,
  site: `COALESCE(site, '${NOBODY}')`,
  key: 'key',
  all: `'${NOBODY}'`,
};

/** Of every owner with a row in that window. */
export function sumsByOwner(database: DatabaseSync, scope: ScopeKind, window: Window): Map<string, Sums> {
  const rows = database.prepare(`${sumsOfRows(scope)} GROUP BY owner`).all(window.from, window.until ?? Number.MAX_SAFE_INTEGER);
  return new Map(rows.map(row => [row.owner as string, sumsOf(row)]));
}

export function sumsOfOwner(database: DatabaseSync, scope: ScopeKind, window: Window, owner: string): Sums {
  const until = window.until ?? Number.MAX_SAFE_INTEGER;
  const row = database.prepare(`${sumsOfRows(scope)} AND ${OWNER[scope]} = ? GROUP BY owner`).get(window.from, until, owner);
  return row ? sumsOf(row) : NO_SUMS;
}

/** When the last attempt began, milliseconds since the epoch. */
export function lastStart(database: DatabaseSync): number {
  return database.prepare('SELECT COALESCE(MAX(started_at), 0) AS last FROM attempts').get()?.last as number;
}

function sumsOfRows(scope: ScopeKind): string {
  return `
    SELECT ${OWNER[scope]} AS owner,
      COALESCE(SUM(ends.spent_money), 0) AS spent_money,
      COALESCE(SUM(ends.spent_tokens), 0) AS spent_tokens,
      COALESCE(SUM(hold_money) FILTER (WHERE ends.seq IS NULL), 0) AS held_money,
      COALESCE(SUM(hold_tokens) FILTER (WHERE ends.seq IS NULL), 0) AS held_tokens
    FROM attempts LEFT JOIN ends ON ends.attempt = attempts.seq
    WHERE started_at >= ? AND started_at < ?`;
}
