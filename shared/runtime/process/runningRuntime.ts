/** Finding the runtime of a home and speaking with it, by what its lock file says. */
import type { Home } from './home.ts';
import { type RuntimeLock, readLock } from './lock.ts';

const PATIENCE_MS = 2000;

/** What a runtime says of itself. */
export interface RuntimeStatus {
  readonly url: string;
  readonly pid: number;
  /** Version of the package. */
  readonly farthing: string;
  /** ISO instant. */
  readonly startedAt: string;
  /** Requests under way. */
  readonly inFlight: number;
}

/** Undefined: no runtime lives in this home, or none that answers to the token of its lock file. */
export async function runtimeStatus(home: Home): Promise<RuntimeStatus | undefined> {
  const lock = readLock(home);
  const reply = lock && (await control(lock, 'status'));
  return reply?.ok ? ((await reply.json()) as RuntimeStatus) : undefined;
}

/** A request to a control endpoint; undefined when nobody answers, or somebody else does. */
export async function control(
  { url, controlToken }: RuntimeLock,
  path: 'status' | 'stop' | 'events',
  { method = 'GET', signal = AbortSignal.timeout(PATIENCE_MS) }: { readonly method?: 'GET' | 'POST'; readonly signal?: AbortSignal } = {},
): Promise<Response | undefined> {
  try {
    return await fetch(`${url}/_farthing/${path}`, {
      method,
      headers: { authorization: `Bearer ${controlToken}` },
      redirect: 'error',
      signal,
    });
  } catch {
    return undefined;
  }
}

/** The runtime that lives in a home now; undefined when none does. */
export async function findRuntime(home: Home): Promise<RuntimeLock | undefined> {
  const lock = readLock(home);
  if (lock === undefined) return undefined;
  const reply = await control(lock, 'status');
  await reply?.arrayBuffer();
  return reply?.ok ? lock : undefined;
}
