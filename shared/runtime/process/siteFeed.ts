/** Tells the runtime of a home which call sites a workspace has, whenever there is one: it may come, go and be started anew. */
import { randomUUID } from 'node:crypto';
import { SITES_VERSION, type SiteFacts } from '../../protocol/sites.ts';
import type { Home } from './home.ts';
import { readLock } from './lock.ts';
import { forgetSites, tellSites } from './runningRuntime.ts';

export interface SiteFeed {
  /** The sites of these files from now on, told at once where a runtime runs. */
  set(files: ReadonlyMap<string, readonly SiteFacts[]>): void;
  /** The runtime forgets them. */
  close(): Promise<void>;
}

export interface SiteFeedOptions {
  readonly home: Home;
  /** Absolute path. */
  readonly workspace: string;
  /** A runtime knows them all, so many. */
  readonly onTold?: (sites: number) => void;
}

/** How often a runtime is looked for, in milliseconds: reading a small file. */
const LOOK_MS = 500;
/** The runtime takes who is silent for dead. */
const SIGN_OF_LIFE_MS = 60_000;

export function feedSites({ home, workspace, onTold = () => {} }: SiteFeedOptions): SiteFeed {
  const supplier = randomUUID();
  const files = new Map<string, readonly SiteFacts[]>();
  const changed = new Set<string>();
  /** Which runtime knows all but what has changed. */
  let knower: string | undefined;
  let toldAt = 0;
  let telling: Promise<void> | undefined;
  let closed = false;

  async function tell(): Promise<void> {
    const lock = readLock(home);
    if (!lock) {
      knower = undefined;
      return;
    }
    const whole = lock.startToken !== knower;
    if (!whole && changed.size === 0 && performance.now() - toldAt < SIGN_OF_LIFE_MS) return;
    const paths = [...(whole ? files.keys() : changed)];
    changed.clear();
    const update = {
      version: SITES_VERSION,
      workspace,
      whole,
      files: Object.fromEntries(paths.map(path => [path, files.get(path) ?? []])),
    } as const;
    const answer = await tellSites(lock, supplier, update);
    const isTold = answer !== undefined && !answer.unknown;
    knower = isTold ? lock.startToken : undefined;
    toldAt = performance.now();
    if (isTold) onTold(answer.sites);
  }

  /** One at a time; what changed meanwhile is told after it. */
  function soon(): void {
    if (closed || telling) return;
    telling = tell().finally(() => {
      telling = undefined;
      if (changed.size > 0 && knower !== undefined) soon();
    });
  }

  const looking = setInterval(soon, LOOK_MS).unref();
  return {
    set(given) {
      for (const [path, sites] of given) {
        if (sites.length === 0 && !files.has(path)) continue;
        if (sites.length === 0) files.delete(path);
        else files.set(path, sites);
        changed.add(path);
      }
      soon();
    },
    async close() {
      closed = true;
      clearInterval(looking);
      await telling;
      const lock = readLock(home);
      if (lock && lock.startToken === knower) await forgetSites(lock, supplier);
    },
  };
}
