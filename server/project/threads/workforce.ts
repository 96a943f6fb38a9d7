/** Who analyses: this thread for a few files, workers for many. */

import { availableParallelism } from 'node:os';
import type { SiteObservation } from '../../../shared/runtime/attribution/siteObservation.ts';
import type { Settings } from '../config/settings.ts';
import type { Engine } from '../engine.ts';
import type { Overlay } from '../inventory.ts';
import type { Resolver } from '../resolution/resolver.ts';
import type { WorkerSetUp } from './messages.ts';
import type { WorkerPool } from './workerPool.ts';

export type Workforce = WorkerPool;

export interface WorkforceOptions {
  readonly root: string;
  readonly today: string;
  readonly exact?: boolean;
  readonly observed?: ReadonlyMap<string, SiteObservation>;
  readonly imported?: ReadonlySet<string>;
  readonly overlay: Overlay;
  readonly resolver: Resolver;
  readonly settingsOf: (path: string) => Settings;
  /** As many as the first round has. */
  readonly files: number;
  /** Every file that may come to be analysed. */
  readonly candidates: Iterable<string>;
  readonly threads?: number;
}

/** Each worker starts and warms up anew: work that only a large project is worth. */
const FILES_A_WORKER = 1000;

export async function openWorkforce(options: WorkforceOptions): Promise<Workforce> {
  const { files, threads } = options;
  const wanted = threads ?? Math.min(availableParallelism(), Math.floor(files / FILES_A_WORKER));
  if (wanted === 0) return ownThread(options);
  const { openWorkerPool } = await import('./workerPool.ts');
  return openWorkerPool(wanted, setUpOf(options));
}

function setUpOf({ root, today, exact = false, observed, imported, overlay, settingsOf, candidates }: WorkforceOptions): WorkerSetUp {
  const settings: Settings[] = [];
  const indexes = new Map<string, number>();
  const byPath = new Map<string, number>();
  for (const path of candidates) {
    const own = settingsOf(path);
    const text = JSON.stringify(own);
    const index = indexes.get(text) ?? settings.push(own) - 1;
    indexes.set(text, index);
    if (index > 0) byPath.set(path, index);
  }
  return { root, today, exact, observed, imported, overlay, settings, settingsOf: byPath };
}

async function ownThread({ root, today, exact, observed, imported, overlay, settingsOf, resolver }: WorkforceOptions): Promise<Workforce> {
  const { createEngine } = await import('../engine.ts');
  let carriers: ReadonlyMap<string, readonly string[]> = new Map();
  const engine: Engine = await createEngine(
    { root, overlay, today, exact, observed, imported, settingsOf, carriersOf: path => carriers.get(path) },
    resolver,
  );
  return {
    async analyse(batches, known, eachFile, eachBatch) {
      carriers = known;
      for (const paths of batches) eachBatch({ kind: 'batch', ...(await engine.analyse(paths, eachFile)) });
    },
    async close() {},
  };
}
