/** Finding the runtime of a home and speaking with it, by what its lock file says. */
import type { Home } from './home.ts';
import { type RuntimeLock, readLock } from './lock.ts';

const PATIENCE_MS = 2000;

/** Whether the runtime that wrote the lock file still answers to its token. */
export async function isAnswering(lock: RuntimeLock): Promise<boolean> {
  return (await control(lock, 'status'))?.ok ?? false;
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
  return lock && (await isAnswering(lock)) ? lock : undefined;
}
