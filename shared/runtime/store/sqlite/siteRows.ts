/** Call sites that calls were attributed to, as they were last seen: what a report needs to name a line of code. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { asNanos } from '../../../money/nanoDollars.ts';
import type { SitePlace } from '../../../protocol/sites.ts';

/** `last_seen`: milliseconds since the epoch. */
export const SITES = `
  CREATE TABLE sites (
    id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    path TEXT NOT NULL,
    line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    cell INTEGER,
    symbol TEXT,
    low INTEGER,
    expected INTEGER,
    high INTEGER,
    last_seen INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Statement that writes a site, and writes it anew. */
export function siteWriter(database: DatabaseSync): (place: SitePlace, at: number) => void {
  let insert: StatementSync | undefined;
  return ({ id, workspace, path, line, endLine, cell, symbol, estimate }, at) => {
    insert ??= database.prepare(`INSERT OR REPLACE INTO sites VALUES (?${', ?'.repeat(10)})`);
    const { low, expected, high } = estimate ?? {};
    insert.run(id, workspace, path, line, endLine, cell ?? null, symbol ?? null, low ?? null, expected ?? null, high ?? null, at);
  };
}

export function readSites(database: DatabaseSync): ReadonlyMap<string, SitePlace> {
  const rows = database.prepare('SELECT * FROM sites').all();
  return new Map(rows.map(row => [row.id as string, placeOf(row)]));
}

function placeOf(row: Readonly<Record<string, unknown>>): SitePlace {
  const money = (column: string) => asNanos(row[column] as number);
  return {
    id: row.id as string,
    workspace: row.workspace as string,
    path: row.path as string,
    line: row.line as number,
    endLine: row.end_line as number,
    ...(row.cell === null ? {} : { cell: row.cell as number }),
    ...(row.symbol === null ? {} : { symbol: row.symbol as string }),
    ...(row.expected === null ? {} : { estimate: { low: money('low'), expected: money('expected'), high: money('high') } }),
  };
}
