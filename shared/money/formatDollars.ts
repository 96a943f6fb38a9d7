/** Money as text. Never scientific, never `$0.00` for what is not nothing. */
import { roundTogether } from './largestRemainder.ts';
import type { NanoDollars } from './nanoDollars.ts';

const NANO_DIGITS = 9;
const CENT_DIGITS = 2;
const NANOS_PER_CENT = 10_000_000;

/** `$0.0042`, `$0.18`, `$3.05`, `$12,345.60`: cents from one dollar up, two significant digits below, and no less than one nano-dollar. */
export function formatDollars(amount: NanoDollars): string {
  return withDigits(amount, digitsFor(Math.abs(amount)));
}

/** All nine decimals but the zeros that say nothing: `$0.0042`, `$0.004200001`, `$3.05`. */
export function exactDollars(amount: NanoDollars): string {
  return write(amount, NANO_DIGITS);
}

/** `$0.004 to $0.012`; one amount when both read the same. */
export function formatRange(low: NanoDollars, high: NanoDollars): string {
  const [from, to] = [formatDollars(low), formatDollars(high)];
  return from === to ? from : `${from} to ${to}`;
}

export interface Column {
  readonly rows: readonly string[];
  readonly total: string;
}

/**
 * A column of amounts with the same number of decimals, of which the printed rows add up to the printed total. The decimals are those of
 * the smallest amount, so that no row reads as zero.
 */
export function formatColumn(amounts: readonly NanoDollars[]): Column {
  const sizes = amounts.filter(amount => amount !== 0).map(amount => digitsFor(Math.abs(amount)));
  const digits = sizes.length === 0 ? CENT_DIGITS : Math.max(...sizes);
  const unit = 10 ** (NANO_DIGITS - digits);
  const rounded = roundTogether(
    amounts.map(amount => BigInt(amount)),
    BigInt(unit),
  ).map(Number);
  const print = (units: number) => write(units * unit, digits);
  return { rows: rounded.map(print), total: print(rounded.reduce((sum, units) => sum + units, 0)) };
}

function digitsFor(size: number): number {
  if (size >= 100 * NANOS_PER_CENT || size === 0) return CENT_DIGITS;
  // The first two significant digits; 0.5 dollars are 9 digits of nano-dollars, that is 2 decimals.
  const digits = NANO_DIGITS - (String(size).length - 2);
  return Math.min(NANO_DIGITS, Math.max(CENT_DIGITS, digits));
}

function withDigits(amount: number, digits: number): string {
  const unit = 10 ** (NANO_DIGITS - digits);
  return write(Math.round(amount / unit) * unit, digits);
}

/** Exact: works on the decimal digits of the integer, so that nothing turns into `1e-7` or `0.30000000000000004`. */
function write(amount: number, digits: number): string {
  const padded = String(Math.abs(amount)).padStart(NANO_DIGITS + 1, '0');
  const whole = padded.slice(0, -NANO_DIGITS).replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = padded.slice(-NANO_DIGITS, padded.length - NANO_DIGITS + digits);
  // `$0.10`, but `$0.0042` and `$0.5`: zeros that say nothing go, cents stay.
  const trimmed = digits > CENT_DIGITS ? decimals.replace(/0+$/, '').padEnd(CENT_DIGITS, '0') : decimals;
  return `${amount < 0 ? '-' : ''}$${whole}.${trimmed}`;
}
