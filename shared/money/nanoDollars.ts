declare const nanoDollars: unique symbol;

/**
 * Money: an integer of 10^-9 US dollars, in a JavaScript number. 2^53 nano-dollars are nine million dollars, more than any one sum here;
 * every function that makes one throws when the result is not a safe integer.
 */
export type NanoDollars = number & { readonly [nanoDollars]: true };

const NANOS_PER_DOLLAR = 1_000_000_000;

export const NO_MONEY = 0 as NanoDollars;

/** Checks that a number is whole and safe. Throws a RangeError otherwise: a sum that lost digits is a bug, not an amount. */
export function asNanos(amount: number): NanoDollars {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of nano-dollars within 2^53: ${amount}`);
  // -0 would print as such.
  return (amount === 0 ? 0 : amount) as NanoDollars;
}

/** Dollars as people and price lists write them (`2.5`, `0.075`), to the nearest nano-dollar, halves away from zero. */
export function fromDollars(dollars: number): NanoDollars {
  if (!Number.isFinite(dollars)) throw new RangeError(`not an amount of dollars: ${dollars}`);
  return asNanos(Math.sign(dollars) * Math.round(Math.abs(dollars) * NANOS_PER_DOLLAR));
}

/** For JSON and for people: the only place where money becomes a fraction. */
export function toDollars(amount: NanoDollars): number {
  return amount / NANOS_PER_DOLLAR;
}

export function addMoney(...amounts: readonly NanoDollars[]): NanoDollars {
  return asNanos(amounts.reduce<number>((sum, amount) => sum + asNanos(amount), 0));
}

/** The largest amount there is: nine million dollars. Sums of estimates that pass it stay there; a ledger's never may. */
export const MOST_MONEY = Number.MAX_SAFE_INTEGER as NanoDollars;

/** A sum of estimates: worst cases of many calls a month may pass what a ledger could ever hold, and stop at `MOST_MONEY`. */
export function addEstimates(...amounts: readonly NanoDollars[]): NanoDollars {
  return asNanos(
    Math.min(
      MOST_MONEY,
      amounts.reduce<number>((sum, amount) => sum + amount, 0),
    ),
  );
}

/** An estimate for each of `count` calls; stops at `MOST_MONEY`. */
export function timesEstimate(amount: NanoDollars, count: number): NanoDollars {
  return amount * count >= MOST_MONEY ? MOST_MONEY : times(amount, count);
}

export function subtractMoney(from: NanoDollars, amount: NanoDollars): NanoDollars {
  return asNanos(from - amount);
}

/** An amount for each of `count` calls, calls a month for example. */
export function times(amount: NanoDollars, count: number): NanoDollars {
  return shareOf(amount, count, 1);
}

/** `amount * numerator / denominator` without losing digits on the way, rounded to the nearest nano-dollar, halves away from zero. */
export function shareOf(amount: NanoDollars, numerator: number, denominator: number): NanoDollars {
  return asNanos(Number(divideRounded(BigInt(amount) * BigInt(numerator), BigInt(denominator))));
}

/** The rounding rule of all money here: to the nearest, halves away from zero. The denominator is positive. */
function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const half = denominator / 2n;
  return numerator >= 0n ? (numerator + half) / denominator : -((-numerator + half) / denominator);
}
