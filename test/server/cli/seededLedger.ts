/** A ledger as a runtime would have written it. */

import { asNanos } from '../../../shared/money/nanoDollars.ts';
import { usageOf } from '../../../shared/money/usage.ts';
import type { AttemptEnd, AttemptStart } from '../../../shared/runtime/ledger/attempt.ts';
import { homeOf, prepareHome } from '../../../shared/runtime/process/home.ts';
import { openSqliteStore } from '../../../shared/runtime/store/sqlite/sqliteStore.ts';

export interface SeededCall {
  /** `call-01` and so on if absent. */
  readonly id?: string;
  /** ISO instant. */
  readonly at: string;
  readonly model?: string;
  readonly user?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly site?: string;
  readonly input?: number;
  readonly cacheRead?: number;
  readonly output?: number;
  /** Dollars; null: not known. Absent with no `end`: still under way. */
  readonly cost?: number | null;
  readonly holds?: number;
  readonly state?: AttemptEnd['state'] | 'held';
  /** Dollars that an answer from the cache would have cost. */
  readonly saved?: number;
  readonly notes?: readonly string[];
}

const nanos = (dollars: number) => asNanos(Math.round(dollars * 1e9));

export async function seedLedger(home: string, calls: readonly SeededCall[]): Promise<void> {
  const place = homeOf(home);
  prepareHome(place);
  let now = 0;
  const store = openSqliteStore({ file: place.ledger, clock: () => now, timeZone: 'UTC' });
  for (const [index, call] of calls.entries()) {
    const { at, user, tags = {}, site, holds = 1, state = 'settled', saved } = call;
    now = Date.parse(at);
    const id = call.id ?? `call-${String(index + 1).padStart(2, '0')}`;
    const start: AttemptStart = {
      id,
      operation: id,
      attempt: 1,
      startedAt: now,
      dialect: 'openai',
      upstream: 'openai',
      kind: 'chat',
      endpoint: '/v1/chat/completions',
      model: call.model ?? 'gpt-4o',
      stream: false,
      identity: { key: 'k', tags, ...(user === undefined ? {} : { user }), ...(site === undefined ? {} : { site }) },
    };
    if (saved !== undefined) await store.record(start, endOf(call, now, nanos(saved)));
    else await store.admit({ start, hold: { money: nanos(holds), tokens: 100_000 } });
    if (saved !== undefined || state === 'held') continue;
    await store.settle(id, endOf(call, now));
  }
  await store.close();
}

function endOf(
  { input = 1000, cacheRead = 0, output = 100, cost = 0, state = 'settled', notes = [] }: SeededCall,
  now: number,
  saved?: ReturnType<typeof nanos>,
): AttemptEnd {
  return {
    endedAt: now + 1000,
    state: state === 'held' ? 'settled' : state,
    status: state === 'failed' ? 500 : 200,
    usage: usageOf({ input, cacheRead, output }),
    ...(cost === null ? { confidence: 'unknown' } : { cost: nanos(cost), confidence: 'exact', priceVersion: '2026-11-10 test' }),
    cache: saved === undefined ? 'miss' : 'hit',
    ...(saved === undefined ? {} : { saved }),
    notes,
  };
}
