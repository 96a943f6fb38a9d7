/** The lock file: how a runtime is found. Written whole or not at all, for its owner alone. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type Home, OWN_FILE } from './home.ts';

export interface RuntimeLock {
  readonly url: string;
  readonly pid: number;
  /** Tells this life of the process from an earlier one with the same pid. */
  readonly startToken: string;
  /** Bearer token of `/_farthing/*`. */
  readonly controlToken: string;
  readonly version: string;
  /** ISO instant. */
  readonly startedAt: string;
}

/** 256 random bits. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Undefined: there is none, or it is not one that we wrote. */
export function readLock({ lock }: Pick<Home, 'lock'>): RuntimeLock | undefined {
  let written: Partial<RuntimeLock>;
  try {
    written = JSON.parse(readFileSync(lock, 'utf8')) as Partial<RuntimeLock>;
  } catch {
    return undefined;
  }
  const { url, pid, startToken, controlToken, version, startedAt } = written;
  const texts = [url, startToken, controlToken, version, startedAt];
  // The token goes to this address: a lock file that names another host is not ours.
  const isOurs = texts.every(text => typeof text === 'string') && Number.isInteger(pid) && isLoopback(url as string);
  return isOurs ? (written as RuntimeLock) : undefined;
}

function isLoopback(url: string): boolean {
  return URL.parse(url)?.hostname === '127.0.0.1';
}

export function writeLock({ lock }: Pick<Home, 'lock'>, runtime: RuntimeLock): void {
  const beside = `${lock}.${runtime.pid}`;
  writeFileSync(beside, `${JSON.stringify(runtime)}\n`, { mode: OWN_FILE });
  renameSync(beside, lock);
}

/** Only its own: another runtime may have moved in. */
export function removeLock(home: Pick<Home, 'lock'>, { startToken }: RuntimeLock): void {
  if (readLock(home)?.startToken === startToken) rmSync(home.lock, { force: true });
}
