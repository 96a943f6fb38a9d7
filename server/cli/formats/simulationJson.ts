/** `farthing simulate --json`. */
import { toDollars } from '../../../shared/money/nanoDollars.ts';
import type { SitePlace } from '../../../shared/protocol/sites.ts';
import type { SimulatedFigures, Simulation } from '../../../shared/runtime/simulation/simulate.ts';
import { placeJson } from '../siteNames.ts';

export interface SimulationReport extends Simulation {
  readonly places: ReadonlyMap<string, SitePlace>;
  /** IANA name. */
  readonly timeZone: string;
  readonly home: string;
  /** First and first-not instant. */
  readonly since: number;
  readonly until: number;
}

export function simulationJson({ groups, total, notModelled, places, timeZone, since, until }: SimulationReport): string {
  const answer = {
    version: 1,
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    timeZone,
    rows: groups.map(group => ({
      site: group.site,
      ...placeJson(group.site, places),
      model: group.model,
      endpoint: group.endpoint,
      ...figuresJson(group),
    })),
    totals: figuresJson(total),
    notModelled,
  };
  return `${JSON.stringify(answer)}\n`;
}

function figuresJson({ calls, before, after, changed, fromCache, refused }: SimulatedFigures): object {
  return {
    calls,
    beforeUsd: toDollars(before),
    beforeNanos: before,
    afterUsd: toDollars(after),
    afterNanos: after,
    differenceNanos: after - before,
    changed,
    fromCache,
    refused,
  };
}
