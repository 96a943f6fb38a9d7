/** Numbers and ranges in the sentences of an estimate. */
import type { TokenRange } from './estimate.ts';

export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `200 tokens (20 to 2,000)`. */
export function spread(range: TokenRange, unit = 'tokens'): string {
  const expected = `${count(range.expected)} ${unit}`;
  return range.low === range.high ? expected : `${expected} (${count(range.low)} to ${count(range.high)})`;
}
