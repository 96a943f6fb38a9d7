/** What every file of a project imports, kept up to date while files change. */
import type { SeenFile } from '../cache/projectCache.ts';
import { languageOf } from '../importers.ts';
import type { Scan } from '../importScan.ts';
import { Inventory, type Overlay } from '../inventory.ts';
import type { Resolver } from '../resolution/resolver.ts';

export interface IndexChange {
  /** Files that are not what they were. */
  readonly changed: ReadonlySet<string>;
  /** Imports, or files themselves, came or went. */
  readonly relinked: boolean;
}

export class ImportIndex {
  readonly files = new Map<string, SeenFile>();
  readonly #scan: Scan;

  constructor(scan: Scan) {
    this.#scan = scan;
  }

  /** Looks at these files, which may be new, changed or gone. */
  update(paths: Iterable<string>, overlay: Overlay): IndexChange {
    const inventory = new Inventory(this.#asMemory, overlay);
    const asked = [...paths];
    for (const path of asked) inventory.add(path);
    inventory.scan(this.#scan);
    let relinked = false;
    for (const path of asked) {
      const before = this.files.get(path);
      const now = inventory.files.get(path);
      if (now === undefined) this.files.delete(path);
      else this.files.set(path, now);
      relinked ||= before?.sdk !== now?.sdk || !sameNames(before?.imports, now?.imports);
    }
    return { changed: inventory.changed, relinked };
  }

  /** Files that these import, and what those import. */
  reachable(from: Iterable<string>, resolver: Resolver, overlay: Overlay): Set<string> {
    const reached = new Set(from);
    for (const path of reached) {
      for (const specifier of this.files.get(path)?.imports ?? []) {
        const to = resolver.resolve(path, specifier, languageOf(path));
        if (to === undefined) continue;
        if (!this.files.has(to)) this.update([to], overlay);
        reached.add(to);
      }
    }
    return reached;
  }

  /** All that these files import, and what those import; undefined where that leads to a file nobody has looked at. */
  importsFrom(paths: readonly string[], resolver: Resolver): Set<string> | undefined {
    const reached = new Set(paths);
    const names = new Set<string>();
    for (const path of reached) {
      const file = this.files.get(path);
      if (!file) return undefined;
      for (const specifier of file.imports) {
        names.add(specifier);
        const to = resolver.resolve(path, specifier, languageOf(path));
        if (to !== undefined) reached.add(to);
      }
    }
    return names;
  }

  /** As an inventory remembers files. */
  get #asMemory(): ConstructorParameters<typeof Inventory>[0] {
    return { key: '', shape: '', files: this.files, results: new Map(), loaded: [], resolutions: new Map() };
  }
}

export function sameNames(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
