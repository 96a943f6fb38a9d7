/** Finding the runtime of a home and speaking with it, by what its lock file says. */
import { askRuntime } from '../gateway/controlClient.ts';
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
  return lock && statusOf(lock);
}

/** How to reach the runtime that lives in a home now; undefined when none does. */
export async function findRuntime(home: Home): Promise<RuntimeLock | undefined> {
  const lock = readLock(home);
  return lock && (await statusOf(lock)) ? lock : undefined;
}

/** Asks it to stop; it answers before it does. */
export async function askToStop(lock: RuntimeLock): Promise<void> {
  await answerOf(lock, 'stop', 'POST');
}

async function statusOf(lock: RuntimeLock): Promise<RuntimeStatus | undefined> {
  const answer = await answerOf(lock, 'status', 'GET');
  return answer === undefined ? undefined : (JSON.parse(answer) as RuntimeStatus);
}

/** Undefined when nobody answers within two seconds, or somebody who does not know the token. */
async function answerOf(
  { url, controlToken: token }: RuntimeLock,
  path: 'status' | 'stop',
  method: 'GET' | 'POST',
): Promise<string | undefined> {
  const reply = await askRuntime({ url, token, path, method, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!reply) return undefined;
  let text = '';
  try {
    for await (const chunk of reply.setEncoding('utf8')) text += chunk;
  } catch {
    // It went away in the middle of its answer.
    return undefined;
  }
  return (reply.statusCode ?? 500) < 300 ? text : undefined;
}
