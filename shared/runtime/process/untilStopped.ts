import type { Running } from './serve.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const IMPATIENT = 2;

/** Serves until it is asked to stop. The first signal lets streams in flight end; a second one does not wait for them. */
export async function untilStopped(running: Running): Promise<void> {
  await Promise.race([running.stopAsked, signal()]);
  const impatience = signal().then(() => process.exit(IMPATIENT));
  await Promise.race([running.stop(), impatience]);
}

function signal(): Promise<void> {
  return new Promise(resolve => {
    for (const name of SIGNALS) process.once(name, () => resolve());
  });
}
