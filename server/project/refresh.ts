/** Brings what is remembered of a project up to date: reads what changed, analyses what that touches, and what imports it to spend. */

import { catalogue } from '../../shared/catalogue/index.ts';
import type { SiteObservation } from '../../shared/runtime/attribution/siteObservation.ts';
import type { FileResult, ProjectMemory, SeenFile } from './cache/projectCache.ts';
import { batchesOf, findComponents } from './components.ts';
import type { Settings } from './config/settings.ts';
import type { LoadedFile } from './engine.ts';
import { readBytes } from './fileText.ts';
import { relinked, restingOn, validResults } from './freshness.ts';
import { keepHeapSmall } from './heap.ts';
import { findImporters, languageOf } from './importers.ts';
import { createScan, importedSdks, type Scan } from './importScan.ts';
import type { Inventory, Overlay } from './inventory.ts';
import type { Problem } from './problem.ts';
import { createResolver, type Resolution, type Resolver } from './resolution/resolver.ts';
import type { Selection } from './selection.ts';
import { openWorkforce, type Workforce } from './threads/workforce.ts';

export interface RefreshInput {
  readonly selection: Selection;
  readonly inventory: Inventory;
  readonly memory?: ProjectMemory;
  readonly key: string;
  readonly shape: string;
  readonly today: string;
  readonly exact?: boolean;
  readonly observed?: ReadonlyMap<string, SiteObservation>;
  /** Threads to analyse with; chosen by the number of files if absent. */
  readonly threads?: number;
  readonly overlay: Overlay;
  readonly settingsOf: (path: string) => Settings;
  readonly progress?: (phase: 'reading' | 'analysing', done: number, total: number) => void;
}

export interface Refreshed {
  /** Of this run; what we failed at is not remembered. */
  readonly results: ReadonlyMap<string, FileResult>;
  readonly memory: ProjectMemory;
  readonly analysed: number;
  readonly bugs: readonly Problem[];
}

export async function refresh(input: RefreshInput): Promise<Refreshed> {
  const { selection, inventory, memory } = input;
  const scan = createScan(catalogue);
  const resolver = createResolver(selection.folders, selection.root, catalogue);
  if (inventory.waiting > MANY_FILES) keepHeapSmall();
  readAll(input, scan);
  if (!selection.whole) readReachable(inventory, scan, resolver);

  const results = memory?.key === input.key ? stillValid(input, memory, scan, resolver) : new Map<string, FileResult>();
  const asked = new Set(selection.files);
  const bugs: Problem[] = [];
  const loaded = new Map<string, LoadedFile>();
  let analysed = 0;
  const first = [...inventory.files].filter(([path, { sdk }]) => sdk || (selection.discovered.named.has(path) && asked.has(path)));
  let next = first.map(([path]) => path).filter(path => !results.has(path));
  if (next.length === 0) next = importers(inventory, results, resolver, input.overlay);
  const imported = importedIn(inventory, first, resolver);
  let workforce: Workforce | undefined;
  for (; next.length > 0; next = importers(inventory, results, resolver, input.overlay)) {
    workforce ??= await openWorkforce({
      ...input,
      root: selection.root,
      resolver,
      imported,
      files: next.length,
      candidates: inventory.files.keys(),
    });
    const total = analysed + next.length;
    const batches = batchesOf(next, findComponents(new Set(next), inventory.files, resolver), BATCH);
    const eachFile = () => {
      analysed++;
      input.progress?.('analysing', analysed, total);
    };
    await workforce.analyse(batches, carriersIn(results), eachFile, round => {
      for (const [path, { result, bug }] of round.results) {
        results.set(path, result);
        if (bug !== undefined) bugs.push({ path, message: bug });
      }
      for (const [path, file] of round.loaded) loaded.set(path, file);
    });
  }
  await workforce?.close();
  const sound = new Map(results);
  for (const { path } of bugs) sound.delete(path);
  // What is read though it is not linted is to be recognised too.
  for (const path of loaded.keys()) inventory.add(path);
  inventory.scan(scan);
  return { results, memory: remember(input, sound, loaded), analysed, bugs };
}

/** Files analysed in one go: what they share is read once, and what was read for them is let go of after them. */
const BATCH = 16;

/** From here on memory counts. */
const MANY_FILES = 500;

/** The SDKs that files of the project import; undefined where one of those that import an SDK leads to a file nobody has looked at. */
function importedIn({ files }: Inventory, sdkFiles: Iterable<readonly [path: string, file: SeenFile]>, resolver: Resolver) {
  for (const [path, { imports }] of sdkFiles) {
    for (const specifier of imports) {
      const to = resolver.resolve(path, specifier, languageOf(path));
      if (to !== undefined && !files.has(to)) return undefined;
    }
  }
  const all = new Set<string>();
  for (const { imports } of files.values()) for (const name of imports) all.add(name);
  return importedSdks(all, catalogue);
}

function readAll({ inventory, progress }: RefreshInput, scan: Scan): void {
  const total = inventory.waiting;
  let read = 0;
  inventory.scan(scan, () => progress?.('reading', ++read, total));
}

/** Where only a part of the project is linted, the files it imports from the rest may be what it spends through. */
function readReachable(inventory: Inventory, scan: Scan, resolver: Resolver): void {
  // The map grows while it is walked, and the walk goes on into what was added.
  for (const [path, { imports }] of inventory.files) {
    for (const specifier of imports) {
      const to = resolver.resolve(path, specifier, languageOf(path));
      if (to !== undefined) inventory.add(to);
    }
    inventory.scan(scan);
  }
}

function stillValid({ inventory, shape }: RefreshInput, memory: ProjectMemory, scan: Scan, resolver: Resolver): Map<string, FileResult> {
  for (const path of memory.loaded) inventory.add(path);
  inventory.scan(scan);
  const changed = new Set(inventory.changed);
  if (memory.shape !== shape || changed.size > 0) for (const path of relinked(memory, resolver, changed)) changed.add(path);
  const analysed = new Set(memory.results.keys());
  for (const [path, { sdk }] of inventory.files) if (sdk) analysed.add(path);
  if (changed.size === 0) return new Map(memory.results);
  return validResults(memory.results, restingOn(changed, memory), findComponents(analysed, inventory.files, resolver));
}

function importers(inventory: Inventory, results: ReadonlyMap<string, FileResult>, resolver: Resolver, overlay: Overlay): string[] {
  const carriers = carriersIn(results);
  const read = (path: string) => {
    const bytes = readBytes(path);
    return overlay.get(path) ?? (typeof bytes === 'string' ? undefined : bytes.toString('latin1'));
  };
  return findImporters({ files: inventory.files, carriers, resolver, read }, path => !results.has(path));
}

function carriersIn(results: ReadonlyMap<string, FileResult>): Map<string, readonly string[]> {
  return new Map([...results].filter(([, { carriers }]) => carriers.length > 0).map(([path, { carriers }]) => [path, carriers]));
}

function remember(
  { selection, inventory, memory, key, shape }: RefreshInput,
  results: ReadonlyMap<string, FileResult>,
  newlyLoaded: ReadonlyMap<string, LoadedFile>,
): ProjectMemory {
  const files = new Map<string, SeenFile>(selection.whole ? [] : memory?.files);
  for (const [path, file] of inventory.files) {
    const loaded = newlyLoaded.get(path);
    const { size, modified, sdk, imports } = file;
    files.set(path, loaded ? { size, modified, sdk, imports, hash: loaded.hash } : file);
  }
  const resolutions = new Map<string, readonly Resolution[]>();
  const kept = new Set(memory?.loaded);
  const needed = new Set(results.keys());
  // The set grows while it is walked, and the walk goes on into what was added.
  for (const path of needed) {
    const answers = newlyLoaded.get(path)?.resolutions ?? (kept.has(path) ? memory?.resolutions.get(path) : undefined) ?? [];
    resolutions.set(path, answers);
    for (const [, , to] of answers) if (to !== null && (newlyLoaded.has(to) || kept.has(to))) needed.add(to);
  }
  return { key, shape, files, results, loaded: [...needed].filter(path => files.has(path)), resolutions };
}
