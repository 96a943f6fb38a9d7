/** Numbers and ranges in the sentences of an estimate. */
import type { TokenRange } from './estimate.ts';

export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `20 to 2,000, 200 expected`. */
export function spread(range: TokenRange): string {
  return range.low === range.high ? count(range.low) : `${count(range.low)} to ${count(range.high)}, ${count(range.expected)} expected`;
}
