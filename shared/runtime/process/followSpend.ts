/** What was spent, followed from another process as runtimes come and go. */
import type { SpendMessage } from '../../protocol/spend.ts';
import { followLines } from './followEvents.ts';
import type { Home } from './home.ts';

export interface SpendFollower {
  onMessage(message: SpendMessage): void;
  /** A runtime was found and tells; or it has gone. */
  onRuntime(url: string | undefined): void;
  /** Whether to begin again with a new snapshot; asked after each message. */
  isLost(): boolean;
}

/** Until it is aborted. */
export function followSpend(home: Home, follower: SpendFollower, signal: AbortSignal): Promise<void> {
  return followLines(
    home,
    'spend',
    {
      onLine: line => {
        follower.onMessage(JSON.parse(line) as SpendMessage);
        return !follower.isLost();
      },
      onRuntime: url => follower.onRuntime(url),
    },
    signal,
  );
}
