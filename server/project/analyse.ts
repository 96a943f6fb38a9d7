/**
 * The project layer's one door: paths in, reports out. What has not changed since the last run comes from memory, and then nothing heavy is
 * even loaded.
 */
import { hash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { FailOn, RuleOptions } from '../../shared/config/defaults.ts';
import type { SiteObservation } from '../../shared/runtime/attribution/siteObservation.ts';
import { cacheLocation } from './cache/cacheLocation.ts';
import { type FileResult, type ProjectMemory, readMemory, writeMemory } from './cache/projectCache.ts';
import { toolStamp } from './cache/toolStamp.ts';
import type { ConfigError } from './config/candidates.ts';
import { type Budgets, type Settings, settingsFor } from './config/settings.ts';
import { Inventory, type Overlay } from './inventory.ts';
import type { Problem } from './problem.ts';
import { type FileReport, saysSomething } from './report.ts';
import { type Selection, select } from './selection.ts';

export interface AnalyseOptions {
  /** Relative paths are relative to it. */
  readonly cwd: string;
  /** ISO date. */
  readonly today: string;
  /** Count tokens with the models' own vocabularies: slower, and a few per cent closer. */
  readonly exact?: boolean;
  /** What was seen of calls, by the id of their site; they enter estimates and rules. */
  readonly observed?: ReadonlyMap<string, SiteObservation>;
  /** `--config`. */
  readonly config?: string;
  /** Options from the command line; they win over all configuration. */
  readonly options?: Partial<RuleOptions>;
  /** Texts in place of those on disk; such a file is linted too. */
  readonly overlay?: Overlay;
  /** Keep results on disk, and use those that are there. */
  readonly cache?: boolean;
  /** Results of an earlier run in this process, in place of those on disk. */
  readonly memory?: ProjectMemory;
  /** Threads to analyse with; chosen by the number of files if absent. */
  readonly threads?: number;
  readonly progress?: (phase: 'reading' | 'analysing', done: number, total: number) => void;
}

export interface Analysis {
  readonly root: string;
  /** Files that were asked for, found and not excluded. */
  readonly fileCount: number;
  /** Reports of the files that call a model or help to; of all others there is nothing to say. In the order of paths. */
  readonly files: readonly { readonly path: string; readonly report: FileReport }[];
  readonly problems: readonly Problem[];
  /** Our own failures, by file. */
  readonly bugs: readonly Problem[];
  /** Paths that were asked for and are not there. */
  readonly missing: readonly string[];
  /** When there are any, nothing was analysed. */
  readonly configErrors: readonly ConfigError[];
  /** For the run as a whole. */
  readonly failOn: FailOn;
  readonly budgets: Budgets;
  readonly callsPerMonth: number;
  readonly counts: { readonly read: number; readonly analysed: number; readonly remembered: number };
  readonly memory?: ProjectMemory;
}

export async function analyse(paths: readonly string[], options: AnalyseOptions): Promise<Analysis> {
  const { cwd, config, overlay = new Map() } = options;
  const selection = await select(paths, { cwd, config, virtual: [...overlay.keys()] });
  const run = settingsFor(selection.configs.forFile(`${selection.place}/.`), selection.place, options.options);
  const basis = {
    root: selection.root,
    missing: selection.discovered.missing,
    failOn: run.failOn,
    budgets: run.budgets,
    callsPerMonth: run.options.callsPerMonth,
  };
  if (selection.configs.errors.length > 0) {
    const nothing = { fileCount: 0, files: [], problems: [], bugs: [], counts: { read: 0, analysed: 0, remembered: 0 } };
    return { ...basis, ...nothing, configErrors: selection.configs.errors };
  }

  const stamp = toolStamp();
  const location = options.cache ? cacheLocation(selection.root) : undefined;
  const memory = options.memory ?? (location === undefined ? undefined : readMemory(location, stamp));
  const key = hash(
    'sha1',
    JSON.stringify([options.today, options.exact, selection.configs.fingerprint, options.options, [...(options.observed ?? [])]]),
  );
  const shape = shapeOf(selection);
  const inventory = new Inventory(memory, overlay);
  for (const path of selection.files) inventory.add(path);

  const asked = new Set(selection.files);
  const done = (results: ReadonlyMap<string, FileResult>, bugs: readonly Problem[], analysed: number, kept?: ProjectMemory): Analysis => {
    const files = [...results]
      .filter(([path, { report }]) => asked.has(path) && saysSomething(report))
      .map(([path, { report }]) => ({ path, report }));
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    const ofFiles = files.flatMap(({ path, report }) => report.problems.map(message => ({ path, message })));
    const problems = [...selection.discovered.problems, ...inventory.problems.filter(({ path }) => asked.has(path)), ...ofFiles];
    const counts = { read: inventory.scanned, analysed, remembered: [...results.keys()].filter(path => asked.has(path)).length - analysed };
    return { ...basis, configErrors: [], fileCount: asked.size, files, problems, bugs, counts, memory: kept };
  };

  if (
    memory &&
    memory.key === key &&
    memory.shape === shape &&
    selection.whole &&
    inventory.waiting === 0 &&
    inventory.changed.size === 0
  ) {
    for (const path of memory.loaded) inventory.add(path);
    if (inventory.waiting === 0 && inventory.changed.size === 0) return done(memory.results, [], 0, memory);
  }

  const { refresh } = await import('./refresh.ts');
  const settingsOf = (path: string): Settings => settingsFor(selection.configs.forFile(path), path, options.options);
  const refreshed = await refresh({ selection, inventory, memory, key, shape, settingsOf, overlay, ...options });
  if (location !== undefined && overlay.size === 0) writeMemory(location, stamp, refreshed.memory);
  return done(refreshed.results, refreshed.bugs, refreshed.analysed, refreshed.memory);
}

/** Changes when a file comes or goes, or when a file changes that tells where imports lead. */
function shapeOf({ files, discovered }: Selection): string {
  const links = discovered.linkFiles.map(path => {
    const found = statSync(path, { throwIfNoEntry: false });
    return `${path} ${found?.size} ${found?.mtimeMs}`;
  });
  return hash('sha1', [...files, '', ...links].join('\n'));
}
