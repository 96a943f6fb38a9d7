/** What the runtime of this machine saw of calls, for an analysis that is told to go by it. */
import { existsSync } from 'node:fs';
import { observe, type SiteObservation } from '../../shared/runtime/attribution/siteObservation.ts';
import { homeOf } from '../../shared/runtime/process/home.ts';

/** Older calls tell little of the code as it is. */
const DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** Empty where nothing was ever metered. */
export async function observedCalls(): Promise<ReadonlyMap<string, SiteObservation>> {
  const { ledger: file } = homeOf(undefined);
  if (!existsSync(file)) return new Map();
  const { openSqliteLedger } = await import('../../shared/runtime/store/sqlite/sqliteLedger.ts');
  const ledger = openSqliteLedger({ file });
  try {
    return observe(ledger.siteCalls({ since: Date.now() - DAYS * DAY_MS }));
  } finally {
    ledger.close();
  }
}
