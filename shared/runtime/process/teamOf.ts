/** A team's store in front of a machine's own, where the configuration names one. */
import type { Alert } from '../budget/budget.ts';
import type { RuntimeSettings } from '../settings.ts';
import type { TeamStore } from '../store/redis/teamStore.ts';
import type { Store } from '../store/store.ts';
import type { Home } from './home.ts';

export interface TeamOptions {
  readonly home: Home;
  readonly settings: RuntimeSettings;
  readonly local: Store;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  readonly onNote?: (note: string) => void;
  readonly onAlert?: (alert: Alert) => void;
}

/** Undefined: there is no team. It connects on its own; closing it closes `local` too. */
export async function teamOf({ home, settings, ...options }: TeamOptions): Promise<TeamStore | undefined> {
  if (!settings.store) return undefined;
  // The client of Redis is loaded only where there is one.
  const { openTeamStore } = await import('../store/redis/teamStore.ts');
  return openTeamStore({ ...settings.store, ...options, memory: home.team, timeZone: settings.timeZone });
}

/** Milliseconds that a command waits for the first answer. */
const PATIENCE = 3_000;
const STEP = 25;

/** Waits until the team's limits are known. Rejects with `StoreUnavailable` when they cannot be had. */
export async function reach(team: TeamStore): Promise<void> {
  for (const end = performance.now() + PATIENCE; ; await new Promise(resolve => setTimeout(resolve, STEP))) {
    try {
      return await team.joined();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}
