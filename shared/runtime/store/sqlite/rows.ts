/** Rows of the ledger, in and out of their tables. Columns in the order of `schema.ts`. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { asNanos, type NanoDollars } from '../../../money/nanoDollars.ts';
import type { ServiceTier, Usage } from '../../../money/usage.ts';
import type { Amount } from '../../budget/charge.ts';
import type { Attempt, AttemptEnd, AttemptStart, AttemptState, Hold } from '../../ledger/attempt.ts';

export type EndedState = Exclude<AttemptState, 'held'>;

export class LedgerRows {
  readonly #insertStart: StatementSync;
  readonly #insertEnd: StatementSync;
  readonly #selectById: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insertStart = database.prepare(`INSERT INTO attempts VALUES (NULL${', ?'.repeat(21)})`);
    this.#insertEnd = database.prepare(`INSERT INTO ends VALUES (NULL${', ?'.repeat(23)})`);
    this.#selectById = database.prepare(`${SELECT_ATTEMPTS} WHERE attempts.id = ?`);
  }

  /** Returns the number of the row. Throws when there is one with this id. */
  start(process: number, start: AttemptStart, hold: Hold | undefined): number {
    const { identity } = start;
    const { lastInsertRowid } = this.#insertStart.run(
      process,
      start.id,
      start.operation,
      start.attempt,
      start.startedAt,
      start.dialect,
      start.upstream,
      start.kind,
      start.endpoint,
      start.model ?? null,
      start.stream ? 1 : 0,
      identity.user ?? null,
      identity.team ?? null,
      identity.project ?? null,
      identity.key,
      identity.site ?? null,
      identity.branch ?? null,
      JSON.stringify(identity.tags),
      hold?.money ?? null,
      hold?.tokens ?? null,
      start.verdicts ? JSON.stringify(start.verdicts) : null,
    );
    return lastInsertRowid as number;
  }

  /** Throws when the attempt has ended already. */
  end(attempt: number, end: Omit<AttemptEnd, 'state'>, state: EndedState, spent: Amount): void {
    const { usage } = end;
    this.#insertEnd.run(
      attempt,
      state,
      end.endedAt,
      end.status ?? null,
      end.answeredBy ?? null,
      usage?.input ?? null,
      usage?.cacheRead ?? null,
      usage?.cacheWrite5m ?? null,
      usage?.cacheWrite1h ?? null,
      usage?.output ?? null,
      usage?.reasoning ?? null,
      usage?.batch === undefined ? null : Number(usage.batch),
      usage?.tier ?? null,
      end.cost ?? null,
      spent.money,
      spent.tokens,
      end.confidence,
      end.priceVersion ?? null,
      end.cache,
      end.saved ?? null,
      end.firstByteMs ?? null,
      JSON.stringify(end.notes),
      end.verdicts ? JSON.stringify(end.verdicts) : null,
    );
  }

  byId(id: string): { readonly seq: number; readonly attempt: Attempt } | undefined {
    const row = this.#selectById.get(id);
    return row && { seq: row.seq as number, attempt: attemptOf(row) };
  }
}

/** What `attemptOf` reads. */
export const ATTEMPT_COLUMNS = `attempts.*, ends.seq AS end_seq, state, ended_at, status, answered_by, input, cache_read, cache_write_5m, cache_write_1h,
  output, reasoning, batch, tier, cost, spent_money, spent_tokens, confidence, price_version, cache, saved, first_byte_ms, notes, end_verdicts`;

/** Every attempt with its end, if it has one. */
export const ATTEMPTS_AND_ENDS = 'FROM attempts LEFT JOIN ends ON ends.attempt = attempts.seq';

export const SELECT_ATTEMPTS = `SELECT ${ATTEMPT_COLUMNS} ${ATTEMPTS_AND_ENDS}`;

/** A row of `SELECT_ATTEMPTS`. */
export function attemptOf(row: Record<string, unknown>): Attempt {
  const state = (row.state ?? 'held') as AttemptState;
  const start: AttemptStart = {
    id: row.id as string,
    operation: row.operation as string,
    attempt: row.attempt as number,
    startedAt: row.started_at as number,
    dialect: row.dialect as AttemptStart['dialect'],
    upstream: row.upstream as string,
    kind: row.kind as AttemptStart['kind'],
    endpoint: row.endpoint as string,
    ...present({ model: row.model as string | null }),
    stream: row.stream === 1,
    identity: {
      ...present({
        user: row.user as string | null,
        team: row.team as string | null,
        project: row.project as string | null,
        site: row.site as string | null,
        branch: row.branch as string | null,
      }),
      key: row.key as string,
      tags: JSON.parse(row.tags as string),
    },
    ...(row.start_verdicts === null ? {} : { verdicts: JSON.parse(row.start_verdicts as string) }),
  };
  const hold: Hold = present({ money: moneyOf(row.hold_money), tokens: row.hold_tokens as number | null });
  // What became of a lost one was not seen; its charge is its hold.
  return state === 'held' || state === 'lost' ? { ...start, hold, state } : { ...start, hold, state, end: endOf(row, state) };
}

function endOf(row: Record<string, unknown>, state: AttemptEnd['state']): AttemptEnd {
  const usage = usageOfRow(row);
  return {
    endedAt: row.ended_at as number,
    state,
    ...present({ status: row.status as number | null, answeredBy: row.answered_by as string | null, cost: moneyOf(row.cost) }),
    ...(usage ? { usage } : {}),
    confidence: row.confidence as AttemptEnd['confidence'],
    cache: row.cache as AttemptEnd['cache'],
    ...present({
      priceVersion: row.price_version as string | null,
      saved: moneyOf(row.saved),
      firstByteMs: row.first_byte_ms as number | null,
    }),
    notes: JSON.parse(row.notes as string),
    ...(row.end_verdicts === null ? {} : { verdicts: JSON.parse(row.end_verdicts as string) }),
  };
}

function usageOfRow(row: Record<string, unknown>): Usage | undefined {
  if (row.input === null) return undefined;
  return {
    input: row.input as number,
    cacheRead: row.cache_read as number,
    cacheWrite5m: row.cache_write_5m as number,
    cacheWrite1h: row.cache_write_1h as number,
    output: row.output as number,
    reasoning: row.reasoning as number,
    ...(row.batch === null ? {} : { batch: row.batch === 1 }),
    ...present({ tier: row.tier as ServiceTier | null }),
  };
}

function moneyOf(column: unknown): NanoDollars | null {
  return column === null ? null : asNanos(column as number);
}

type Present<T> = { [Name in keyof T]?: Exclude<T[Name], null> };

/** Without the columns that are NULL. */
function present<T extends Record<string, unknown>>(columns: T): Present<T> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null)) as Present<T>;
}
