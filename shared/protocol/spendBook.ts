/** A snapshot of the ledger and what came after it, added up: what the panel, the dashboard and the status bar show. */
import type { SitePlace } from './sites.ts';
import type {
  CallLine,
  SpendAlert,
  SpendBudget,
  SpendChanges,
  SpendCursor,
  SpendFigures,
  SpendGroup,
  SpendMessage,
  SpendPeriod,
  SpendSnapshot,
} from './spend.ts';
import { addFigures, figuresOfLine, NOTHING_SPENT, subtractFigures } from './spendFigures.ts';

/** Lines that are kept; the sums are of all. */
const MOST_LINES = 2_000;
const MOST_ALERTS = 50;

export interface PeriodSums {
  readonly from: number;
  readonly until: number;
  readonly total: SpendFigures;
  readonly models: ReadonlyMap<string | null, SpendFigures>;
  readonly sites: ReadonlyMap<string | null, SpendFigures>;
}

/** Mutable: one for whoever shows it, fed every message. */
export class SpendBook {
  timeZone = 'UTC';
  budgets: readonly SpendBudget[] = [];
  /** Newest first. */
  alerts: readonly SpendAlert[] = [];
  /** Why what is shown may not be all; told with the next snapshot again if it still holds. */
  trouble: string | undefined;
  readonly places = new Map<string, SitePlace>();
  /** By number; in the order of their arrival, the oldest first. */
  readonly lines = new Map<number, CallLine>();
  readonly days = new Map<string, SpendFigures>();
  #cursor: SpendCursor | undefined;
  #daysFrom = 0;
  #today = new Sums({ from: 0, until: 0, models: [], sites: [] });
  #month = new Sums({ from: 0, until: 0, models: [], sites: [] });

  get today(): PeriodSums {
    return this.#today;
  }

  get month(): PeriodSums {
    return this.#month;
  }

  /** Undefined before the first snapshot. */
  get cursor(): SpendCursor | undefined {
    return this.#cursor;
  }

  /** False: something is missing between what is here and what came; nothing was taken over, and a new snapshot is needed. */
  take(message: SpendMessage): boolean {
    switch (message.type) {
      case 'snapshot':
        this.#begin(message);
        return true;
      case 'changes':
        return this.#change(message);
      case 'budgets':
        this.budgets = message.budgets;
        return true;
      case 'places':
        for (const place of message.places) this.places.set(place.id, place);
        return true;
      case 'refused':
        this.#keep(message.line);
        return true;
      case 'alert':
        this.alerts = [message.alert, ...this.alerts.filter(({ id }) => id !== message.alert.id)].slice(0, MOST_ALERTS);
        return true;
      case 'trouble':
        this.trouble = message.message;
        return true;
    }
  }

  /** All that is in it, as messages from which another one is the same. Nothing before the first snapshot. */
  messages(): SpendMessage[] {
    if (!this.#cursor) return [];
    const snapshot: SpendSnapshot = {
      type: 'snapshot',
      cursor: this.#cursor,
      timeZone: this.timeZone,
      today: this.#today.period(),
      month: this.#month.period(),
      daysFrom: this.#daysFrom,
      days: groupsOf(this.days),
      lines: [...this.lines.values()].reverse(),
    };
    return [
      snapshot,
      { type: 'places', places: [...this.places.values()] },
      { type: 'budgets', budgets: this.budgets },
      ...this.alerts.toReversed().map(alert => ({ type: 'alert', alert }) as const),
      ...(this.trouble === undefined ? [] : [{ type: 'trouble', message: this.trouble } as const]),
    ];
  }

  #begin({ cursor, timeZone, today, month, daysFrom, days, lines }: SpendSnapshot): void {
    this.timeZone = timeZone;
    this.trouble = undefined;
    this.#cursor = cursor;
    this.#today = new Sums(today);
    this.#month = new Sums(month);
    this.#daysFrom = daysFrom;
    this.days.clear();
    for (const { name, ...figures } of days) this.days.set(name ?? '', figures);
    // Refused calls are in no ledger; they stay.
    const refused = [...this.lines.values()].filter(({ seq }) => seq < 0);
    this.lines.clear();
    const all = [...refused, ...lines].sort((a, b) => a.startedAt - b.startedAt || a.seq - b.seq);
    for (const line of all.slice(-MOST_LINES)) this.lines.set(line.seq, line);
  }

  #change({ from, to, lines }: SpendChanges): boolean {
    const cursor = this.#cursor;
    if (!cursor || cursor.attempts !== from.attempts || cursor.ends !== from.ends) return false;
    for (const line of lines) {
      const now = figuresOfLine(line);
      // It was counted as under way when it began.
      const change = line.seq <= from.attempts ? subtractFigures(now, figuresOfLine(asHeld(line))) : now;
      this.#today.add(line, change);
      this.#month.add(line, change);
      if (line.startedAt >= this.#daysFrom) addTo(this.days, line.date, change);
      this.#keep(line);
    }
    this.#cursor = to;
    return true;
  }

  #keep(line: CallLine): void {
    this.lines.set(line.seq, line);
    if (this.lines.size > MOST_LINES) this.lines.delete(this.lines.keys().next().value as number);
  }
}

class Sums implements PeriodSums {
  readonly from: number;
  readonly until: number;
  readonly models: Map<string | null, SpendFigures>;
  readonly sites: Map<string | null, SpendFigures>;
  total: SpendFigures;

  constructor({ from, until, models, sites }: SpendPeriod) {
    this.from = from;
    this.until = until;
    this.models = new Map(models.map(({ name, ...figures }) => [name, figures]));
    this.sites = new Map(sites.map(({ name, ...figures }) => [name, figures]));
    this.total = [...this.models.values()].reduce(addFigures, NOTHING_SPENT);
  }

  add({ startedAt, model, site }: CallLine, change: SpendFigures): void {
    if (startedAt < this.from || startedAt >= this.until) return;
    this.total = addFigures(this.total, change);
    addTo(this.models, model ?? null, change);
    addTo(this.sites, site ?? null, change);
  }

  period(): SpendPeriod {
    return { from: this.from, until: this.until, models: groupsOf(this.models), sites: groupsOf(this.sites) };
  }
}

function addTo<Name extends string | null>(groups: Map<Name, SpendFigures>, name: Name, change: SpendFigures): void {
  groups.set(name, addFigures(groups.get(name) ?? NOTHING_SPENT, change));
}

function groupsOf(groups: ReadonlyMap<string | null, SpendFigures>): SpendGroup[] {
  return [...groups].map(([name, figures]) => ({ name, ...figures }));
}

/** As it was before it ended. */
function asHeld({ end: _end, cost: _cost, ...line }: CallLine): CallLine {
  return { ...line, state: 'held' };
}
