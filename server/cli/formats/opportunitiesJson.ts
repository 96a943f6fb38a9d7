/** `farthing report --opportunities --json`. */
import { toDollars } from '../../../shared/money/nanoDollars.ts';
import { placeJson } from '../siteNames.ts';
import type { OpportunitiesReport } from './opportunitiesTable.ts';

export function opportunitiesJson({ sites, calls, cost, combined, notKnown, places, timeZone, since, until }: OpportunitiesReport): string {
  const answer = {
    version: 1,
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    timeZone,
    sites: sites.map(({ opportunities, cost: of, combined: together, site, ...group }) => ({
      site,
      ...placeJson(site, places),
      ...group,
      costUsd: toDollars(of),
      costNanos: of,
      combinedUsd: toDollars(together),
      combinedNanos: together,
      opportunities: opportunities.map(({ saved, rule = null, setting = null, ...opportunity }) => ({
        ...opportunity,
        savedUsd: toDollars(saved),
        savedNanos: saved,
        rule,
        setting,
      })),
    })),
    totals: { calls, costUsd: toDollars(cost), costNanos: cost, combinedUsd: toDollars(combined), combinedNanos: combined },
    notKnown,
  };
  return `${JSON.stringify(answer)}\n`;
}
