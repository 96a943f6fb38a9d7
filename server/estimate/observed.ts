/** What the calls of a site were seen to be, in the place of what would be supposed. */
import type { SiteObservation, Spread } from '../../shared/runtime/attribution/siteObservation.ts';
import type { CallSite } from '../calls/callSite.ts';
import type { CallSize } from './callSize.ts';
import type { TokenRange } from './estimate.ts';
import { count, spread } from './wording.ts';

/** By call site; given, never looked up by the analysis. */
export type Observations = (call: Pick<CallSite, 'id'>) => SiteObservation | undefined;

export const NOTHING_SEEN: Observations = () => undefined;

/** From so many calls on, what was seen is more than chance. */
export const ENOUGH_CALLS = 20;

const DAY = 24 * 60 * 60_000;
const DAYS_A_MONTH = 30;

/** Sizes as they were seen, of calls that make one request; the ledger has requests, not runs. */
export function sizeSeen(size: CallSize, seen: SiteObservation | undefined, turns: TokenRange): CallSize {
  const tokens = seen?.tokens;
  if (!tokens || tokens.calls < ENOUGH_CALLS || turns.high > 1) return size;
  const input = rangeOf(tokens.input);
  const output = rangeOf(tokens.output);
  return {
    ...size,
    prompt: { ...size.prompt, tokens: input, stable: Math.min(size.prompt.stable, input.low) },
    output: { ...size.output, tokens: output },
    completions: 1,
    assumptions: [
      `input ${spread(input)}, output ${spread(output)}: seen in ${count(tokens.calls)} calls`,
      ...size.assumptions.filter(note => !size.prompt.assumptions.includes(note) && !size.output.assumptions.includes(note)),
    ],
    exact: false,
  };
}

const rangeOf = ({ p05, p50, p95 }: Spread): TokenRange => ({ low: p05, expected: p50, high: p95 });

/** Calls a month at the rate that was seen; undefined before a day of it, and before there are enough. */
export function rateSeen(seen: SiteObservation | undefined): { readonly callsPerMonth: number; readonly note: string } | undefined {
  if (!seen || seen.calls < ENOUGH_CALLS || seen.until - seen.since < DAY) return undefined;
  const callsPerMonth = Math.round((DAYS_A_MONTH * DAY * (seen.calls - 1)) / (seen.until - seen.since));
  const since = new Date(seen.since).toISOString().slice(0, 10);
  return { callsPerMonth, note: `${count(callsPerMonth)} calls a month: the rate seen since ${since}` };
}
