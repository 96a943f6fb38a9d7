/** Attempts to put into a store, and stores to put them into. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after, afterEach } from 'mocha';
import { asNanos, fromDollars, type NanoDollars } from '../../../../../shared/money/nanoDollars.ts';
import { usageOf } from '../../../../../shared/money/usage.ts';
import type { AttemptEnd, AttemptStart, Hold, Identity } from '../../../../../shared/runtime/ledger/attempt.ts';
import { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from '../../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { temporaryTree } from '../../../../temporaryTree.ts';

/** Noon of a Tuesday, UTC. */
export const NOON = Date.UTC(2026, 10, 24, 12);

let last = 0;

export function call(changes: Partial<Omit<AttemptStart, 'identity'>> & { readonly identity?: Partial<Identity> } = {}): AttemptStart {
  const { identity, ...rest } = changes;
  return {
    id: `attempt-${++last}`,
    operation: `operation-${last}`,
    attempt: 1,
    startedAt: NOON,
    dialect: 'openai',
    upstream: 'openai',
    kind: 'chat',
    endpoint: '/v1/chat/completions',
    model: 'gpt-5',
    stream: false,
    identity: { user: 'ann', team: 'search', project: 'farthing', key: 'hmac-1', tags: {}, ...identity },
    ...rest,
  };
}

export function end(changes: Partial<AttemptEnd> = {}): AttemptEnd {
  return {
    endedAt: NOON + 1_000,
    state: 'settled',
    status: 200,
    usage: usageOf({ input: 10, output: 5 }),
    cost: fromDollars(0.001),
    confidence: 'exact',
    priceVersion: '2026-11-24',
    cache: 'miss',
    notes: [],
    ...changes,
  };
}

export function dollars(amount: number): NanoDollars {
  return fromDollars(amount);
}

export function holdOf(money: number, tokens = 0): Hold {
  return { money: asNanos(money), tokens };
}

let folder: string | undefined;
let ledgers = 0;

/** Path of a ledger that is not there yet. */
export function newLedger(): string {
  folder ??= temporaryTree({});
  return join(folder, `ledger-${++ledgers}.sqlite`);
}

/** The locks of the processes that have this ledger open, and of those that died with it. */
export function locksOf(ledger: string): readonly string[] {
  return readdirSync(dirname(ledger)).filter(name => name.startsWith(`${basename(ledger)}.alive-`));
}

const opened = new Set<SqliteStore>();
const closeAll = async () => {
  for (const store of opened) await store.close();
  opened.clear();
};
afterEach(closeAll);
after(closeAll);

/** A store at noon in UTC unless said otherwise; closed after the test. */
export function openStore(options: Partial<SqliteStoreOptions> = {}): SqliteStore {
  const store = openSqliteStore({ file: newLedger(), clock: () => NOON, timeZone: 'UTC', ...options });
  opened.add(store);
  return store;
}

export async function closeStore(store: SqliteStore): Promise<void> {
  opened.delete(store);
  await store.close();
}
