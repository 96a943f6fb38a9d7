/** Whether the counters say what the ledger says. They always should: they are written in the same transactions. */
import type { DatabaseSync } from 'node:sqlite';
import type { Window } from '../../budget/window.ts';
import { NO_SUMS, type Sums, sumsOf } from './counters.ts';
import { sumsByOwner } from './ledgerSums.ts';
import type { Policy, Tracked } from './policy.ts';

export interface Difference {
  readonly track: Tracked;
  readonly owner: string;
  readonly window: Window;
  readonly should: Sums;
  /** One sentence. */
  readonly said: string;
}

/** In the windows of that instant; read within one transaction. */
export function differences(database: DatabaseSync, policy: Policy, now: number): readonly Difference[] {
  return policy.tracks.flatMap(track => {
    const window = policy.windowAt(track.window, now);
    const counted = countersOf(database, track, window);
    const ledger = sumsByOwner(database, track.scope, window);
    // Counters of older windows are made when they are needed; those that are there have to be right.
    const owners = window.from >= track.completeFrom ? new Set([...counted.keys(), ...ledger.keys()]) : counted.keys();
    return [...owners].flatMap(owner => {
      const stands = said(counted.get(owner) ?? NO_SUMS);
      const should = ledger.get(owner) ?? NO_SUMS;
      if (stands === said(should)) return [];
      const whose = `${track.scope}/${track.window}${owner === '' ? '' : ` of ${owner}`}`;
      return [{ track, owner, window, should, said: `the counter of ${whose} stood at ${stands}, the ledger says ${said(should)}` }];
    });
  });
}

/** What is written of a scope in a window, by owner. */
export function countersOf(database: DatabaseSync, { scope, window: kind }: Tracked, window: Window): Map<string, Sums> {
  const rows = database.prepare('SELECT * FROM counters WHERE scope = ? AND window = ? AND starts = ?').all(scope, kind, window.from);
  return new Map(rows.map(row => [row.owner as string, sumsOf(row)]));
}

/** How many attempts would have to be read, counted up to `most`. */
export function attemptsToRead(database: DatabaseSync, policy: Policy, now: number, most: number): number {
  const from = policy.tracks.map(track => policy.windowAt(track.window, now).from);
  if (from.length === 0) return 0;
  const counted = database.prepare('SELECT COUNT(*) AS attempts FROM (SELECT 1 FROM attempts WHERE started_at >= ? LIMIT ?)');
  return counted.get(Math.min(...from), most)?.attempts as number;
}

function said({ spent, held }: Sums): string {
  return `${spent.money} nano-dollars and ${spent.tokens} tokens spent, ${held.money} and ${held.tokens} held`;
}
