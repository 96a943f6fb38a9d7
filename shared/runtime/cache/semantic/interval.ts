/** What a share that was counted says about the share that is: Wilson's score interval (Wilson 1927) of 95 %. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;

/** All that is known of no trial is that it is between 0 and 1. */
export function wilson(hits: number, trials: number): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const square = Z * Z;
  const middle = (share + square / (2 * trials)) / (1 + square / trials);
  const reach = (Z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials))) / (1 + square / trials);
  return { low: hits === 0 ? 0 : Math.max(0, middle - reach), high: hits === trials ? 1 : Math.min(1, middle + reach) };
}
