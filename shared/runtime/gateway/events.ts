/** What happens in the gateway, as it happens: for the editor's panel and whoever follows. Nothing of a call's content. */

import type { SitePlace } from '../../protocol/sites.ts';
import type { Alert } from '../budget/budget.ts';
import type { AttemptEnd, AttemptStart, Hold } from '../ledger/attempt.ts';

/** `site`: where the line of code is that the call came from, where that is known. */
export type RuntimeEvent =
  | { readonly type: 'started'; readonly start: AttemptStart; readonly hold?: Hold; readonly site?: SitePlace }
  | { readonly type: 'ended'; readonly start: AttemptStart; readonly end: AttemptEnd; readonly site?: SitePlace }
  | { readonly type: 'refused'; readonly start: AttemptStart; readonly message: string; readonly site?: SitePlace }
  /** A conversation does what few do with reason; nothing is refused for it. */
  | { readonly type: 'storm'; readonly start: AttemptStart; readonly message: string; readonly site?: SitePlace }
  | { readonly type: 'alert'; readonly alert: Alert }
  /** A route of the semantic cache went past the user's limit of wrong answers, and answers no more. */
  | { readonly type: 'semantic-off'; readonly route: string; readonly checked: number; readonly wrong: number }
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

/** `placeOf`: of a call site that is open in some workspace. */
export function eventBus(placeOf: (site: string) => SitePlace | undefined = () => undefined): EventBus {
  const listeners = new Map<EventListener, (() => void) | undefined>();
  return {
    emit: event => {
      const placed = listeners.size === 0 ? event : withPlace(event, placeOf);
      for (const listener of listeners.keys()) listener(placed);
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

function withPlace(event: RuntimeEvent, placeOf: (site: string) => SitePlace | undefined): RuntimeEvent {
  const id = 'start' in event ? event.start.identity.site : undefined;
  const site = id === undefined ? undefined : placeOf(id);
  return site ? ({ ...event, site } as RuntimeEvent) : event;
}
