/** Calls by the sites they were put down to. */
import type { DatabaseSync } from 'node:sqlite';
import { asNanos } from '../../../money/nanoDollars.ts';
import type { SiteCall } from '../../attribution/siteCall.ts';
import type { ReportFilter } from '../../ledger/report.ts';
import { conditionOf } from './reportSql.ts';

const COLUMNS = `ends.seq AS seq, site, started_at, key, dialect, model, start_verdicts ->> '$.attribution.confidence' AS attributed,
  state, cache, cost, input, cache_read, cache_write_5m + cache_write_1h AS cache_write, output`;

export function readSiteCalls(database: DatabaseSync, filter: ReportFilter, after: number, limit: number): readonly SiteCall[] {
  const { sql, parameters } = conditionOf(filter);
  const from = 'FROM ends JOIN attempts ON attempts.seq = ends.attempt';
  const rows = database
    .prepare(`SELECT ${COLUMNS} ${from} WHERE ends.seq > ? AND site IS NOT NULL AND ${sql} ORDER BY ends.seq LIMIT ?`)
    .all(after, ...parameters, limit);
  return rows.map(callOf);
}

function callOf(row: Readonly<Record<string, unknown>>): SiteCall {
  return {
    seq: row.seq as number,
    site: row.site as string,
    startedAt: row.started_at as number,
    key: row.key as string,
    dialect: row.dialect as SiteCall['dialect'],
    ...(row.model === null ? {} : { model: row.model as string }),
    ...(row.attributed === null ? {} : { confidence: row.attributed as NonNullable<SiteCall['confidence']> }),
    state: row.state as SiteCall['state'],
    cache: row.cache as SiteCall['cache'],
    ...(row.cost === null ? {} : { cost: asNanos(row.cost as number) }),
    ...(row.input === null
      ? {}
      : {
          tokens: {
            input: row.input as number,
            cacheRead: row.cache_read as number,
            cacheWrite: row.cache_write as number,
            output: row.output as number,
          },
        }),
  };
}
