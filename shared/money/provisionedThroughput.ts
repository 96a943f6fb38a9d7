/**
 * Throughput bought by the hour (Bedrock provisioned throughput, Azure PTUs) against paying by the token: from how many calls on it is
 * cheaper. The hourly price is the user's: it is negotiated and depends on the term.
 */
import { asNanos, type NanoDollars } from './nanoDollars.ts';

export interface Provisioned {
  readonly perHour: NanoDollars;
  readonly units: number;
  readonly hours: number;
  /** Calls all units together can take in an hour; absent when not known. */
  readonly callsPerHour?: number;
}

export interface BreakEven {
  /** What the units cost over the hours, used or not. */
  readonly fixed: NanoDollars;
  /** The fewest calls in those hours at which provisioned throughput is cheaper than on-demand; undefined when a call costs nothing. */
  readonly calls: number | undefined;
  /** False when the units cannot take that many calls: then it never pays off. Undefined when their capacity is not known. */
  readonly reachable: boolean | undefined;
}

export function breakEven(onDemandPerCall: NanoDollars, provisioned: Provisioned): BreakEven {
  const fixed = asNanos(provisioned.perHour * provisioned.units * provisioned.hours);
  if (onDemandPerCall <= 0) return { fixed, calls: undefined, reachable: false };
  const calls = Math.floor(fixed / onDemandPerCall) + 1;
  const capacity = provisioned.callsPerHour === undefined ? undefined : provisioned.callsPerHour * provisioned.hours;
  return { fixed, calls, reachable: capacity === undefined ? undefined : calls <= capacity };
}
