/** What crosses between the main thread and its workers: plain data. */

import type { SiteObservation } from '../../../shared/runtime/attribution/siteObservation.ts';
import type { Settings } from '../config/settings.ts';
import type { Analysed, LoadedFile } from '../engine.ts';

/** `workerData`: what holds for the whole run. */
export interface WorkerSetUp {
  readonly root: string;
  readonly today: string;
  readonly exact: boolean;
  readonly observed?: ReadonlyMap<string, SiteObservation>;
  readonly imported?: ReadonlySet<string>;
  readonly overlay: ReadonlyMap<string, string>;
  /** Settings in use, each once. */
  readonly settings: readonly Settings[];
  /** Which of them holds for a file that may be analysed. */
  readonly settingsOf: ReadonlyMap<string, number>;
}

export interface BatchRequest {
  readonly paths: readonly string[];
  /** Names carried by the files analysed so far, where they have changed since the last request. */
  readonly carriers?: ReadonlyMap<string, readonly string[]>;
}

export type WorkerMessage =
  | { readonly kind: 'file' }
  | {
      readonly kind: 'batch';
      readonly results: ReadonlyMap<string, Omit<Analysed, 'sites'>>;
      readonly loaded: ReadonlyMap<string, LoadedFile>;
    };
