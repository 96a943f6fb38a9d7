/** What the runtime tells, for all who show it in this window: one connection, found again when it is lost. Knows no VS Code. */
import type { SpendMessage } from '../../shared/protocol/spend.ts';
import { SpendBook } from '../../shared/protocol/spendBook.ts';
import { followSpend } from '../../shared/runtime/process/followSpend.ts';
import type { Home } from '../../shared/runtime/process/home.ts';

export interface RuntimeListener {
  /** Told after `book` has taken it over; the book is complete from the first snapshot on. */
  onMessage?(message: SpendMessage): void;
  /** A runtime tells from now on, at this address; undefined: it has gone, and the book stays as it was. */
  onRuntime?(url: string | undefined): void;
}

export interface RuntimeEvents {
  readonly book: SpendBook;
  /** Address of the runtime that is followed; undefined: none runs. */
  readonly url: string | undefined;
  listen(listener: RuntimeListener): { dispose(): void };
  dispose(): void;
}

/** Begins to follow at once. `onFault` is told of a bug, after which nothing more comes. */
export function runtimeEvents(home: Home, onFault: (error: unknown) => void): RuntimeEvents {
  const book = new SpendBook();
  const listeners = new Set<RuntimeListener>();
  const end = new AbortController();
  let url: string | undefined;
  let lost = false;
  const tell = (message: SpendMessage): void => {
    lost = !book.take(message);
    if (!lost) for (const listener of [...listeners]) listener.onMessage?.(message);
  };
  const follower = {
    onMessage: tell,
    isLost: () => lost,
    onRuntime: (now: string | undefined) => {
      if (now === url) return;
      url = now;
      for (const listener of [...listeners]) listener.onRuntime?.(now);
    },
  };
  followSpend(home, follower, end.signal).catch(onFault);
  return {
    book,
    get url() {
      return url;
    },
    listen: listener => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    dispose: () => end.abort(),
  };
}
