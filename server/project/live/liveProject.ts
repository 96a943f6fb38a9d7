/**
 * A project while it is being edited: the same results as `analyse` gives for the same files, but each change costs only what it touches.
 */
import { existsSync } from 'node:fs';
import { catalogue } from '../../../shared/catalogue/index.ts';
import type { CallSite } from '../../calls/callSite.ts';
import type { SourceFile } from '../../syntax/source.ts';
import { batchesOf, type Components, findComponents } from '../components.ts';
import type { ConfigError } from '../config/candidates.ts';
import type { Settings } from '../config/settings.ts';
import type { Analysed, Engine, Kept } from '../engine.ts';
import { readBytes } from '../fileText.ts';
import { createScan } from '../importScan.ts';
import type { FileReport } from '../report.ts';
import { ImportIndex } from './importIndex.ts';
import { KnownResults } from './knownResults.ts';
import type { LiveFiles } from './liveFiles.ts';
import { isNew, openView, type ProjectView } from './projectView.ts';
import { ReachableSdks } from './reachableSdks.ts';

export interface LiveProjectOptions {
  /** A folder, or files. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly files: LiveFiles;
  readonly costing: Kept['costing'];
  /** ISO date. */
  readonly today: string;
}

export interface Update {
  /** `open`: results for the files shown in an editor, and for what these rest on. */
  readonly scope: 'open' | 'all';
  /** Lets others have a turn; false when this update is no longer of use. What it left undone is done by the next. */
  readonly pause: () => Promise<boolean>;
  /** Somebody is typing: where a file is joined with many others, only the file itself is looked at, for the time being. */
  readonly isHurried?: boolean;
  /** New results, as soon as they are there. */
  readonly found: (results: readonly LiveResult[]) => void;
  readonly progress?: (phase: 'reading' | 'analysing', done: number, total: number) => void;
}

export interface LiveResult {
  readonly path: string;
  /** Absent where there is nothing to say of the file. */
  readonly report?: FileReport;
  /** Of a file that is shown in an editor: the text the result is for, and its calls. */
  readonly shown?: { readonly source: SourceFile; readonly sites: readonly CallSite[] };
  /** A bug of ours, in a sentence. */
  readonly bug?: string;
}

/** How an update ended: with all that is wanted, given up, or with something left for when nobody types. */
export type Outcome = 'done' | 'interrupted' | 'postponed';

/** Files analysed in one go where they need not be, so that each is told of soon. */
const BATCH = 8;
/** Bytes of joined files that are analysed at every keystroke. */
const MOST_AT_ONCE = 150_000;
const INTERRUPTED = Symbol('interrupted');
/** Files read before others get a turn: some ten milliseconds. */
const SLICE = 100;

export class LiveProject {
  readonly #options: LiveProjectOptions;
  readonly #index = new ImportIndex(createScan(catalogue));
  #view: ProjectView;
  #engine: Engine | undefined;
  /** What the last batch read. */
  #batchFiles: ReturnType<Kept['openFiles']> | undefined;
  /** Files not looked at yet. */
  #unread: string[];
  readonly #known: KnownResults;
  /** Files in the editor that changed since they were analysed with all that is joined to them. */
  readonly #edited = new Set<string>();
  readonly #postponed = new Set<string>();
  #pause: (() => Promise<void>) | undefined;
  #wanted: ReadonlySet<string> | undefined;
  /** Files reported as changed. */
  readonly #touched = new Set<string>();
  readonly #retried = new Set<string>();
  /** Files of which something was said. */
  readonly #told = new Set<string>();
  #outdated = false;
  readonly #sdks = new ReachableSdks(this.#index);

  private constructor(options: LiveProjectOptions, view: ProjectView) {
    this.#options = options;
    this.#view = view;
    this.#unread = [...view.asked];
    this.#known = new KnownResults(this.#index, view.resolver);
  }

  static async open(options: LiveProjectOptions): Promise<LiveProject> {
    return new LiveProject(options, await openView({ ...options, shown: options.files.shown.keys() }));
  }

  get root(): string {
    return this.#view.selection.root;
  }

  /** Files that are looked at. */
  get size(): number {
    return this.#index.files.size;
  }

  /** Files with a result. */
  get analysed(): number {
    return this.#known.all.size;
  }

  /** Mistakes in configuration files; while there are any, the last good configuration holds. */
  get configErrors(): readonly ConfigError[] {
    return this.#view.selection.configs.errors;
  }

  /** Whether the file is linted here: it was found, and is neither ignored nor excluded. */
  covers(path: string): boolean {
    return this.#view.asked.has(path);
  }

  /** Whether a change of the file may change something here. */
  concerns(path: string): boolean {
    if (this.covers(path) || this.#index.files.has(path) || path.startsWith(`${this.#options.cwd}/`)) return true;
    return [...this.#known.all.values()].some(({ dependencies }) => dependencies.includes(path));
  }

  settingsOf(path: string): Settings {
    return this.#view.settingsOf(path);
  }

  /** The text of a file changed, in the editor or on disk; or an editor opened or closed it. */
  touch(path: string): void {
    this.#touched.add(path);
  }

  /** A file is to be analysed again though its text is the same. */
  retry(path: string): void {
    this.#retried.add(path);
  }

  /** Files came or went, or one changed that configures us or tells where imports lead. */
  outdate(): void {
    this.#outdated = true;
  }

  /** The result for one file while the rest of the project has not been read: it knows only what the file imports. */
  async firstLook(path: string): Promise<LiveResult | undefined> {
    if (this.#unread.length === 0 || !this.covers(path)) return undefined;
    this.#index.update([path], this.#options.files.shown);
    if (!this.#index.files.get(path)?.sdk) return undefined;
    const engine = await this.#openEngine();
    const { results } = await engine.analyse([path]);
    const first = results.get(path);
    return first && this.#asLive(path, first);
  }

  /** What would be said of a file if this were its text. Nothing is kept. */
  async tryText(trial: SourceFile): Promise<FileReport | undefined> {
    const { path } = trial;
    const { files, costing, today } = this.#options;
    const components = this.#known.components;
    const joined = [...this.#known.all.keys()].filter(other => components.of(other) === components.of(path));
    const carriersOf = (other: string) => this.#known.all.get(other)?.carriers;
    const engine = await this.#view.engine({
      today,
      carriersOf,
      kept: { costing, openFiles: () => files.forBatch(trial), imported: paths => this.#importedBy(paths) },
    });
    const { results } = await engine.analyse([...new Set([...joined, path])].sort());
    return results.get(path)?.result.report;
  }

  /** What is known of files that no editor shows. */
  closedResults(): LiveResult[] {
    return [...this.#known.all]
      .filter(([path]) => this.covers(path) && !this.#shown.has(path))
      .map(([path, { report }]) => {
        this.#told.add(path);
        return { path, report };
      });
  }

  /** Brings what is wanted up to date. */
  async update(update: Update): Promise<Outcome> {
    this.#pause = async () => {
      if (!(await update.pause())) throw INTERRUPTED;
    };
    try {
      return await this.#update(update);
    } catch (error) {
      if (error === INTERRUPTED) return 'interrupted';
      throw error;
    } finally {
      this.#pause = undefined;
    }
  }

  /** Whether what is known of a file waits for a time when nobody types. */
  isPostponed(path: string): boolean {
    return this.#postponed.has(path);
  }

  async #update(update: Update): Promise<Outcome> {
    if (this.#outdated || [...this.#touched].some(path => this.#cameOrWent(path))) await this.#reopen();
    await this.#readAll(update);
    this.#lookAgain();
    this.#postponed.clear();
    const wanted = this.#wantedFiles(update.scope);
    const spending = [...this.#index.files].filter(([path, { sdk }]) => !this.#known.all.has(path) && (sdk || this.#isNamed(path)));
    const paths = spending.map(([path]) => path);
    let next = wanted ? joinedTo(wanted, paths, this.#known.components) : paths;
    if (next.length === 0) next = this.#importers();
    for (let done = 0; next.length > 0; ) {
      const components = findComponents(new Set(next), this.#index.files, this.#view.resolver);
      const round = wanted ? joinedTo(wanted, next, components) : next;
      for (const batch of this.#shownFirst(batchesOf(round, components, BATCH))) {
        if (update.isHurried && this.#isLarge(batch)) await this.#postpone(batch, update);
        else update.found(await this.#analyse(batch));
        done += batch.length;
        update.progress?.('analysing', done, done + round.length);
        await this.#pause?.();
      }
      next = round.length > 0 && this.#postponed.size === 0 ? this.#importers() : [];
    }
    if (this.#postponed.size > 0) return 'postponed';
    this.#known.settle();
    const silent = [...this.#told].filter(path => !this.#known.all.has(path));
    for (const path of silent) this.#told.delete(path);
    if (silent.length > 0) update.found(silent.map(path => ({ path })));
    return 'done';
  }

  #isLarge(batch: readonly string[]): boolean {
    return batch.length > 1 && batch.reduce((sum, path) => sum + (this.#index.files.get(path)?.size ?? 0), 0) > MOST_AT_ONCE;
  }

  /** Of joined files only those that are being typed in are looked at, each by itself. */
  async #postpone(batch: readonly string[], update: Update): Promise<void> {
    for (const path of batch) this.#postponed.add(path);
    const engine = await this.#openEngine();
    for (const path of batch) {
      if (!this.#edited.has(path)) continue;
      const { results } = await engine.analyse([path]);
      const alone = results.get(path);
      if (alone && this.covers(path)) update.found([this.#asLive(path, alone)]);
    }
  }

  async #reopen(): Promise<void> {
    this.#outdated = false;
    const before = this.#view;
    const view = await openView({ ...this.#options, shown: this.#shown.keys(), configs: before.configs });
    this.#view = view;
    this.#engine = undefined;
    this.#unread = [...view.asked].filter(path => !this.#index.files.has(path));
    const gone = [...this.#index.files.keys()].filter(path => !this.#belongs(path));
    for (const path of gone) this.#index.files.delete(path);
    const moved = new Set(gone);
    for (const path of this.#index.files.keys()) {
      const answers = before.resolver.asked(path);
      if (answers.some(([specifier, language, to]) => (view.resolver.resolve(path, specifier, language) ?? null) !== to)) moved.add(path);
    }
    this.#known.drop(view.configs.fingerprint === before.configs.fingerprint ? moved : new Set(this.#known.all.keys()));
    this.#relink();
  }

  /** Looks at the files that were not looked at yet. */
  async #readAll({ progress }: Update): Promise<void> {
    const total = this.#unread.length;
    while (this.#unread.length > 0) {
      this.#index.update(this.#unread.splice(0, SLICE), this.#shown);
      progress?.('reading', total - this.#unread.length, total);
      if (this.#unread.length === 0) this.#relink();
      await this.#pause?.();
    }
  }

  /** Looks at what changed, and drops the results that rested on it. */
  #lookAgain(): void {
    // What came or went while the project was looked at is left for the next update.
    const touched = [...this.#touched].filter(path => !this.#cameOrWent(path));
    for (const path of touched) this.#touched.delete(path);
    const { changed, relinked } = this.#index.update(
      touched.filter(path => this.#belongs(path)),
      this.#shown,
    );
    for (const path of changed) if (this.#shown.has(path)) this.#edited.add(path);
    const others = [...touched.filter(path => !this.#belongs(path)), ...this.#retried];
    this.#retried.clear();
    if (changed.size > 0 || others.length > 0) this.#known.drop(new Set([...changed, ...others]));
    if (!relinked) return;
    this.#relink();
    // What is joined now may not have been joined before.
    this.#known.drop(changed);
  }

  /** Everything that follows from which file imports which. */
  #relink(): void {
    this.#known.relink(this.#view.resolver);
    this.#wanted = undefined;
    this.#sdks.forget();
    if (!this.#view.selection.whole) this.#index.reachable([...this.#view.asked], this.#view.resolver, this.#shown);
  }

  /** Undefined: all. */
  #wantedFiles(scope: Update['scope']): ReadonlySet<string> | undefined {
    if (scope === 'all') return undefined;
    const shown = [...this.#shown.keys()].filter(path => this.covers(path));
    const before = this.#wanted;
    if (before && shown.every(path => before.has(path))) return before;
    this.#wanted = this.#index.reachable(shown, this.#view.resolver, this.#shown);
    this.#known.suspectAll();
    return this.#wanted;
  }

  async #analyse(batch: readonly string[]): Promise<LiveResult[]> {
    const engine = await this.#openEngine();
    const { results, dependencies } = await engine.analyse(batch);
    for (const [path, { result }] of results) {
      this.#edited.delete(path);
      this.#known.keep(path, { ...result, dependencies: dependencies(path) });
    }
    return [...results]
      .filter(([path]) => this.covers(path))
      .map(([path, analysed]) => {
        this.#told.add(path);
        return this.#asLive(path, analysed);
      });
  }

  #importedBy(paths: readonly string[]): ReadonlySet<string> | undefined {
    // What files that were not looked at import is not known.
    return this.#unread.length > 0 ? undefined : this.#sdks.of(paths, this.#view.resolver);
  }

  #asLive(path: string, { result, sites, bug }: Analysed): LiveResult {
    const source = this.#shown.has(path) ? this.#batchFiles?.open(path).source : undefined;
    return { path, report: result.report, ...(source && { shown: { source, sites } }), bug };
  }

  #importers(): string[] {
    return this.#known.importers(path => {
      const bytes = readBytes(path);
      return this.#shown.get(path) ?? (typeof bytes === 'string' ? undefined : bytes.toString('latin1'));
    });
  }

  async #openEngine(): Promise<Engine> {
    const { files, costing, today } = this.#options;
    this.#engine ??= await this.#view.engine({
      today,
      carriersOf: path => this.#known.all.get(path)?.carriers,
      kept: {
        costing,
        openFiles: () => {
          this.#batchFiles = files.forBatch();
          return this.#batchFiles;
        },
        imported: paths => this.#importedBy(paths),
        pause: async () => this.#pause?.(),
      },
    });
    return this.#engine;
  }

  get #shown(): ReadonlyMap<string, string> {
    return this.#options.files.shown;
  }

  /** Whether the index keeps a file: all that are asked for, and of a part of a project what these import from the rest. */
  #belongs(path: string): boolean {
    return this.covers(path) || (!this.#view.selection.whole && this.#index.files.has(path));
  }

  /** A new file that is only in the editor, or one that is gone from there and from disk. */
  #cameOrWent(path: string): boolean {
    const isShown = this.#shown.has(path);
    if (this.covers(path)) return !isShown && !existsSync(path);
    return isShown && !this.#view.unsaved.has(path) && isNew(path, this.#options.cwd);
  }

  #isNamed(path: string): boolean {
    return this.#view.selection.discovered.named.has(path) && this.covers(path);
  }

  #shownFirst(batches: readonly string[][]): string[][] {
    const isShown = (batch: readonly string[]) => batch.some(path => this.#shown.has(path));
    return [...batches.filter(isShown), ...batches.filter(batch => !isShown(batch))];
  }
}

/** Those of the paths that are in a component with a wanted file. */
function joinedTo(wanted: ReadonlySet<string>, paths: readonly string[], components: Components): string[] {
  const names = new Set([...wanted].map(path => components.of(path)));
  return paths.filter(path => names.has(components.of(path)));
}
