/** What is remembered of a project between runs, and its form on disk. A cache that cannot be read is no cache; nothing is ever wrong with it. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Language } from '../../ir/nodes.ts';
import { parentOf } from '../folders.ts';
import type { FileReport } from '../report.ts';

/** A file as it was last seen. */
export interface SeenFile {
  readonly size: number;
  /** Milliseconds, with fractions: two writes within one millisecond differ. */
  readonly modified: number;
  /** Imports an LLM SDK. */
  readonly sdk: boolean;
  /** Module names as written. */
  readonly imports: readonly string[];
  /** Of files whose text a result rests on. */
  readonly hash?: string;
}

/** The result for one file, and what it rests on. */
export interface FileResult {
  readonly report: FileReport;
  /** Project files, itself included. */
  readonly dependencies: readonly string[];
  /** Names that other files import to spend through this one: wrappers, clients, what re-exports them. */
  readonly carriers: readonly string[];
}

/** Where a module name led, asked from a file. */
export type Resolution = readonly [specifier: string, language: Language, to: string | null];

export interface ProjectMemory {
  /** Version of the tool, day, configuration: results of another key are worth nothing. */
  readonly key: string;
  /** The files that were asked for, and the files that tell where imports lead. */
  readonly shape: string;
  readonly files: ReadonlyMap<string, SeenFile>;
  readonly results: ReadonlyMap<string, FileResult>;
  readonly resolutions: ReadonlyMap<string, readonly Resolution[]>;
}

/** Module names are many and repeat: a file lists them by their index in `names`. */
interface Written {
  readonly stamp: string;
  readonly key: string;
  readonly shape: string;
  readonly names: readonly string[];
  readonly files: readonly [path: string, size: number, modified: number, sdk: 0 | 1, imports: readonly number[], hash?: string][];
  readonly results: readonly [path: string, result: FileResult][];
  readonly resolutions: readonly [path: string, resolutions: readonly Resolution[]][];
}

/** `stamp` is the version of what wrote it: another version's cache is not read. */
export function readMemory(location: string, stamp: string): ProjectMemory | undefined {
  let written: Written;
  try {
    written = JSON.parse(readFileSync(location, 'utf8')) as Written;
    if (written.stamp !== stamp) return undefined;
    const { key, shape, names } = written;
    const files = new Map<string, SeenFile>();
    for (const [path, size, modified, sdk, imports, hash] of written.files) {
      files.set(path, { size, modified, sdk: sdk === 1, imports: imports.map(index => names[index] as string), hash });
    }
    return { key, shape, files, results: new Map(written.results), resolutions: new Map(written.resolutions) };
  } catch {
    // Absent, cut short, or not ours: all the same.
    return undefined;
  }
}

/** Whole or not at all: written beside and moved. Returns false where nothing may be written. */
export function writeMemory(location: string, stamp: string, memory: ProjectMemory): boolean {
  const names: string[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (name: string): number => {
    const known = indexes.get(name);
    if (known !== undefined) return known;
    indexes.set(name, names.length);
    return names.push(name) - 1;
  };
  const files = [...memory.files].map(([path, { size, modified, sdk, imports, hash }]): Written['files'][number] => {
    const known = [path, size, modified, sdk ? 1 : 0, imports.map(indexOf)] as const;
    return hash === undefined ? [...known] : [...known, hash];
  });
  const { key, shape } = memory;
  const written: Written = { stamp, key, shape, names, files, results: [...memory.results], resolutions: [...memory.resolutions] };
  const beside = `${location}.${process.pid}`;
  try {
    mkdirSync(parentOf(location), { recursive: true });
    writeFileSync(beside, JSON.stringify(written));
    renameSync(beside, location);
    return true;
  } catch {
    rmSync(beside, { force: true });
    return false;
  }
}
