/** What is remembered of a project between runs, and its form on disk. A cache that cannot be read is no cache; nothing is ever wrong with it. */
import { readFileSync } from 'node:fs';
import type { FileReport } from '../report.ts';
import type { Resolution } from '../resolution/resolver.ts';
import { writeFileAtomically } from '../writeFile.ts';

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

export interface ProjectMemory {
  /** Version of the tool, day, configuration: results of another key are worth nothing. */
  readonly key: string;
  /** The files that were asked for, and the files that tell where imports lead. */
  readonly shape: string;
  readonly files: ReadonlyMap<string, SeenFile>;
  readonly results: ReadonlyMap<string, FileResult>;
  readonly resolutions: ReadonlyMap<string, readonly Resolution[]>;
}

/** The first line of the file. */
interface Heading {
  readonly stamp: string;
  readonly key: string;
  readonly shape: string;
}

/** The second line: what every run asks of every file, in columns. */
interface Stamps {
  readonly paths: readonly string[];
  readonly sizes: readonly number[];
  readonly modified: readonly number[];
}

/** The fourth line, in the order of the second. Module names are many and repeat: a file lists them by their index in `names`. */
interface Details {
  readonly names: readonly string[];
  readonly files: readonly (readonly [sdk: 0 | 1, imports: readonly number[], hash?: string])[];
}

/** `stamp` is the version of what wrote it: another version's cache is not read. */
export function readMemory(location: string, stamp: string): ProjectMemory | undefined {
  try {
    const [heading = '', stamps = '', results = '', details = '', resolutions = '', end] = readFileSync(location, 'utf8').split('\n');
    const { key, shape, stamp: writer } = JSON.parse(heading) as Heading;
    if (writer !== stamp || end !== '') return undefined;
    const known = once(() => new Map(JSON.parse(resolutions) as [string, Resolution[]][]));
    return {
      key,
      shape,
      files: seenFiles(JSON.parse(stamps) as Stamps, () => JSON.parse(details) as Details),
      results: new Map(JSON.parse(results) as [string, FileResult][]),
      get resolutions() {
        return known();
      },
    };
  } catch {
    // Absent, cut short, or not ours: all the same.
    return undefined;
  }
}

function seenFiles(stamps: Stamps, readDetails: () => Details): Map<string, SeenFile> {
  const details = once(readDetails);
  return new Map(stamps.paths.map((path, index) => [path, new SeenOnDisk(stamps, details, index)]));
}

/** Most runs find nothing changed and never ask for the details, which are read when one does. */
class SeenOnDisk implements SeenFile {
  readonly #stamps: Stamps;
  readonly #details: () => Details;
  readonly #index: number;

  constructor(stamps: Stamps, details: () => Details, index: number) {
    this.#stamps = stamps;
    this.#details = details;
    this.#index = index;
  }

  get size(): number {
    return this.#stamps.sizes[this.#index] as number;
  }

  get modified(): number {
    return this.#stamps.modified[this.#index] as number;
  }

  get sdk(): boolean {
    return this.#details().files[this.#index]?.[0] === 1;
  }

  get imports(): readonly string[] {
    const { names, files } = this.#details();
    return files[this.#index]?.[1].map(name => names[name] as string) ?? [];
  }

  get hash(): string | undefined {
    return this.#details().files[this.#index]?.[2];
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Whole or not at all. Returns false where nothing may be written. */
export function writeMemory(location: string, stamp: string, { key, shape, files, results, resolutions }: ProjectMemory): boolean {
  const names: string[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (name: string): number => {
    const known = indexes.get(name);
    if (known !== undefined) return known;
    indexes.set(name, names.length);
    return names.push(name) - 1;
  };
  const seen = [...files.values()];
  const heading: Heading = { stamp, key, shape };
  const stamps: Stamps = { paths: [...files.keys()], sizes: seen.map(file => file.size), modified: seen.map(file => file.modified) };
  const details: Details = {
    files: seen.map(({ sdk, imports, hash }) => {
      const known = [sdk ? 1 : 0, imports.map(indexOf)] as const;
      return hash === undefined ? known : [...known, hash];
    }),
    names,
  };
  const lines = [heading, stamps, [...results], details, [...resolutions]].map(line => `${JSON.stringify(line)}\n`);
  return writeFileAtomically(location, lines.join('')) === undefined;
}
