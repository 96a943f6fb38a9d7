/** The outcomes of a runtime as a file: sums by which no request can be told, written now and then and at the end. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { Outcomes, type SiteOutcomes } from './outcomes.ts';

/** Another layout of features makes other sums. */
const LAYOUT = 1;

interface Kept {
  readonly layout: number;
  readonly routes: ReadonlyMap<string, KeptRoute>;
}

interface KeptRoute {
  readonly products: Float64Array;
  readonly features: Float64Array;
  readonly bad: Float64Array;
  readonly gain: Float64Array;
  readonly all: SiteOutcomes;
  readonly sites: ReadonlyMap<string, SiteOutcomes>;
}

/** By the models of a route. A file that is not there, of another layout or broken begins anew. */
export function readOutcomes(file: string, size: number): Map<string, Outcomes> {
  try {
    const kept = deserialize(readFileSync(file)) as Kept;
    if (kept.layout !== LAYOUT) return new Map();
    return new Map(
      [...kept.routes].filter(([, { features }]) => features.length === size).map(([name, route]) => [name, outcomesOf(route, size)]),
    );
  } catch {
    return new Map();
  }
}

export function writeOutcomes(file: string, routes: ReadonlyMap<string, Outcomes>): void {
  const kept: Kept = {
    layout: LAYOUT,
    routes: new Map(
      [...routes].map(([name, { sums, bad, gain, all, sites }]) => [
        name,
        { products: sums.products, features: sums.features, bad, gain, all, sites },
      ]),
    ),
  };
  writeFileSync(`${file}.new`, serialize(kept), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function outcomesOf({ products, features, bad, gain, all, sites }: KeptRoute, size: number): Outcomes {
  const outcomes = new Outcomes(size);
  outcomes.sums.products.set(products);
  outcomes.sums.features.set(features);
  outcomes.sums.count = all.count;
  outcomes.bad.set(bad);
  outcomes.gain.set(gain);
  Object.assign(outcomes.all, all);
  for (const [site, of] of sites) outcomes.sites.set(site, of);
  return outcomes;
}
