/** Parses, finds calls, prices and lints: the heavy half of an analysis, loaded only when there is something to analyse. */

import { catalogue } from '../../shared/catalogue/index.ts';
import type { SiteObservation } from '../../shared/runtime/attribution/siteObservation.ts';
import type { CallSite } from '../calls/callSite.ts';
import { Identities } from '../calls/identity.ts';
import { createProgram, type Program } from '../calls/program.ts';
import type { Language, Module } from '../ir/nodes.ts';
import { rules } from '../rules/index.ts';
import { lint } from '../rules/lint.ts';
import { loadParsers } from '../syntax/parsers.ts';
import type { FileResult } from './cache/projectCache.ts';
import { carriersOf } from './carriers.ts';
import type { Settings } from './config/settings.ts';
import { openCosting } from './costing.ts';
import { findingReports } from './findingReports.ts';
import { languageOf } from './importers.ts';
import type { Overlay } from './inventory.ts';
import { type OpenFile, OpenFiles } from './openFiles.ts';
import { type FileReport, NOTHING_TO_SAY } from './report.ts';
import type { Resolution, Resolver } from './resolution/resolver.ts';
import { SharedRoom } from './sharedRoom.ts';

export interface EngineOptions {
  readonly root: string;
  readonly overlay: Overlay;
  /** ISO date: prices, retirements and suppressions depend on it. */
  readonly today: string;
  /** Count tokens with the models' own vocabularies. */
  readonly exact?: boolean;
  /** What was seen of calls, by the id of their site. */
  readonly observed?: ReadonlyMap<string, SiteObservation>;
  /** Ids of the SDKs that any file of the project imports; all may be if absent. */
  readonly imported?: ReadonlySet<string>;
  readonly settingsOf: (path: string) => Settings;
  /** Names carried by a file that was analysed before, in this run or an earlier one. */
  readonly carriersOf: (path: string) => readonly string[] | undefined;
  /** What an editor keeps from one batch to the next; without it each batch reads and parses for itself. */
  readonly kept?: Kept;
}

export interface Kept {
  readonly costing: ReturnType<typeof openCosting>;
  /** For one batch. */
  openFiles(): FileOpener;
  /** Ids of the SDKs that anything imports which the results for these files may rest on; all may be if it cannot be told. */
  imported(paths: readonly string[]): ReadonlySet<string> | undefined;
  /** Awaited after every file of a batch, to let others have a turn; what it throws ends the batch. */
  pause?(): Promise<void>;
}

/** Without `letters` files are opened anew for each batch: in an editor texts change between batches. */
type FileOpener = Pick<OpenFiles, 'open' | 'hashes'> & Partial<Pick<OpenFiles, 'letters'>>;

/** What is open, as a program. */
interface Opened {
  readonly files: FileOpener;
  readonly program: Program;
  /** How many answers of the resolver were told with a file. */
  readonly told: Map<string, number>;
}

export interface Analysed {
  readonly result: FileResult;
  readonly sites: readonly CallSite[];
  /** A bug of ours, in a sentence; the result is then what could be had. */
  readonly bug?: string;
}

export interface LoadedFile {
  /** Of its bytes. */
  readonly hash: string;
  /** What was asked from it. */
  readonly resolutions: readonly Resolution[];
}

export interface Batch {
  readonly results: ReadonlyMap<string, Analysed>;
  /** Every file that was read for it, or for an earlier batch and is better known now. */
  readonly loaded: ReadonlyMap<string, LoadedFile>;
  /** Project files that the result for a file may rest on, itself included. */
  dependencies(path: string): readonly string[];
}

export interface Engine {
  /** `each` is called after every file. */
  analyse(paths: readonly string[], each?: () => void): Promise<Batch>;
}

export async function createEngine(options: EngineOptions, resolver: Resolver): Promise<Engine> {
  const { costing, openFiles, imported: importedBy } = options.kept ?? (await openAfresh(options));

  let before: Opened | undefined;
  const room = new SharedRoom();

  /** What earlier batches opened, while there is room for it: files that many others import are then read and executed once. */
  function begin(paths: readonly string[]): Opened {
    if (before?.files.letters && room.holds(before.files.letters)) return before;
    const files = openFiles();
    const imported = importedBy(paths);
    const program = createProgram(
      {
        load: path => files.open(path).module,
        resolve: (from, specifier, language) => resolver.resolve(from, specifier, language),
        isImported: sdk => imported?.has(sdk.id) ?? true,
        identity: path => (path.startsWith(`${options.root}/`) ? path.slice(options.root.length + 1) : path),
      },
      catalogue,
    );
    before = { files, program, told: new Map() };
    return before;
  }

  async function analyse(paths: readonly string[], each: () => void = () => {}): Promise<Batch> {
    const { files, program, told } = begin(paths);
    const bugs = new Map<string, string>();

    /** A bug in a step spoils the one file alone. */
    function guarded<T>(path: string, otherwise: T, step: () => T): T {
      try {
        return step();
      } catch (error) {
        bugs.set(path, error instanceof Error ? error.message : String(error));
        return otherwise;
      }
    }

    const calls = new Map<string, readonly CallSite[]>();
    for (const path of paths) {
      calls.set(
        path,
        guarded(path, [], () => program.calls(path)),
      );
      each();
      await options.kept?.pause?.();
    }
    for (const [path, sites] of calls) await costing.forSettings(options.settingsOf(path)).prepare(sites);

    const carriers = new Map<string, readonly string[]>();
    const carriersAt = (path: string | undefined) =>
      (path === undefined ? undefined : (carriers.get(path) ?? options.carriersOf(path))) ?? [];
    // Twice, because a file may pass on what a later one carries.
    for (const path of [...paths, ...paths]) {
      const { module } = files.open(path);
      if (!module) continue;
      const wrappers = guarded(path, [], () => program.wrappers(path));
      carriers.set(
        path,
        guarded(path, [], () => carriersIn(module, wrappers, specifier => carriersAt(resolver.resolve(path, specifier, languageOf(path))))),
      );
    }

    const results = new Map<string, Analysed>();
    for (const [path, sites] of calls) {
      const report = guarded(path, NOTHING_TO_SAY, () => reportOf(path, files, sites));
      const bug = bugs.get(path);
      const result = { report, carriers: carriers.get(path) ?? [] };
      results.set(path, { result, sites, ...(bug === undefined ? {} : { bug }) });
    }
    // What a bug left behind spoils nothing more.
    if (bugs.size > 0) before = undefined;
    return { results, loaded: loadedSince(told, files), dependencies: path => dependenciesOf(path, files) };
  }

  /** Files that were read, or asked for more, since this was last told. */
  function loadedSince(told: Map<string, number>, files: FileOpener): Map<string, LoadedFile> {
    const loaded = new Map<string, LoadedFile>();
    for (const [path, hash] of files.hashes) {
      const resolutions = resolver.asked(path);
      if (told.get(path) === resolutions.length) continue;
      told.set(path, resolutions.length);
      loaded.set(path, { hash, resolutions });
    }
    return loaded;
  }

  /** What the result for a file may rest on: everything read that can be reached from it by imports that were followed. */
  function dependenciesOf(path: string, files: FileOpener): string[] {
    const seen = new Set([path]);
    for (const file of seen) {
      for (const [, , to] of resolver.asked(file)) if (to !== null && files.hashes.has(to)) seen.add(to);
    }
    return [...seen];
  }

  function reportOf(path: string, files: FileOpener, calls: readonly CallSite[]): FileReport {
    const { source, module, problems }: OpenFile = files.open(path);
    if (!source || !module) return { ...NOTHING_TO_SAY, problems };
    const settings = options.settingsOf(path);
    const cost = costing.forSettings(settings);
    const { findings, suppressed } = lint({
      module,
      calls,
      rules,
      context: cost.ruleContext(module.text),
      severities: settings.rules,
      requireReason: settings.requireReason,
    });
    const place = findingReports(source, other => files.open(other).source, new Identities());
    return {
      calls: calls.map(call => cost.callReport(call, source)),
      findings: findings.map(finding => place(finding)),
      suppressed: suppressed.map(({ finding, by }) => ({ finding: place(finding), reason: by.reason })),
      problems,
    };
  }

  return { analyse };
}

async function openAfresh({ today, overlay, exact, observed, imported }: EngineOptions): Promise<Kept> {
  const parsers = await loadParsers();
  return {
    costing: openCosting(today, { exact: exact ?? false, seen: ({ id }) => observed?.get(id) }),
    openFiles: () => new OpenFiles(parsers, overlay),
    imported: () => imported,
  };
}

function carriersIn(module: Module, wrappers: readonly string[], carriersAt: (specifier: string) => readonly string[]): string[] {
  const language = languageOf(module.path);
  return carriersOf(module, { wrappers, isSdk: specifier => isSdkModule(specifier, language), carriersOf: carriersAt });
}

const sdkModules = {
  python: new Set(catalogue.flatMap(sdk => sdk.modules.python ?? [])),
  typescript: new Set(catalogue.flatMap(sdk => sdk.modules.typescript ?? [])),
};

/** The module itself or one above it is an import root. */
function isSdkModule(specifier: string, language: Language): boolean {
  const roots = sdkModules[language];
  for (let end = specifier.length; end > 0; end = Math.max(specifier.lastIndexOf('.', end - 1), specifier.lastIndexOf('/', end - 1))) {
    if (roots.has(specifier.slice(0, end))) return true;
  }
  return false;
}
