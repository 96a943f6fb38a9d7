/** The calls of a period as they can be replayed, for the commands that ask what would have been. */
import { statSync } from 'node:fs';
import type { Provider } from '../../shared/catalogue/schema.ts';
import { loadPrices, type PriceSource } from '../../shared/models/priceSource.ts';
import type { SitePlace } from '../../shared/protocol/sites.ts';
import type { ReportFilter } from '../../shared/runtime/ledger/report.ts';
import { type Home, homeOf } from '../../shared/runtime/process/home.ts';
import { loadSettings } from '../../shared/runtime/process/loadSettings.ts';
import { type Past, pastOf } from '../../shared/runtime/simulation/pastCall.ts';
import { openSqliteLedger } from '../../shared/runtime/store/sqlite/sqliteLedger.ts';
import { StoreUnavailable } from '../../shared/runtime/store/store.ts';
import { complain, complainOfStore } from './complain.ts';
import { FAILED } from './exitCodes.ts';
import { askedBy, type ReportFlags } from './reportQuery.ts';

export type PeriodFlags = Omit<ReportFlags, 'by' | 'top' | 'format'>;

export interface PastCalls {
  readonly past: Past;
  readonly prices: PriceSource;
  readonly sites: ReadonlyMap<string, SitePlace>;
  /** IANA name. */
  readonly timeZone: string;
  readonly home: Home;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** First and first-not instant. */
  readonly since: number;
  readonly until?: number;
}

/** A week, unless another period is asked for. */
const USUAL_PERIOD = '7d';

/** Runs a command on them and returns its exit code. */
export async function withPastCalls(flags: PeriodFlags, command: (calls: PastCalls) => number): Promise<number> {
  const home = homeOf(flags.home);
  const loaded = await loadSettings(home);
  if ('problems' in loaded) return refuse(...loaded.problems);
  const { models, upstreams } = loaded.settings;
  const prices = await loadPrices(models);
  const now = Date.now();
  const asked = (zone: string) => askedBy({ ...flags, by: 'model', since: flags.since ?? USUAL_PERIOD }, { now, zone }, false);
  const providers = new Map<string, Provider>(
    [...upstreams].flatMap(([name, { provider }]) => (provider === undefined ? [] : [[name, provider]])),
  );
  const period = (filter: ReportFilter) => ({ since: filter.since ?? 0, ...(filter.until === undefined ? {} : { until: filter.until }) });
  if (statSync(home.ledger, { throwIfNoEntry: false }) === undefined) {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const query = asked(timeZone);
    if (typeof query === 'string') return refuse(query);
    return command({ past: pastOf([], { prices, providers }), prices, sites: new Map(), timeZone, home, now, ...period(query) });
  }
  try {
    const ledger = openSqliteLedger({ file: home.ledger });
    try {
      const { timeZone } = ledger;
      const query = asked(timeZone);
      if (typeof query === 'string') return refuse(query);
      const past = pastOf(ledger.attempts(query), { prices, providers });
      return command({ past, prices, sites: ledger.sites(), timeZone, home, now, ...period(query) });
    } finally {
      ledger.close();
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) return complainOfStore(error, home.ledger);
    throw error;
  }
}

export function refuse(...sentences: readonly string[]): number {
  for (const sentence of sentences) complain(sentence);
  return FAILED;
}
