/** All projects that are open, and their results, kept up to date. */
import { setImmediate } from 'node:timers/promises';
import { type EditorSettings, readEditorSettings } from '../../../shared/config/editorSettings.ts';
import type { Observations } from '../../estimate/observed.ts';
import { openCosting } from '../../project/costing.ts';
import type { Kept } from '../../project/engine.ts';
import { LiveFiles } from '../../project/live/liveFiles.ts';
import { LiveProject, type LiveResult, type Outcome } from '../../project/live/liveProject.ts';
import { loadParsers } from '../../syntax/parsers.ts';
import { isLibraryFile, NOWHERE } from '../documents/names.ts';
import type { OpenDocument } from '../documents/openDocument.ts';
import { isBehind, isInside, type Room } from './room.ts';
import { Rooms } from './rooms.ts';
import { Turns } from './turns.ts';

export interface WorkspaceEvents {
  /** There is something new to say of these files. */
  found(paths: readonly string[]): void;
  /** An update ended; `isComplete` unless it was given up, `isFinal` when nothing will change without another edit. */
  settled(isComplete: boolean, isFinal: boolean): void;
  progress(room: Room, phase: 'reading' | 'analysing', done: number, total: number): void;
  log(message: string): void;
  /** What the runtime saw of a call. */
  readonly seen: Observations;
  /** A bug of ours. */
  failed(message: string): void;
}

/** Milliseconds without an edit after which nobody types. */
const REST = 250;
/** Milliseconds before others get a turn. */
const TURN = 10;

export interface Clock {
  /** ISO date. */
  today(): string;
}

interface Day {
  readonly today: string;
  readonly costing: Kept['costing'];
}

export class Workspace {
  readonly rooms = new Rooms();
  /** What is known of files, open or not, by path. */
  readonly results = new Map<string, LiveResult>();
  /** Milliseconds the last analysis of an open file took, by path; not its first, for which the server reads what the file imports. */
  readonly durations = new Map<string, number>();
  readonly #events: WorkspaceEvents;
  readonly #clock: Clock;
  readonly #turns = new Turns(() => this.#run());
  readonly #shown = new Map<string, OpenDocument>();
  readonly #waiting = new Set<() => void>();
  #files: LiveFiles | undefined;
  #day: Day | undefined;
  #rest: NodeJS.Timeout | undefined;
  #isTyping = false;
  /** The last run left something for when nobody types, and only that. */
  #isPostponing = false;
  #everything = false;
  #hasBegun = false;
  #isStopped = false;
  /** Answers about settings that are waited for. */
  #settingsAsked = 0;
  /** Of files without a folder. */
  #settings = readEditorSettings(undefined);

  constructor(events: WorkspaceEvents, clock: Clock) {
    this.#events = events;
    this.#clock = clock;
  }

  get costing(): Kept['costing'] | undefined {
    return this.#day?.costing;
  }

  /** Whether findings of a file are shown though it is not open. */
  showsClosed(path: string): boolean {
    const room = this.rooms.of(path);
    return room?.scope === 'all' && room.settings.enable;
  }

  addFolder(uri: string, folder: string, settings: EditorSettings): void {
    this.#rescope(this.rooms.addFolder(uri, folder, settings));
  }

  /** All folders that are open from the start have been added: what is in none of them is without a folder, and goes by these settings. */
  begin(settings: EditorSettings): void {
    this.#settings = settings;
    this.#hasBegun = true;
    for (const document of this.#shown.values()) this.#giveRoom(document);
    this.#soon('editor');
  }

  removeFolder(uri: string): void {
    const removed = this.rooms.removeFolder(uri);
    if (removed) this.#forget([...this.results.keys()].filter(path => isInside(path, removed.folder) && !this.rooms.of(path)));
    for (const document of this.#shown.values()) this.#giveRoom(document);
    this.#soon('editor');
  }

  setSettings(room: Room, settings: EditorSettings): void {
    const before = room.settings;
    room.settings = settings;
    if (!settings.enable) this.#forget(this.#knownIn(room));
    if (settings.enable !== before.enable) room.project = undefined;
    this.#rescope(room);
  }

  /** Findings of all files of all folders from now on; settles when they are there. */
  async lintEverything(): Promise<void> {
    this.#everything = true;
    for (const room of this.rooms) this.#rescope(room);
    while (!this.#isStopped) {
      const { areBehind } = this.rooms;
      if (this.#isSet && !areBehind && this.#unsure.length === 0) return;
      if (this.#isSet && (this.#isPostponing || !areBehind)) this.#whenNobodyTypes();
      await this.#nextEvent();
    }
  }

  /** An editor opened, changed or closed a document. */
  show(now: OpenDocument | undefined, before: OpenDocument | undefined): void {
    if (before && before.path !== now?.path) this.#hide(before);
    if (now) {
      this.#shown.set(now.path, now);
      this.#files?.show(now.source);
      this.#giveRoom(now);
    }
    const path = (now ?? before)?.path;
    if (path !== undefined) this.rooms.touch(path);
    this.#isTyping = now !== undefined && before !== undefined;
    this.#soon('editor');
  }

  /** So much was seen of calls that estimates and findings go by it: open files are looked at again. */
  seenEnough(): void {
    for (const room of this.rooms) {
      for (const path of this.#shown.keys()) if (room.project?.concerns(path)) room.project.retry(path);
      room.changes++;
    }
    this.#soon('disk');
  }

  /** Files changed on disk. `relinks`: they came or went, or tell which files there are and where imports lead. */
  changedOnDisk(paths: readonly string[], relinks: boolean): void {
    for (const path of paths) this.rooms.touch(path);
    if (relinks) this.rooms.outdate(paths);
    this.#soon('disk');
  }

  /** What is known of a document as it is now; undefined when there is nothing to say, or it changed meanwhile. */
  async current(document: OpenDocument, token: { readonly isCancellationRequested: boolean }): Promise<LiveResult | undefined> {
    for (;;) {
      const room = this.rooms.of(document.path);
      if (token.isCancellationRequested || this.#isStopped) return undefined;
      if (!this.#isSet) {
        await this.#nextEvent();
        continue;
      }
      if (!room?.settings.enable || this.#shown.get(document.path) !== document) return undefined;
      const result = this.results.get(document.path);
      if (result?.shown?.source === document.source) return result;
      if (!isBehind(room) || (this.#isPostponing && !room.project?.isPostponed(document.path))) return undefined;
      this.#turns.hurry();
      await this.#nextEvent();
    }
  }

  /** Waits until what is known of a file that is not open is what is on disk; where that takes until nobody types, no longer than others do. */
  async closedIsKnown(path: string, token: { readonly isCancellationRequested: boolean }): Promise<void> {
    const isWaiting = () => {
      const room = this.rooms.of(path);
      return room !== undefined && this.showsClosed(path) && isBehind(room) && !this.#isPostponing;
    };
    while (!token.isCancellationRequested && !this.#isStopped && (!this.#isSet || isWaiting())) {
      this.#turns.hurry();
      await this.#nextEvent();
    }
  }

  /** The editor is asked for its settings: nothing is answered by the old ones until it is said that they are there. */
  askingSettings(): () => void {
    this.#settingsAsked++;
    return () => {
      this.#settingsAsked--;
      this.#soon('editor');
      this.#wake();
    };
  }

  /** Nothing more is done; who waits is answered with what there is. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#rest);
    this.#turns.stop();
    this.#wake();
  }

  /** Whether folders and settings are known. */
  get #isSet(): boolean {
    return this.#hasBegun && this.#settingsAsked === 0;
  }

  #soon(where: 'editor' | 'disk'): void {
    this.#isPostponing = false;
    if (!this.#isStopped) this.#turns.soon(where);
  }

  #hide(document: OpenDocument): void {
    const { path } = document;
    if (this.#shown.get(path) === document) {
      this.#shown.delete(path);
      this.#files?.close(path);
    }
    this.durations.delete(path);
    if (!this.showsClosed(path)) this.#forget([path]);
    this.rooms.removeFile(path);
    this.rooms.touch(path);
    // Who waits for it hears that it is gone before anything is said of the file.
    this.#wake();
  }

  /** A file without a folder gets a room of its own; one of somebody else's library gets none. */
  #giveRoom({ path, uri }: OpenDocument): void {
    if (!this.#hasBegun || this.rooms.of(path)) return;
    if (isLibraryFile(path)) {
      this.#events.log(`${path} belongs to a library and is not linted.`);
      return;
    }
    this.rooms.addFile(uri, path, this.#settings);
  }

  #rescope(room: Room): void {
    const isWide = room.file === undefined && (this.#everything || room.settings.lint.scope === 'workspace');
    const before = room.scope;
    room.scope = isWide ? 'all' : 'open';
    room.changes++;
    this.#soon('editor');
    if (room.scope === before) return;
    if (isWide) this.#found(room, room.project?.closedResults() ?? [], performance.now());
    else this.#forget(this.#knownIn(room).filter(path => !this.#shown.has(path)));
  }

  #knownIn(room: Room): string[] {
    return [...this.results.keys()].filter(path => this.rooms.of(path) === room);
  }

  #forget(paths: readonly string[]): void {
    const known = paths.filter(path => this.results.delete(path));
    if (known.length > 0) this.#events.found(known);
  }

  async #run(): Promise<void> {
    if (!this.#hasBegun || this.#isStopped) return;
    clearTimeout(this.#rest);
    let outcome: Outcome = 'done';
    try {
      const { files, day } = await this.#prepare();
      // Rooms with open documents first.
      for (const room of this.rooms.startingWith(this.#shown.keys())) {
        if (!room.settings.enable || !isBehind(room)) continue;
        const ofRoom = await this.#updateOnce(room, files, day);
        if (ofRoom !== 'done') outcome = ofRoom;
        if (ofRoom === 'interrupted') break;
      }
    } catch (error) {
      this.#events.failed(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    this.#isPostponing = outcome === 'postponed';
    if (this.#isStopped) return;
    const isLast = outcome === 'done' && this.#unsure.length === 0;
    if (outcome !== 'interrupted' && !isLast) this.#rest = setTimeout(() => this.#whenNobodyTypes(), REST);
    this.#events.settled(outcome !== 'interrupted', isLast && this.#isSet && !this.#turns.isWanted);
    this.#wake();
  }

  /** What was left for now: files that are joined with many others, and broken code that was read in pieces, which may make another sense. */
  #whenNobodyTypes(): void {
    this.#isTyping = false;
    for (const path of this.#unsure) if (this.#files?.confirm(path)) this.rooms.retry(path);
    this.#turns.now();
  }

  get #unsure(): readonly string[] {
    return this.#files?.unsure ?? [];
  }

  /** What every project needs, and what holds for today only. */
  async #prepare(): Promise<{ readonly files: LiveFiles; readonly day: Day }> {
    if (!this.#files) {
      this.#files = new LiveFiles(await loadParsers());
      for (const document of this.#shown.values()) this.#files.show(document.source);
    }
    const today = this.#clock.today();
    if (this.#day?.today !== today) {
      this.#day = { today, costing: openCosting(today, { seen: this.#events.seen }) };
      this.rooms.beginAnew();
    }
    return { files: this.#files, day: this.#day };
  }

  async #updateOnce(room: Room, files: LiveFiles, day: Day): Promise<Outcome> {
    const { changes } = room;
    let outcome: Outcome = 'done';
    try {
      outcome = await this.#update(room, files, day);
    } finally {
      // After a bug too: what is asked then is answered with what there is.
      if (outcome === 'done') room.seen = changes;
    }
    return outcome;
  }

  async #update(room: Room, files: LiveFiles, day: Day): Promise<Outcome> {
    const started = performance.now();
    const isNew = room.project === undefined;
    const project = room.project ?? (await this.#open(room, files, day));
    room.project = project;
    // The room may have been switched off, or be no more, since somebody last had a turn.
    const isWanted = () => room.project === project && room.settings.enable && this.rooms.has(room) && !this.#isStopped;
    const found = (results: readonly LiveResult[]) => {
      if (isWanted()) this.#found(room, results, started);
    };
    if (isNew) {
      for (const path of [...this.#shown.keys()]) {
        if (this.rooms.of(path) !== room) continue;
        // It may have come while the folder was looked at.
        project.touch(path);
        const first = await project.firstLook(path);
        if (first) found([first]);
      }
    }
    let turn = performance.now();
    const outcome = await project.update({
      scope: room.scope,
      isHurried: this.#isTyping,
      pause: async () => {
        if (performance.now() - turn < TURN) return true;
        await setImmediate();
        turn = performance.now();
        return isWanted() && !this.#turns.isWanted;
      },
      found,
      progress: (phase, done, total) => this.#events.progress(room, phase, done, total),
    });
    return outcome;
  }

  #open(room: Room, files: LiveFiles, day: Day): Promise<LiveProject> {
    const isOnDisk = room.file !== undefined && room.folder !== NOWHERE;
    const paths = room.file === undefined ? [room.folder] : isOnDisk ? [room.file] : [];
    return LiveProject.open({ paths, cwd: room.folder, files, ...day });
  }

  #found(room: Room, results: readonly LiveResult[], started: number): void {
    const own = results.filter(({ path }) => this.rooms.of(path) === room && (this.#shown.has(path) || room.scope === 'all'));
    for (const result of own) {
      const { path, report, bug } = result;
      const again = this.results.has(path);
      if (report) this.results.set(path, result);
      else this.results.delete(path);
      if (bug !== undefined) this.#events.failed(`${path}: ${bug}`);
      if (again && this.#shown.has(path)) this.durations.set(path, performance.now() - started);
    }
    if (own.length > 0) this.#events.found(own.map(({ path }) => path));
    this.#wake();
  }

  #nextEvent(): Promise<void> {
    return new Promise(resolve => this.#waiting.add(resolve));
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
