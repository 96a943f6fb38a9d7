/** When a server that died is started again. */

const PERIOD = 180_000;
const MOST_IN_PERIOD = 5;
const FIRST_DELAY = 500;

/** Milliseconds to wait after the last of these deaths (times in milliseconds), or undefined: it dies too often to be of use. */
export function restartDelay(deaths: readonly number[]): number | undefined {
  const last = deaths.at(-1) ?? 0;
  const recent = deaths.filter(time => last - time < PERIOD).length;
  if (recent > MOST_IN_PERIOD) return undefined;
  return recent <= 1 ? 0 : FIRST_DELAY * 2 ** (recent - 2);
}
