/** The router's model: from outcomes to the chance that the strong model's answer is worth it. */
import { noOutcomes, type Outcomes, type SiteOutcomes } from './outcomes.ts';
import { addScaled, dot, ridge, type Weights } from './ridge.ts';

/** Fewer outcomes are no better than counting words (measured: 300 were not, 1,000 were). */
export const FEWEST_OUTCOMES = 1_000;

/** So many outcomes of a call site weigh as much as all others together. */
const PRIOR_WEIGHT = 20;
const PENALTY = 20;

export interface Learned {
  readonly outcomes: number;
  /** How much more often the strong model's answer is good enough: around -1 to 1, as the regressions say it. */
  gain(features: Float64Array, site: string | undefined): number;
  /** Share of this site's requests that the cheap model was not good enough for, drawn towards that of all; undefined: not seen. */
  priorOf(site: string | undefined): { readonly bad: number; readonly count: number } | undefined;
}

/** Pure but for its cost: some ten milliseconds for 300 features. */
export function learnFrom(outcomes: Outcomes, penalty = PENALTY): Learned {
  const { all, sites, sums } = outcomes;
  const priors = new Map([...sites].map(([site, of]) => [site, shrunk(of, all)]));
  const everywhere = shrunk(noOutcomes(0), all);
  const target = (products: Float64Array, offsetOf: (prior: Prior) => number, sum: number) => {
    const rest = products.slice();
    let left = sum;
    for (const [site, { features, count }] of sites) {
      const offset = offsetOf(priors.get(site) as Prior) - offsetOf(everywhere);
      addScaled(rest, features, -offset);
      left -= offset * count;
    }
    return { products: rest, sum: left };
  };
  const [bad, gain] = ridge(
    sums,
    [target(outcomes.bad, prior => prior.bad, all.gained + all.bothBad), target(outcomes.gain, prior => prior.gain, all.gained - all.lost)],
    penalty,
  ) as [Weights, Weights];

  const priorOf = (site: string | undefined) => {
    const of = site === undefined ? undefined : sites.get(site);
    return of && { bad: (priors.get(site as string) as Prior).bad, count: of.count };
  };

  return {
    outcomes: all.count,
    priorOf,
    gain(features, site) {
      const prior = site === undefined ? undefined : priors.get(site);
      const { recovered, lost } = prior ?? everywhere;
      const chance = dot(features, bad.weights) + bad.bias + ((prior ?? everywhere).bad - everywhere.bad);
      const expected = chance * recovered - (1 - chance) * lost;
      // What is gained by subject does not carry over to others; that the cheap one fails does.
      if (!prior) return expected;
      return (expected + dot(features, gain.weights) + gain.bias + (prior.gain - everywhere.gain)) / 2;
    },
  };
}

interface Prior {
  /** The cheap one is not good enough. */
  readonly bad: number;
  /** The strong one is, where the cheap one is not. */
  readonly recovered: number;
  /** It is not, where the cheap one is. */
  readonly lost: number;
  readonly gain: number;
}

function shrunk(site: SiteOutcomes, all: SiteOutcomes): Prior {
  const rate = (some: (of: SiteOutcomes) => number, of: (of: SiteOutcomes) => number) => {
    const common = of(all) === 0 ? 0 : some(all) / of(all);
    return (some(site) + PRIOR_WEIGHT * common) / (of(site) + PRIOR_WEIGHT);
  };
  const badOf = (of: SiteOutcomes) => of.gained + of.bothBad;
  return {
    bad: rate(badOf, of => of.count),
    recovered: rate(of => of.gained, badOf),
    lost: rate(
      of => of.lost,
      of => of.count - badOf(of),
    ),
    gain: rate(
      of => of.gained - of.lost,
      of => of.count,
    ),
  };
}
