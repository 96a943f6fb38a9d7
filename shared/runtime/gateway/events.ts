/** What happens in the gateway, as it happens: for the editor's panel and whoever follows. Nothing of a call's content. */
import type { Alert } from '../budget/budget.ts';
import type { AttemptEnd, AttemptStart, Hold } from '../ledger/attempt.ts';

export type RuntimeEvent =
  | { readonly type: 'started'; readonly start: AttemptStart; readonly hold?: Hold }
  | { readonly type: 'ended'; readonly start: AttemptStart; readonly end: AttemptEnd }
  | { readonly type: 'refused'; readonly start: AttemptStart; readonly message: string }
  | { readonly type: 'alert'; readonly alert: Alert }
  /** The ledger could not be written; the sentence says which call and why. */
  | { readonly type: 'trouble'; readonly message: string };

export interface EventBus {
  emit(event: RuntimeEvent): void;
  /** Returns what ends the listening. */
  listen(listener: (event: RuntimeEvent) => void): () => void;
}

export function eventBus(): EventBus {
  const listeners = new Set<(event: RuntimeEvent) => void>();
  return {
    emit: event => {
      for (const listener of listeners) listener(event);
    },
    listen: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
