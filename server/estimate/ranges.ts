/** Arithmetic of ranges. */
import { addEstimates, asNanos, type NanoDollars } from '../../shared/money/nanoDollars.ts';
import type { CostRange, TokenRange } from './estimate.ts';

export const NO_TOKENS: TokenRange = { low: 0, expected: 0, high: 0 };

export function exactly(tokens: number): TokenRange {
  return { low: tokens, expected: tokens, high: tokens };
}

export function addTokens(one: TokenRange, other: TokenRange): TokenRange {
  return { low: one.low + other.low, expected: one.expected + other.expected, high: one.high + other.high };
}

export function timesTokens(one: TokenRange, other: TokenRange): TokenRange {
  return { low: one.low * other.low, expected: one.expected * other.expected, high: one.high * other.high };
}

export function isExact(range: TokenRange): boolean {
  return range.low === range.high;
}

export function addCosts(one: CostRange, other: CostRange): CostRange {
  return {
    low: addEstimates(one.low, other.low),
    expected: addEstimates(one.expected, other.expected),
    high: addEstimates(one.high, other.high),
  };
}

/** The range that covers all of them; the expected value is their mean. */
export function hullOfCosts(ranges: readonly CostRange[]): CostRange {
  return {
    low: asNanos(Math.min(...ranges.map(range => range.low))),
    expected: asNanos(Math.round(mean(ranges.map(range => range.expected)))),
    high: asNanos(Math.max(...ranges.map(range => range.high))) as NanoDollars,
  };
}

export function hullOfTokens(ranges: readonly TokenRange[]): TokenRange {
  return {
    low: Math.min(...ranges.map(range => range.low)),
    expected: Math.round(mean(ranges.map(range => range.expected))),
    high: Math.max(...ranges.map(range => range.high)),
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
