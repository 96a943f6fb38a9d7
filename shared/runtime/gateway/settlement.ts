import type { AttemptEnd, AttemptStart } from '../ledger/attempt.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Parts } from './parts.ts';

/**
 * Writes how an attempt ended. When the ledger cannot be written the store keeps it and writes it later, the hold standing until then: the reply goes
 * on, and the trouble is told.
 */
export async function settle(start: AttemptStart, end: AttemptEnd, recorded: boolean, { store, events }: Parts): Promise<void> {
  try {
    if (recorded) for (const alert of await store.settle(start.id, end)) events.emit({ type: 'alert', alert });
    else await store.record(start, end);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    events.emit({ type: 'trouble', message: `the end of ${start.id} is not in the ledger yet: ${error.message}` });
  }
  events.emit({ type: 'ended', start, end });
}
