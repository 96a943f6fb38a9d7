/** What the runtime's ledger says of the call sites that are open, read beside everything else: nothing waits for it. */
import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { NanoDollars } from '../../../shared/money/nanoDollars.ts';
import type { SiteCall } from '../../../shared/runtime/attribution/siteCall.ts';
import { observe, type SiteObservation } from '../../../shared/runtime/attribution/siteObservation.ts';
import { dateAt, windowsIn } from '../../../shared/runtime/budget/window.ts';
import type { Ledger } from '../../../shared/runtime/ledger/report.ts';
import type { Home } from '../../../shared/runtime/process/home.ts';
import { ENOUGH_CALLS } from '../../estimate/observed.ts';

/** Of the last day on which there were calls. */
export interface SeenOfDay {
  readonly calls: number;
  /** Of those whose cost is known. */
  readonly mean?: NanoDollars;
  /** Share of them that read from the provider's prompt cache or were answered from ours, 0 to 1. */
  readonly hits: number;
  /** ISO date; absent: today. */
  readonly date?: string;
}

interface SeenEvents {
  /** Calls have come, of which something is shown. `enough`: some site now has as many as it takes to go by them. */
  changed(enough: boolean): void;
  log(message: string): void;
}

const LOOK_MS = 1000;
const DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
/** Rows read before others get a turn. */
const SLICE = 1000;
/** Of one site; the latest. */
const MOST_CALLS = 2000;

export class SeenCalls {
  readonly #home: Home;
  readonly #events: SeenEvents;
  readonly #calls = new Map<string, SiteCall[]>();
  readonly #observed = new Map<string, SiteObservation>();
  readonly #looking: NodeJS.Timeout;
  #timeZone = 'UTC';
  #last = 0;
  #stamp = '';
  #isReading = false;
  #isStopped = false;

  constructor(home: Home, events: SeenEvents) {
    this.#home = home;
    this.#events = events;
    this.#looking = setInterval(() => void this.#look(), LOOK_MS).unref();
    void this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#looking);
  }

  of(site: string): SiteObservation | undefined {
    return this.#observed.get(site);
  }

  ofDay(site: string, now: number): SeenOfDay | undefined {
    const calls = this.#calls.get(site);
    const latest = calls?.at(-1);
    if (!calls || !latest) return undefined;
    const windowOf = windowsIn(this.#timeZone);
    const day = windowOf('day', latest.startedAt);
    const own = calls.filter(({ startedAt }) => startedAt >= day.from);
    const [seen] = observe(own).values();
    if (!seen) return undefined;
    return {
      calls: seen.calls,
      ...(seen.cost && { mean: seen.cost.mean }),
      hits: (seen.promptCache.reading + seen.fromCache) / seen.calls,
      ...(windowOf('day', now).from !== day.from && { date: dateAt(latest.startedAt, this.#timeZone) }),
    };
  }

  async #look(): Promise<void> {
    const stamp = stampOf(this.#home.ledger);
    if (this.#isReading || stamp === this.#stamp) return;
    this.#isReading = true;
    this.#stamp = stamp;
    try {
      const { openSqliteLedger } = await import('../../../shared/runtime/store/sqlite/sqliteLedger.ts');
      const ledger = openSqliteLedger({ file: this.#home.ledger });
      try {
        await this.#read(ledger);
      } finally {
        ledger.close();
      }
    } catch (error) {
      // Another version's, or damaged: the runtime and its commands say so; here nothing is shown.
      this.#events.log(`The ledger cannot be read: ${(error as Error).message}`);
    } finally {
      this.#isReading = false;
    }
  }

  async #read(ledger: Ledger): Promise<void> {
    // A ledger that was put in the place of another begins anew.
    if (ledger.last() < this.#last) this.#forget();
    this.#timeZone = ledger.timeZone;
    const since = Date.now() - DAYS * DAY_MS;
    const changed = new Set<string>();
    for (;;) {
      const calls = ledger.siteCalls({ since }, this.#last, SLICE);
      for (const call of calls) {
        this.#add(call);
        changed.add(call.site);
      }
      this.#last = calls.at(-1)?.seq ?? this.#last;
      if (calls.length < SLICE || this.#isStopped) break;
      await setImmediate();
    }
    if (changed.size === 0) return;
    let enough = false;
    for (const site of changed) {
      const before = this.#observed.get(site)?.calls ?? 0;
      const [seen] = observe(this.#calls.get(site) ?? []).values();
      if (!seen) continue;
      this.#observed.set(site, seen);
      enough ||= before < ENOUGH_CALLS && seen.calls >= ENOUGH_CALLS;
    }
    this.#events.changed(enough);
  }

  #add(call: SiteCall): void {
    const known = this.#calls.get(call.site);
    if (!known) this.#calls.set(call.site, [call]);
    else if (known.push(call) > MOST_CALLS) known.shift();
  }

  #forget(): void {
    this.#calls.clear();
    this.#observed.clear();
    this.#last = 0;
  }
}

/** Changes when something is written. */
function stampOf(file: string): string {
  return [file, `${file}-wal`]
    .map(path => statSync(path, { throwIfNoEntry: false }))
    .map(stats => (stats ? `${stats.mtimeMs} ${stats.size}` : ''))
    .join()
    .replace(/^,$/, '');
}
