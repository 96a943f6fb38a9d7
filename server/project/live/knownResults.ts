/** Results of the files of a project, and what becomes of them when a file changes. */
import type { FileResult } from '../cache/projectCache.ts';
import { type Components, findComponents } from '../components.ts';
import { validResults } from '../freshness.ts';
import { findImporters } from '../importers.ts';
import type { Resolver } from '../resolution/resolver.ts';
import { type ImportIndex, sameNames } from './importIndex.ts';

export interface KnownResult extends FileResult {
  /** Project files that it may rest on, itself included. */
  readonly dependencies: readonly string[];
}

export class KnownResults {
  readonly #index: ImportIndex;
  #resolver: Resolver;
  #results = new Map<string, KnownResult>();
  /** Names that files carried before their results were dropped. */
  readonly #carried = new Map<string, readonly string[]>();
  /** Files that may have begun or ceased to import what others spend through. */
  #suspects: Set<string> | 'all' = 'all';
  #components: Components | undefined;
  /** Files that the components are of. */
  #joined: ReadonlySet<string> = new Set();

  constructor(index: ImportIndex, resolver: Resolver) {
    this.#index = index;
    this.#resolver = resolver;
  }

  get all(): ReadonlyMap<string, KnownResult> {
    return this.#results;
  }

  /** Files joined by the imports of those that are analysed. */
  get components(): Components {
    if (this.#components) return this.#components;
    const analysed = new Set(this.#results.keys());
    for (const [path, { sdk }] of this.#index.files) if (sdk) analysed.add(path);
    this.#joined = analysed;
    this.#components = findComponents(analysed, this.#index.files, this.#resolver);
    return this.#components;
  }

  /** Imports lead elsewhere than they did. */
  relink(resolver: Resolver): void {
    this.#resolver = resolver;
    this.#components = undefined;
    this.#suspects = 'all';
  }

  /** Any file may have become an importer. */
  suspectAll(): void {
    this.#suspects = 'all';
  }

  keep(path: string, result: KnownResult): void {
    // A new importer may join what was apart.
    if (!this.#joined.has(path)) this.#components = undefined;
    if (!sameNames(this.#carried.get(path) ?? [], result.carriers)) this.#suspects = 'all';
    this.#carried.delete(path);
    this.#results.set(path, result);
  }

  /** Drops the results that rest on files that changed, and those of all that is joined to them. */
  drop(changed: ReadonlySet<string>): void {
    const spoilt = new Set(changed);
    for (const [path, { dependencies }] of this.#results) if (dependencies.some(file => changed.has(file))) spoilt.add(path);
    const valid = validResults(this.#results, spoilt, this.components);
    for (const [path, { carriers }] of this.#results) {
      if (valid.has(path)) continue;
      this.#carried.set(path, carriers);
      if (this.#suspects !== 'all') this.#suspects.add(path);
    }
    if (this.#suspects !== 'all') for (const path of changed) this.#suspects.add(path);
    this.#results = valid;
  }

  /** Files without a result that import what others spend through. */
  importers(read: (path: string) => string | undefined): string[] {
    const suspects = this.#suspects;
    if (suspects !== 'all' && [...suspects].every(path => this.#results.has(path) || !this.#index.files.has(path))) return [];
    const carriers = new Map<string, readonly string[]>();
    for (const [path, result] of this.#results) if (result.carriers.length > 0) carriers.set(path, result.carriers);
    return findImporters({ files: this.#index.files, carriers, resolver: this.#resolver, read }, path => {
      return !this.#results.has(path) && (suspects === 'all' || suspects.has(path));
    });
  }

  /** All importers that are wanted have a result. */
  settle(): void {
    this.#suspects = new Set();
  }
}
