/** The ledger of a SQLite store, read from any process, whether a runtime runs or not. */
import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { asNanos } from '../../../money/nanoDollars.ts';
import type { SitePlace } from '../../../protocol/sites.ts';
import type { SiteCall } from '../../attribution/siteCall.ts';
import { dateAt, windowsIn } from '../../budget/window.ts';
import type { Attempt } from '../../ledger/attempt.ts';
import {
  addFigures,
  type Figures,
  type Ledger,
  type LedgerEvent,
  NO_FIGURES,
  type OthersRow,
  type Report,
  type ReportFilter,
  type ReportQuery,
  type ReportRow,
} from '../../ledger/report.ts';
import { StoreUnavailable } from '../store.ts';
import { reading } from './failure.ts';
import { openDatabase } from './openDatabase.ts';
import { readPolicy } from './policy.ts';
import { attemptsSql, DATE_OF, figuresOf, inOrderOfTime, olderSql, reportSql, TAGS_OF } from './reportSql.ts';
import { attemptOf, SELECT_ATTEMPTS } from './rows.ts';
import { isCurrent } from './schema.ts';
import { readSiteCalls } from './siteCallRows.ts';
import { readSites } from './siteRows.ts';

/** Milliseconds that a reader waits for a writer that is recovering the file. */
const READING_WAIT = 1_000;

export interface SqliteLedgerOptions {
  readonly file: string;
  /** IANA name; absent: the zone of the budgets' windows. */
  readonly timeZone?: string;
}

/** Throws `StoreUnavailable` when there is no such file, or it cannot be read. */
export function openSqliteLedger({ file, timeZone }: SqliteLedgerOptions): Ledger {
  if (!existsSync(file)) throw new StoreUnavailable(`there is no ledger yet: ${file}`);
  return reading(() => {
    const database = openForReading(file);
    const zone = timeZone ?? readPolicy(database).timeZone ?? 'UTC';
    return new ReadLedger(database, zone);
  });
}

/** A file of an older Farthing is brought up to date first. */
function openForReading(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec(`PRAGMA busy_timeout = ${READING_WAIT}`);
  if (isCurrent(database)) return database;
  database.close();
  openDatabase(file).close();
  return openForReading(file);
}

class ReadLedger implements Ledger {
  readonly timeZone: string;
  readonly #database: DatabaseSync;
  readonly #tail: StatementSync;
  readonly #last: StatementSync;

  constructor(database: DatabaseSync, timeZone: string) {
    this.timeZone = timeZone;
    this.#database = database;
    const dateOf = datesIn(timeZone);
    database.function(DATE_OF, { deterministic: true }, instant => dateOf(instant as number));
    database.function(TAGS_OF, { deterministic: true }, tags => tagsInWords(tags as string));
    this.#tail = database.prepare(`${SELECT_ATTEMPTS} WHERE ends.seq > ? ORDER BY ends.seq LIMIT ?`);
    this.#last = database.prepare('SELECT COALESCE(MAX(seq), 0) AS last FROM ends');
  }

  report(query: ReportQuery): Report {
    return reading(() => {
      const { rows, others } = this.#rows(query);
      // Found the latest first, told in the order of time.
      if (inOrderOfTime(query.by)) rows.reverse();
      if (others) rows.push(others);
      return { by: query.by, rows, totals: rows.reduce<Figures>(addFigures, NO_FIGURES) };
    });
  }

  *attempts(filter: ReportFilter): Iterable<Attempt> {
    const { sql, parameters } = attemptsSql(filter);
    const rows = reading(() => this.#database.prepare(sql).iterate(...parameters));
    for (;;) {
      const { done, value } = reading(() => rows.next());
      if (done) return;
      yield attemptOf(value as Record<string, unknown>);
    }
  }

  tail(after: number, limit = 1_000): readonly LedgerEvent[] {
    return reading(() => this.#tail.all(after, limit).map(eventOf));
  }

  sites(): ReadonlyMap<string, SitePlace> {
    return reading(() => readSites(this.#database));
  }

  siteCalls(filter: ReportFilter, after = 0, limit = Number.MAX_SAFE_INTEGER): readonly SiteCall[] {
    return reading(() => readSiteCalls(this.#database, filter, after, limit));
  }

  last(): number {
    return reading(() => this.#last.get()?.last as number);
  }

  close(): void {
    this.#database.close();
  }

  #rows(query: ReportQuery): { rows: ReportRow[]; others: OthersRow | undefined } {
    return query.by === 'request' ? this.#requests(query) : this.#groups(query);
  }

  #groups(query: ReportQuery): { rows: ReportRow[]; others: OthersRow | undefined } {
    const { sql, parameters } = reportSql(query);
    const groups = this.#database.prepare(sql).all(...parameters);
    const rest = groups.splice(query.top ?? groups.length).map(figuresOf);
    return {
      rows: groups.map(row => ({ [query.by]: row.name as string | null, ...figuresOf(row) })),
      others: rest.length === 0 ? undefined : { others: rest.length, ...rest.reduce(addFigures) },
    };
  }

  /** The attempts that `top` leaves out may be a million: they are not made into rows. */
  #requests(query: ReportQuery): { rows: ReportRow[]; others: OthersRow | undefined } {
    const { sql, parameters } = reportSql(query);
    const found = this.#database.prepare(sql).all(...parameters);
    const older = query.top === undefined ? NO_FIGURES : this.#older(query, found.at(-1)?.seq as number | undefined);
    return {
      rows: found.map(row => {
        const attempt = attemptOf(row);
        return { request: attempt.id, state: attempt.state, attempt, ...figuresOf(row) };
      }),
      others: older.attempts === 0 ? undefined : { others: older.attempts, ...older },
    };
  }

  #older(query: ReportQuery, seq = Number.MAX_SAFE_INTEGER): Figures {
    const { sql, parameters } = olderSql(query, seq);
    return figuresOf(this.#database.prepare(sql).get(...parameters) as Record<string, unknown>);
  }
}

function eventOf(row: Readonly<Record<string, unknown>>): LedgerEvent {
  return {
    seq: row.end_seq as number,
    attempt: attemptOf(row),
    spent: { money: asNanos(row.spent_money as number), tokens: row.spent_tokens as number },
  };
}

/** Dates by instant; attempts lie together by days, so each day is reckoned once. */
export function datesIn(zone: string): (instant: number) => string {
  const windowOf = windowsIn(zone);
  const dates = new Map<number, string>();
  return instant => {
    const { from } = windowOf('day', instant);
    const known = dates.get(from);
    if (known !== undefined) return known;
    const date = dateAt(instant, zone);
    dates.set(from, date);
    return date;
  };
}

/** `env=dev, feature=search`; null for no tags. */
function tagsInWords(json: string): string | null {
  const tags = Object.entries(JSON.parse(json) as Record<string, string>);
  if (tags.length === 0) return null;
  return tags
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(', ');
}
