/** What is remembered of a project between runs, and its form on disk. A cache that cannot be read is no cache; nothing is ever wrong with it. */
import { readFileSync } from 'node:fs';
import type { Language } from '../../ir/nodes.ts';
import { type FileReport, NOTHING_TO_SAY, saysSomething } from '../report.ts';
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

/** The result for one file. */
export interface FileResult {
  readonly report: FileReport;
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
  /** Files whose text the results rest on. */
  readonly loaded: readonly string[];
  /** Where the imports of these files lead. */
  readonly resolutions: ReadonlyMap<string, readonly Resolution[]>;
}

/** The first line of the file. */
interface Heading {
  readonly stamp: string;
  readonly key: string;
  readonly shape: string;
}

/** The second line: what every run asks of every file, in columns; and of which of them, by their place in these, there are results. */
interface Stamps {
  readonly paths: readonly string[];
  readonly sizes: readonly number[];
  readonly modified: readonly number[];
  readonly results: readonly number[];
  readonly loaded: readonly number[];
}

/** The third line: reports that say something, by the place of their file. */
type Reports = readonly (readonly [file: number, report: FileReport])[];

/**
 * The fourth line, which is read when something changed: `files` in the order of the second, `carriers` in the order of its results,
 * `resolutions` in the order of what is loaded. Names are many and repeat: they are listed by their place in `names`.
 */
interface Details {
  readonly names: readonly string[];
  readonly files: readonly (readonly [sdk: 0 | 1, imports: readonly number[], hash?: string])[];
  readonly carriers: readonly (readonly number[])[];
  readonly resolutions: readonly (readonly (readonly [specifier: number, language: Language, to: number | null])[])[];
}

/** `stamp` is the version of what wrote it: another version's cache is not read. */
export function readMemory(location: string, stamp: string): ProjectMemory | undefined {
  try {
    const [heading = '', second = '', reports = '', fourth = '', end] = readFileSync(location, 'utf8').split('\n');
    const { key, shape, stamp: writer } = JSON.parse(heading) as Heading;
    if (writer !== stamp || end !== '') return undefined;
    const stamps = JSON.parse(second) as Stamps;
    const details = once(() => JSON.parse(fourth) as Details);
    const loaded = stamps.loaded.map(file => stamps.paths[file] as string);
    const resolutions = once(() => readResolutions(loaded, details()));
    return {
      key,
      shape,
      files: seenFiles(stamps, details),
      results: readResults(stamps, JSON.parse(reports) as Reports, details),
      loaded,
      get resolutions() {
        return resolutions();
      },
    };
  } catch {
    // Absent, cut short, or not ours: all the same.
    return undefined;
  }
}

function readResults({ paths, results }: Stamps, reports: Reports, details: () => Details): Map<string, FileResult> {
  const telling = new Map(reports);
  return new Map(
    results.map((file, index) => [
      paths[file] as string,
      {
        report: telling.get(file) ?? NOTHING_TO_SAY,
        get carriers() {
          const { names, carriers } = details();
          return carriers[index]?.map(name => names[name] as string) ?? [];
        },
      },
    ]),
  );
}

function readResolutions(loaded: readonly string[], { names, resolutions }: Details): Map<string, readonly Resolution[]> {
  const name = (index: number) => names[index] as string;
  return new Map(
    loaded.map((path, index) => {
      const answers = resolutions[index] ?? [];
      return [path, answers.map(([specifier, language, to]): Resolution => [name(specifier), language, to === null ? null : name(to)])];
    }),
  );
}

function seenFiles(stamps: Stamps, details: () => Details): Map<string, SeenFile> {
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
export function writeMemory(location: string, stamp: string, memory: ProjectMemory): boolean {
  const { key, shape, files, results, loaded, resolutions } = memory;
  const paths = [...files.keys()];
  const places = new Map(paths.map((path, index) => [path, index]));
  const placesOf = (some: Iterable<string>) => [...some].map(path => places.get(path) as number);
  const seen = [...files.values()];
  const names = new NameList();
  const heading: Heading = { stamp, key, shape };
  const stamps: Stamps = {
    paths,
    sizes: seen.map(file => file.size),
    modified: seen.map(file => file.modified),
    results: placesOf(results.keys()),
    loaded: placesOf(loaded),
  };
  const reports: Reports = [...results].flatMap(([path, { report }]) =>
    saysSomething(report) ? [[places.get(path) as number, report] as const] : [],
  );
  const details: Omit<Details, 'names'> = {
    files: seen.map(({ sdk, imports, hash }) => {
      const known = [sdk ? 1 : 0, imports.map(name => names.place(name))] as const;
      return hash === undefined ? known : [...known, hash];
    }),
    carriers: [...results.values()].map(({ carriers }) => carriers.map(name => names.place(name))),
    resolutions: loaded.map(path =>
      (resolutions.get(path) ?? []).map(([specifier, language, to]) => [
        names.place(specifier),
        language,
        to === null ? null : names.place(to),
      ]),
    ),
  };
  const lines = [heading, stamps, reports, { ...details, names: names.all }].map(line => `${JSON.stringify(line)}\n`);
  return writeFileAtomically(location, lines.join('')) === undefined;
}

class NameList {
  readonly all: string[] = [];
  readonly #places = new Map<string, number>();

  place(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.all.length);
    return this.all.push(name) - 1;
  }
}
