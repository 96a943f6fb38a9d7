/** Finding the runtime of a home and speaking with it, by what its lock file says. */
import type { SitesAnswer, SitesUpdate } from '../../protocol/sites.ts';
import type { WantedRaise } from '../budget/raiseLimit.ts';
import type { SemanticState } from '../cache/semantic/entries.ts';
import { askRuntime, type ControlRequest } from '../gateway/controlClient.ts';
import type { Home } from './home.ts';
import { type RuntimeLock, readLock } from './lock.ts';

const PATIENCE_MS = 2000;
/** It may have to load its model first. */
const CACHE_PATIENCE_MS = 20_000;

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
  /** The team's store that it goes by, and whether that answers. */
  readonly team?: { readonly name: string; readonly reachable: boolean };
  /** Absent: switched off. */
  readonly semanticCache?: SemanticState;
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

/** Asks it to stop. When this resolves nobody finds it any more; calls under way may still end. */
export async function askToStop(lock: RuntimeLock): Promise<void> {
  await answerOf(lock, 'stop', 'POST');
}

/** Raises a limit for the rest of its window. A sentence when it cannot be. */
export async function askToRaise(lock: RuntimeLock, wanted: WantedRaise): Promise<string | undefined> {
  const reply = await ask(lock, 'raises', 'POST', JSON.stringify(wanted));
  if (!reply) return 'the runtime does not answer';
  if (reply.status < 300) return undefined;
  const { error } = JSON.parse(reply.text) as { readonly error?: { readonly message?: string } };
  return error?.message?.replace(/^Farthing: /, '') ?? `the runtime answered with status ${reply.status}`;
}

/** Whether it is for this window to tell of an alert: of those who ask the runtime for the same one, the first is told yes. Yes also where none answers. */
export async function claimAlert(lock: RuntimeLock | undefined, alert: string): Promise<boolean> {
  const reply = lock && (await ask(lock, 'alerts', 'POST', JSON.stringify({ alert })));
  return !reply || reply.status >= 300 || (JSON.parse(reply.text) as { readonly first: boolean }).first;
}

/** A code for one look at its dashboard; undefined where it has none, or nobody answers. */
export async function askForDashboardCode(lock: RuntimeLock): Promise<string | undefined> {
  const reply = await ask(lock, 'dashboard/codes', 'POST');
  return reply?.status === 201 ? (JSON.parse(reply.text) as { readonly code: string }).code : undefined;
}

/** What the semantic cache says of itself, or answers to what it is told. `path`: with its query. A sentence when it cannot be. */
export async function askCache(lock: RuntimeLock, path: '' | `/${string}`, method: 'GET' | 'POST'): Promise<object | string> {
  const reply = await ask(lock, path === '' ? 'cache' : `cache${path}`, method, undefined, CACHE_PATIENCE_MS);
  if (!reply) return 'the runtime does not answer';
  const answer = JSON.parse(reply.text) as { readonly error?: { readonly message?: string } };
  if (reply.status < 300) return answer;
  return answer.error?.message?.replace(/^Farthing: /, '') ?? `the runtime answered with status ${reply.status}`;
}

async function statusOf(lock: RuntimeLock): Promise<RuntimeStatus | undefined> {
  const answer = await answerOf(lock, 'status', 'GET');
  return answer === undefined ? undefined : (JSON.parse(answer) as RuntimeStatus);
}

/** Undefined when nobody answers within two seconds, or somebody who does not know the token. */
async function answerOf(lock: RuntimeLock, path: 'status' | 'stop', method: 'GET' | 'POST'): Promise<string | undefined> {
  const reply = await ask(lock, path, method);
  return reply && reply.status < 300 ? reply.text : undefined;
}

/** Tells which call sites there are; undefined when nobody answers. */
export async function tellSites(lock: RuntimeLock, supplier: string, update: SitesUpdate): Promise<SitesAnswer | undefined> {
  const reply = await ask(lock, `sites/${supplier}`, 'PUT', JSON.stringify(update));
  return reply && (reply.status < 300 || reply.status === 409) ? (JSON.parse(reply.text) as SitesAnswer) : undefined;
}

/** The supplier's workspace is closed. */
export async function forgetSites(lock: RuntimeLock, supplier: string): Promise<void> {
  await ask(lock, `sites/${supplier}`, 'DELETE');
}

/** Undefined when nobody answers within two seconds. */
async function ask(
  { url, controlToken: token }: RuntimeLock,
  path: ControlRequest['path'],
  method: ControlRequest['method'],
  body?: string,
  patienceMs = PATIENCE_MS,
): Promise<{ readonly status: number; readonly text: string } | undefined> {
  const signal = AbortSignal.timeout(patienceMs);
  const reply = await askRuntime({ url, token, path, method, signal, ...(body === undefined ? {} : { body }) });
  if (!reply) return undefined;
  let text = '';
  try {
    for await (const chunk of reply.setEncoding('utf8')) text += chunk;
  } catch {
    // It went away in the middle of its answer.
    return undefined;
  }
  return { status: reply.statusCode ?? 500, text };
}
