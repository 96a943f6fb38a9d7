/** Reads a ledger for whoever follows what is spent: the sums once, and then what came after them. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { asNanos } from '../../../money/nanoDollars.ts';
import type { SitePlace } from '../../../protocol/sites.ts';
import type { CallLine, SpendChanges, SpendCursor, SpendFigures, SpendGroup, SpendPeriod, SpendSnapshot } from '../../../protocol/spend.ts';
import { addFigures, NOTHING_SPENT } from '../../../protocol/spendFigures.ts';
import { windowAt } from '../../budget/window.ts';
import { callLine } from '../../spend/callLine.ts';
import { reading } from './failure.ts';
import { readPolicy } from './policy.ts';
import { DATE_OF, figuresOf, SUMS } from './reportSql.ts';
import { ATTEMPT_COLUMNS, ATTEMPTS_AND_ENDS, attemptOf, SELECT_ATTEMPTS } from './rows.ts';
import { readSites } from './siteRows.ts';
import { datesIn } from './sqliteLedger.ts';

/** Lines of a snapshot. */
const LATEST = 500;
/** Days before today that are told. */
const DAYS = 30;
const DAY_MS = 86_400_000;
/** More changes than this are told by a new snapshot. */
const MOST_CHANGES = 5_000;
/** Milliseconds that it waits for a writer that is recovering the file. */
const READING_WAIT = 1_000;

const route = (mode: string) =>
  `COALESCE(SUM(start_verdicts ->> '$.route.difference') FILTER (WHERE start_verdicts ->> '$.route.mode' = '${mode}'), 0)`;

/** One row a date, model and call site. */
const SUMS_BY_GROUP = `
  SELECT ${DATE_OF}(started_at) AS date, model, site, ${SUMS},
    ${route('on')} AS routed,
    ${route('shadow')} AS would_route,
    COALESCE(SUM(end_verdicts ->> '$.semantic.wouldSave') FILTER (WHERE end_verdicts ->> '$.semantic.mode' = 'shadow'), 0) AS would_save
  ${ATTEMPTS_AND_ENDS} WHERE started_at >= ? GROUP BY date, model, site`;

/** What began after the cursor, and what ended after it and had begun before. */
const CHANGES = `
  ${SELECT_ATTEMPTS} WHERE attempts.seq > ?1
  UNION ALL
  SELECT ${ATTEMPT_COLUMNS} FROM ends JOIN attempts ON attempts.seq = ends.attempt WHERE ends.seq > ?2 AND attempts.seq <= ?1
  ORDER BY 1`;

const CURSOR = `SELECT (SELECT COALESCE(MAX(seq), 0) FROM attempts) AS attempts, (SELECT COALESCE(MAX(seq), 0) FROM ends) AS ends`;

export class SpendReader {
  readonly timeZone: string;
  readonly #database: DatabaseSync;
  readonly #dateOf: (instant: number) => string;
  readonly #cursor: StatementSync;
  readonly #sums: StatementSync;
  readonly #latest: StatementSync;
  readonly #changes: StatementSync;

  /** Of a file that a store has open. Throws `StoreUnavailable`, as every function here does, when it cannot be read. */
  constructor(file: string) {
    const database = reading(() => new DatabaseSync(file, { readOnly: true }));
    this.#database = database;
    database.exec(`PRAGMA busy_timeout = ${READING_WAIT}`);
    this.timeZone = reading(() => readPolicy(database).timeZone) ?? 'UTC';
    this.#dateOf = datesIn(this.timeZone);
    database.function(DATE_OF, { deterministic: true }, instant => this.#dateOf(instant as number));
    this.#cursor = database.prepare(CURSOR);
    this.#sums = database.prepare(SUMS_BY_GROUP);
    this.#latest = database.prepare(`${SELECT_ATTEMPTS} ORDER BY attempts.seq DESC LIMIT ${LATEST}`);
    this.#changes = database.prepare(CHANGES);
  }

  /** All in `read` sees the ledger at one instant. */
  atOnce<T>(read: () => T): T {
    return reading(() => {
      this.#database.exec('BEGIN');
      try {
        return read();
      } finally {
        this.#database.exec('COMMIT');
      }
    });
  }

  /** To be asked inside `atOnce`. `now` says which day it is. */
  snapshot(now: number): SpendSnapshot {
    const today = windowAt('day', now, this.timeZone);
    const month = windowAt('month', now, this.timeZone);
    const daysFrom = Math.min(month.from, windowAt('day', now - DAYS * DAY_MS, this.timeZone).from);
    const groups = this.#sums.all(daysFrom).map(groupOf);
    const ofToday = this.#dateOf(now);
    const ofMonth = ofToday.slice(0, 'YYYY-MM'.length);
    return {
      type: 'snapshot',
      cursor: this.#read(),
      timeZone: this.timeZone,
      today: periodOf(
        today,
        groups.filter(({ date }) => date === ofToday),
      ),
      month: periodOf(
        month,
        groups.filter(({ date }) => date.startsWith(ofMonth)),
      ),
      daysFrom,
      days: added(groups, 'date').sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1)),
      lines: this.#latest.all().map(row => this.#lineOf(row)),
    };
  }

  /** To be asked inside `atOnce`. Undefined: nothing has changed; `many`: too much has for telling it all. */
  changesSince(from: SpendCursor): SpendChanges | 'many' | undefined {
    const to = this.#read();
    const count = to.attempts - from.attempts + (to.ends - from.ends);
    if (count === 0) return undefined;
    if (count > MOST_CHANGES) return 'many';
    return { type: 'changes', from, to, lines: this.#changes.all(from.attempts, from.ends).map(row => this.#lineOf(row)) };
  }

  /** Where call sites were when a call was last put down to them. */
  sites(): ReadonlyMap<string, SitePlace> {
    return reading(() => readSites(this.#database));
  }

  close(): void {
    this.#database.close();
  }

  #read(): SpendCursor {
    const { attempts, ends } = this.#cursor.get() as Record<keyof SpendCursor, number>;
    return { attempts, ends };
  }

  #lineOf(row: Record<string, unknown>): CallLine {
    const spent = asNanos((row.spent_money as number | null) ?? 0);
    const charge = row.cost === null ? { spent } : { spent, cost: asNanos(row.cost as number) };
    return callLine(attemptOf(row), row.seq as number, this.#dateOf(row.started_at as number), charge);
  }
}

interface Group {
  readonly date: string;
  readonly model: string | null;
  readonly site: string | null;
  readonly figures: SpendFigures;
}

function groupOf(row: Record<string, unknown>): Group {
  const { attempts, states, inputTokens, cachedTokens, outputTokens, costNanos, unknownCost, spentNanos, heldNanos, savedNanos, cache } =
    figuresOf(row);
  const figures: SpendFigures = {
    calls: attempts,
    held: states.held,
    failed: states.failed,
    aborted: states.aborted,
    lost: states.lost,
    input: inputTokens,
    cached: cachedTokens,
    output: outputTokens,
    cost: costNanos,
    unknown: unknownCost,
    spent: spentNanos,
    heldMoney: heldNanos,
    saved: savedNanos,
    hits: cache.hits,
    misses: cache.misses,
    routed: asNanos(row.routed as number),
    wouldSave: asNanos(row.would_save as number),
    wouldRoute: asNanos(row.would_route as number),
  };
  return { date: row.date as string, model: row.model as string | null, site: row.site as string | null, figures };
}

function periodOf({ from, until = Number.MAX_SAFE_INTEGER }: { from: number; until?: number }, groups: readonly Group[]): SpendPeriod {
  return { from, until, models: added(groups, 'model'), sites: added(groups, 'site') };
}

function added(groups: readonly Group[], by: 'date' | 'model' | 'site'): SpendGroup[] {
  const sums = new Map<string | null, SpendFigures>();
  for (const group of groups) sums.set(group[by], addFigures(sums.get(group[by]) ?? NOTHING_SPENT, group.figures));
  return [...sums].map(([name, figures]) => ({ name, ...figures }));
}
