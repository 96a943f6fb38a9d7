/** What would have been saved, by call site and lever: the answer of `farthing report --opportunities`. */
import type { NanoDollars } from '../../money/nanoDollars.ts';

export const LEVERS = ['prompt-cache', 'model', 'routing', 'output-limit', 'batch', 'exact-cache', 'semantic-cache'] as const;

export type Lever = (typeof LEVERS)[number];

export interface Opportunity {
  readonly lever: Lever;
  /** By itself, over the calls of the period; more than nothing. Those of one call site are not additive: `combined` says what they come to together. */
  readonly saved: NanoDollars;
  /** Calls that would have cost less. */
  readonly calls: number;
  /** `measured`: by what the ledger saw. `assumed`: also by what `assumption` says. */
  readonly confidence: 'measured' | 'assumed';
  /** A phrase: what must hold for the figure to be right. */
  readonly assumption: string;
  /** A phrase: what is to be done. */
  readonly action: string;
  /** The rule that finds and mends it in the code, where one does. */
  readonly rule?: string;
  /** The key of the user's configuration, where that does it. */
  readonly setting?: string;
}

export interface SiteOpportunities {
  /** Null: no call site is known; then model and endpoint tell the group from others. */
  readonly site: string | null;
  readonly model: string | null;
  readonly endpoint: string;
  readonly calls: number;
  readonly cost: NanoDollars;
  /** The largest first. */
  readonly opportunities: readonly Opportunity[];
  /** All of them at once, nothing counted twice. */
  readonly combined: NanoDollars;
}

export interface Opportunities {
  /** Those with something to save, the largest combined saving first. */
  readonly sites: readonly SiteOpportunities[];
  /** Of all calls that can be priced, those of sites without an opportunity among them. */
  readonly calls: number;
  readonly cost: NanoDollars;
  readonly combined: NanoDollars;
  /** What the figures do not know, each a sentence. */
  readonly notKnown: readonly string[];
}
