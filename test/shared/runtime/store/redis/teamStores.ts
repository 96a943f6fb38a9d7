/** Stores of several machines that share a Redis. */
import { join } from 'node:path';
import { afterEach } from 'mocha';
import { openTeamStore, type TeamStore, type TeamStoreOptions } from '../../../../../shared/runtime/store/redis/teamStore.ts';
import { openSqliteStore } from '../../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { StoreUnavailable } from '../../../../../shared/runtime/store/store.ts';
import { temporaryTree } from '../../../../temporaryTree.ts';
import { newLedger } from '../sqlite/calls.ts';

const opened = new Set<TeamStore>();
afterEach(async () => {
  for (const store of opened) await store.close();
  opened.clear();
});

let namespaces = 0;
export const newNamespace = (): string => `test-${++namespaces}`;

export type Machine = Pick<TeamStoreOptions, 'url' | 'namespace'> & Partial<TeamStoreOptions>;

/** A machine of the team, with a ledger of its own, that has or has not found Redis. */
export function newMachine(options: Machine): TeamStore {
  const memory = join(temporaryTree({}), 'team.json');
  const store = openTeamStore({ local: openSqliteStore({ file: newLedger(), timeZone: 'UTC' }), memory, timeZone: 'UTC', ...options });
  opened.add(store);
  return store;
}

/** One that has found it. */
export async function joinTeam(options: Machine): Promise<TeamStore> {
  const store = newMachine(options);
  await reached(store);
  return store;
}

/** Resolves when Redis answers. */
export async function reached(store: TeamStore): Promise<void> {
  for (const end = Date.now() + 20_000; ; await new Promise(resolve => setTimeout(resolve, 20))) {
    try {
      return await store.joined();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || Date.now() > end) throw error;
    }
  }
}

/** Gone, as a machine is whose plug was pulled: it settles nothing, and says no goodbye. */
export async function lose(store: TeamStore): Promise<void> {
  opened.delete(store);
  await store.connection.close();
}
