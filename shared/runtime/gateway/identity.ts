/** For whom a request is. Credentials never leave this file but as HMACs. */
import { createHmac } from 'node:crypto';
import type { Identity } from '../ledger/attempt.ts';
import type { OwnHeaders } from './ownHeaders.ts';
import type { RequestHead } from './requestHead.ts';
import { saltedKey } from './saltedKey.ts';

/** What holds where the headers of a request do not say. */
export interface IdentityDefaults {
  readonly user?: string;
  readonly team?: string;
  readonly project?: string;
  /** The git branch now, where one is known; answered from memory. */
  branch?(): string | undefined;
  /** Of this installation: credentials are kept only as HMACs with it. */
  readonly salt: Buffer;
}

export function identityOf(head: RequestHead, target: string, own: OwnHeaders, defaults: IdentityDefaults): Identity {
  const user = own.user ?? defaults.user;
  const team = own.team ?? defaults.team;
  const project = own.project ?? defaults.project;
  // The branch is that of the default project's repository; of others it is not known.
  const branch = project === defaults.project ? defaults.branch?.() : undefined;
  return {
    ...(user !== undefined && { user }),
    ...(team !== undefined && { team }),
    ...(project !== undefined && { project }),
    ...(branch !== undefined && { branch }),
    key: keyOf(credentialOf(head.named, target), defaults.salt),
    tags: own.tags,
  };
}

const HEX_DIGITS = 32;

function keyOf(credential: string | undefined, salt: Buffer): string {
  if (credential === undefined) return 'none';
  const keys = keysWith(salt);
  let key = keys.get(credential);
  if (key === undefined) {
    key = createHmac('sha256', saltedKey(salt)).update(credential).digest('hex').slice(0, HEX_DIGITS);
    if (keys.size >= MOST_KEYS) keys.clear();
    keys.set(credential, key);
  }
  return key;
}

/** A developer has a handful. */
const MOST_KEYS = 64;

/** HMACs made before, by salt and credential; in memory only. */
const madeBefore = new WeakMap<Buffer, Map<string, string>>();

function keysWith(salt: Buffer): Map<string, string> {
  let keys = madeBefore.get(salt);
  if (!keys) {
    keys = new Map();
    madeBefore.set(salt, keys);
  }
  return keys;
}

/** The part of a SigV4 header that stays the same: the access key id. */
const SIGNED = /^AWS4-[A-Z0-9-]+ Credential=([^/,\s]+)/;

function credentialOf(named: RequestHead['named'], target: string): string | undefined {
  const { authorization } = named;
  if (authorization !== undefined) return SIGNED.exec(authorization)?.[1] ?? authorization;
  return named['x-api-key'] ?? named['api-key'] ?? named['x-goog-api-key'] ?? keyInQuery(target);
}

/** Gemini's REST examples send the key as `?key=`. */
function keyInQuery(target: string): string | undefined {
  const query = target.indexOf('?');
  return query < 0 ? undefined : (new URLSearchParams(target.slice(query)).get('key') ?? undefined);
}
