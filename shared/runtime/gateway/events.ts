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

export type EventListener = (event: RuntimeEvent) => void;

export interface EventBus {
  emit(event: RuntimeEvent): void;
  /** Returns what ends the listening. `onDismissed`: who is listened for over a connection, and is told when there will be no more. */
  listen(listener: EventListener, onDismissed?: () => void): () => void;
  /** The runtime stops: it need not wait for those who follow. Listeners of its own stay to the end. */
  dismiss(): void;
}

export function eventBus(): EventBus {
  const listeners = new Map<EventListener, (() => void) | undefined>();
  return {
    emit: event => {
      for (const listener of listeners.keys()) listener(event);
    },
    listen: (listener, onDismissed) => {
      listeners.set(listener, onDismissed);
      return () => listeners.delete(listener);
    },
    dismiss: () => {
      for (const [listener, onDismissed] of [...listeners]) {
        if (!onDismissed) continue;
        listeners.delete(listener);
        onDismissed();
      }
    },
  };
}
