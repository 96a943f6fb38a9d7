/** Source files as an editor needs them: open ones as they are typed, others as they are on disk, none parsed twice while it stays the same. */
import { hash } from 'node:crypto';
import type { Module } from '../../ir/nodes.ts';
import { deferModule } from '../../syntax/deferredModule.ts';
import { EditedModule } from '../../syntax/editedModule.ts';
import type { Parsers } from '../../syntax/parsers.ts';
import { openSource, type SourceFile } from '../../syntax/source.ts';
import type { Kept } from '../engine.ts';
import { decode, readBytes } from '../fileText.ts';
import type { OpenFile } from '../openFiles.ts';

/** Letters of files on disk whose trees are kept; a tree takes some forty bytes a letter. */
const KEPT_LETTERS = 400_000;

interface Parsed extends OpenFile {
  readonly hash: string;
}

export class LiveFiles {
  readonly #parsers: Parsers;
  readonly #edited = new Map<string, EditedFile>();
  readonly #shown = new Map<string, string>();
  /** In the order of their last use. */
  readonly #onDisk = new Map<string, Parsed>();
  #letters = 0;

  constructor(parsers: Parsers) {
    this.#parsers = parsers;
  }

  /** Takes the text an editor shows, in place of what is on disk. */
  show(source: SourceFile): void {
    const known = this.#edited.get(source.path);
    this.#shown.set(source.path, source.text);
    if (known) known.source = source;
    else this.#edited.set(source.path, new EditedFile(source, this.#parsers));
  }

  /** The editor lets go of a file. */
  close(path: string): void {
    this.#edited.get(path)?.close();
    this.#edited.delete(path);
    this.#shown.delete(path);
  }

  /** Texts of the files shown, by path. */
  get shown(): ReadonlyMap<string, string> {
    return this.#shown;
  }

  /** Files whose trees may be others than a first reading gives: they are broken, and were read in pieces. */
  get unsure(): string[] {
    return [...this.#edited].filter(([, file]) => !file.isSure).map(([path]) => path);
  }

  /** Reads a file as if for the first time; true when that makes a difference. */
  confirm(path: string): boolean {
    return this.#edited.get(path)?.confirm() ?? false;
  }

  source(path: string): SourceFile | undefined {
    return this.#edited.get(path)?.source ?? this.#read(path)?.source;
  }

  /** For one batch of the engine, which wants to know what it read. `trial`: a text in place of the one shown. */
  forBatch(trial?: SourceFile): ReturnType<Kept['openFiles']> {
    const hashes = new Map<string, string>();
    const opened = new Map<string, OpenFile>();
    const open = (path: string): OpenFile => {
      const known = opened.get(path);
      if (known) return known;
      const tried = trial?.path === path ? { source: trial, module: deferModule(trial, this.#parsers), problems: [], hash: '' } : undefined;
      const file = tried ?? this.#edited.get(path)?.parsed() ?? this.#read(path) ?? NOT_THERE;
      if ('hash' in file) hashes.set(path, file.hash as string);
      opened.set(path, file);
      return file;
    };
    return { open, hashes };
  }

  #read(path: string): Parsed | OpenFile {
    const bytes = readBytes(path);
    if (typeof bytes === 'string') return { problems: [bytes] };
    const digest = hash('sha1', bytes);
    const known = this.#onDisk.get(path);
    if (known) {
      this.#onDisk.delete(path);
      if (known.hash === digest) {
        this.#onDisk.set(path, known);
        return known;
      }
      this.#letters -= lettersOf(known);
    }
    const fresh = { ...this.#parse(path, bytes), hash: digest };
    this.#onDisk.set(path, fresh);
    this.#letters += lettersOf(fresh);
    for (const [oldest, file] of this.#onDisk) {
      if (this.#letters <= KEPT_LETTERS || oldest === path) break;
      this.#onDisk.delete(oldest);
      this.#letters -= lettersOf(file);
    }
    return fresh;
  }

  #parse(path: string, bytes: Buffer): OpenFile {
    const decoded = decode(bytes);
    if (typeof decoded === 'string') return { problems: [decoded] };
    const source = openSource(path, decoded.text);
    if ('unreadable' in source) return { problems: source.notOurs ? [] : [source.unreadable] };
    return { source, module: deferModule(source, this.#parsers), problems: decoded.warning === undefined ? [] : [decoded.warning] };
  }
}

const NOT_THERE: OpenFile = { problems: [] };

const lettersOf = ({ source }: OpenFile): number => source?.text.length ?? 0;

class EditedFile {
  source: SourceFile;
  readonly #module: EditedModule;
  #parsed:
    | { readonly source: SourceFile; readonly module: Module; readonly problems: readonly string[]; readonly hash: string }
    | undefined;

  constructor(source: SourceFile, parsers: Parsers) {
    this.source = source;
    this.#module = new EditedModule(parsers);
  }

  parsed(): Parsed {
    const { source } = this;
    if (this.#parsed?.source !== source) {
      this.#parsed = { source, module: this.#module.update(source), problems: [], hash: hash('sha1', source.text) };
    }
    return this.#parsed;
  }

  /** A text that nobody has parsed yet is none to be unsure of. */
  get isSure(): boolean {
    return this.#parsed?.source !== this.source || this.#module.isSure;
  }

  confirm(): boolean {
    const module = this.#parsed && this.#module.confirm();
    if (this.#parsed && module) this.#parsed = { ...this.#parsed, module };
    return module !== undefined;
  }

  close(): void {
    this.#module.close();
  }
}
