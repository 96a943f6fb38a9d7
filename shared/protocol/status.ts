/** What the language server tells an editor about itself, as often as it changes. */
import type { NanoDollars } from '../money/nanoDollars.ts';

/** A notification from the server. */
export const STATUS = 'farthing/status';

export interface Status {
  readonly state: 'starting' | 'analysing' | 'ready' | 'failed';
  /** Call sites found in the files that were analysed. */
  readonly calls: number;
  /** Those without a cost, because their model or its price is not known. */
  readonly unpriced: number;
  /** What all priced calls together are expected to cost in a month. */
  readonly perMonth: NanoDollars;
  /** How often each call is assumed to run in a month. */
  readonly callsPerMonth: number;
  readonly findings: number;
  /** The analysis that took longest among the last ones of open files. */
  readonly slowest?: { readonly uri: string; readonly milliseconds: number };
  /** What kept something from being analysed, a sentence each. */
  readonly problems: readonly string[];
}
