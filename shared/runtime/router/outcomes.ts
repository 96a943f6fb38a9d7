/** What is learned from: how the cheap model did, and how the strong one would have; kept as sums by call site. */
import { addScaled, Sums } from './ridge.ts';

export interface Outcome {
  /** The cheap model's answer was good enough. */
  readonly cheap: boolean;
  /** Absent: it is taken for good. */
  readonly strong?: boolean;
}

/** Of one call site. */
export interface SiteOutcomes {
  count: number;
  /** The cheap model was not good enough, and the strong one was. */
  gained: number;
  /** Both were not. */
  bothBad: number;
  /** The cheap one was, the strong one not. */
  lost: number;
  readonly features: Float64Array;
}

/** Of more sites only the ones seen first are told apart. */
const MOST_SITES = 500;

export class Outcomes {
  readonly sums: Sums;
  /** Sums of features where the cheap model was not good enough, and of features times what the strong one gains. */
  readonly bad: Float64Array;
  readonly gain: Float64Array;
  readonly all: SiteOutcomes;
  readonly sites: Map<string, SiteOutcomes>;

  constructor(size: number) {
    this.sums = new Sums(size);
    this.bad = new Float64Array(size);
    this.gain = new Float64Array(size);
    this.all = noOutcomes(0);
    this.sites = new Map();
  }

  get count(): number {
    return this.all.count;
  }

  learn(features: Float64Array, site: string | undefined, { cheap, strong = true }: Outcome): void {
    this.sums.add(features);
    if (!cheap) addScaled(this.bad, features, 1);
    if (cheap !== strong) addScaled(this.gain, features, strong ? 1 : -1);
    note(this.all, cheap, strong);
    const known = site === undefined ? undefined : this.#site(site);
    if (!known) return;
    note(known, cheap, strong);
    addScaled(known.features, features, 1);
  }

  #site(site: string): SiteOutcomes | undefined {
    const known = this.sites.get(site);
    if (known || this.sites.size >= MOST_SITES) return known;
    const begun = noOutcomes(this.sums.size);
    this.sites.set(site, begun);
    return begun;
  }
}

export function noOutcomes(size: number): SiteOutcomes {
  return { count: 0, gained: 0, bothBad: 0, lost: 0, features: new Float64Array(size) };
}

function note(outcomes: SiteOutcomes, cheap: boolean, strong: boolean): void {
  outcomes.count++;
  if (!cheap && strong) outcomes.gained++;
  if (!cheap && !strong) outcomes.bothBad++;
  if (cheap && !strong) outcomes.lost++;
}
