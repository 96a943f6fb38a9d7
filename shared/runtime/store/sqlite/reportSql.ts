/** A question to the ledger, in SQL. */
import type { SQLInputValue } from 'node:sqlite';
import { asNanos } from '../../../money/nanoDollars.ts';
import { type Figures, figures, type ReportFilter, type ReportKey, type ReportQuery } from '../../ledger/report.ts';
import { ATTEMPT_COLUMNS, ATTEMPTS_AND_ENDS } from './rows.ts';

/** Functions of the connection that `sqliteLedger.ts` opens. */
export const DATE_OF = 'date_in_zone';
export const TAGS_OF = 'tags_in_words';

interface Sql {
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}

/**
 * One row a group, with its `name` and `SUMS`; by request one row an attempt, with its columns. The dearest first; requests and days the latest
 * first.
 */
export function reportSql(query: ReportQuery): Sql {
  const condition = conditionOf(query);
  if (query.by === 'request') {
    const sql = `SELECT ${ATTEMPT_COLUMNS}, ${SUMS} ${ATTEMPTS_AND_ENDS} WHERE ${condition.sql} GROUP BY attempts.seq ORDER BY attempts.seq DESC LIMIT ?`;
    return { sql, parameters: [...condition.parameters, query.top ?? -1] };
  }
  const name = groupOf(query);
  const order = inOrderOfTime(query.by) ? 'name DESC' : 'cost_nanos DESC, attempts DESC, name';
  return {
    sql: `SELECT ${name.sql} AS name, ${SUMS} ${ATTEMPTS_AND_ENDS} WHERE ${condition.sql} GROUP BY name ORDER BY ${order}`,
    parameters: [...name.parameters, ...condition.parameters],
  };
}

/** Each attempt with its end, the first first. */
export function attemptsSql(filter: ReportFilter): Sql {
  const { sql, parameters } = conditionOf(filter);
  return { sql: `SELECT ${ATTEMPT_COLUMNS} ${ATTEMPTS_AND_ENDS} WHERE ${sql} ORDER BY attempts.seq`, parameters };
}

/** One row with the sums of all attempts that were made before the one with this number. */
export function olderSql(query: ReportQuery, seq: number): Sql {
  const { sql, parameters } = conditionOf(query);
  return { sql: `SELECT ${SUMS} ${ATTEMPTS_AND_ENDS} WHERE ${sql} AND attempts.seq < ?`, parameters: [...parameters, seq] };
}

export function inOrderOfTime(by: ReportKey): boolean {
  return by === 'request' || by === 'day';
}

function groupOf({ by, tag }: ReportQuery): Sql {
  switch (by) {
    case 'day':
      return { sql: `${DATE_OF}(started_at)`, parameters: [] };
    case 'tag':
      return tag === undefined ? { sql: `${TAGS_OF}(tags)`, parameters: [] } : { sql: 'tags ->> ?', parameters: [tag] };
    default:
      return { sql: by, parameters: [] };
  }
}

const FILTERED = ['user', 'team', 'project', 'model', 'site', 'upstream'] as const;

export function conditionOf(filter: ReportFilter): Sql {
  const conditions: Sql[] = [{ sql: 'TRUE', parameters: [] }];
  if (filter.since !== undefined) conditions.push({ sql: 'started_at >= ?', parameters: [filter.since] });
  if (filter.until !== undefined) conditions.push({ sql: 'started_at < ?', parameters: [filter.until] });
  for (const column of FILTERED) {
    const value = filter[column];
    if (value !== undefined) conditions.push({ sql: `${column} = ?`, parameters: [value] });
  }
  for (const tag of Object.entries(filter.tags ?? {})) conditions.push({ sql: 'tags ->> ? = ?', parameters: tag });
  return { sql: conditions.map(({ sql }) => sql).join(' AND '), parameters: conditions.flatMap(({ parameters }) => parameters) };
}

const FROM_CACHE = `cache IN ('hit', 'semantic')`;
const bought = (column: string) => `COALESCE(SUM(${column}) FILTER (WHERE NOT ${FROM_CACHE}), 0)`;
const countOf = (condition: string) => `COUNT(*) FILTER (WHERE ${condition})`;

/** Sums over a group of `attempts LEFT JOIN ends`; `figuresOf` reads them. */
export const SUMS = `
  COUNT(*) AS attempts,
  ${countOf('state IS NULL')} AS held,
  ${countOf(`state = 'settled'`)} AS settled,
  ${countOf(`state = 'aborted'`)} AS aborted,
  ${countOf(`state = 'failed'`)} AS failed,
  ${countOf(`state = 'lost'`)} AS lost,
  ${bought('input')} AS input_tokens,
  ${bought('cache_read')} AS cached_tokens,
  ${bought('output')} AS output_tokens,
  ${bought('reasoning')} AS reasoning_tokens,
  COALESCE(SUM(cost), 0) AS cost_nanos,
  ${countOf(`cost IS NULL AND state IN ('settled', 'aborted', 'lost')`)} AS unknown_cost,
  COALESCE(SUM(ends.spent_money), 0) AS spent_nanos,
  COALESCE(SUM(hold_money) FILTER (WHERE state IS NULL), 0) AS held_nanos,
  COALESCE(SUM(saved), 0) AS saved_nanos,
  ${countOf(FROM_CACHE)} AS hits,
  ${countOf(`cache = 'miss' AND state <> 'lost'`)} AS misses,
  ${countOf(`cache = 'bypass'`)} AS bypassed`;

export function figuresOf(row: Readonly<Record<string, unknown>>): Figures {
  const count = (column: string) => row[column] as number;
  const money = (column: string) => asNanos(row[column] as number);
  return figures({
    attempts: count('attempts'),
    states: {
      held: count('held'),
      settled: count('settled'),
      aborted: count('aborted'),
      failed: count('failed'),
      lost: count('lost'),
    },
    inputTokens: count('input_tokens'),
    cachedTokens: count('cached_tokens'),
    outputTokens: count('output_tokens'),
    reasoningTokens: count('reasoning_tokens'),
    costNanos: money('cost_nanos'),
    unknownCost: count('unknown_cost'),
    spentNanos: money('spent_nanos'),
    heldNanos: money('held_nanos'),
    savedNanos: money('saved_nanos'),
    cache: { hits: count('hits'), misses: count('misses'), bypassed: count('bypassed') },
  });
}
