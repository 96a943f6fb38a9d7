/** How a source of change is described. */
import type { Volatility } from '../schema.ts';

/**
 * A name of a library, or of the language itself, whose value changes.
 *
 * A name is the whole path as it is imported (`datetime.datetime.now`, `Date.now`, `node:crypto.randomUUID`), called or just read. `*` stands for one
 * segment between dots; a final `**` for any further members, or none. A type annotation with such a name is a source too (`request: fastapi.Request`).
 */
export interface VolatilitySource {
  readonly names: readonly string[];
  readonly volatility: Volatility;
  /** Part of a sentence: `the clock, to the second`. */
  readonly reason: string;
  /** A reading of the clock: `dateMembers`, `dateFormats` and `dateCuts` may leave only its date. */
  readonly clock?: boolean;
  /** Only when called with no argument: `new Date()`, but not `new Date(x)`. */
  readonly withoutArguments?: boolean;
  /** The order of what it gives is not fixed, or is shuffled on purpose. */
  readonly unordered?: boolean;
}
