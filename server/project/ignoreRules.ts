import { readFileSync } from 'node:fs';
import { type Folders, foldersUp } from './folders.ts';
import { type GitPattern, parseGitPatterns, verdict } from './gitPatterns.ts';

/** Patterns of one file, and the folder they are relative to. */
interface Layer {
  readonly folder: string;
  readonly patterns: readonly GitPattern[];
}

/** Our own file says more than git's; of two alike the later one decides. */
const GIT = '.gitignore';
const OWN = '.farthingignore';

/**
 * The `.gitignore` and `.farthingignore` files that apply in a folder, outermost first. Immutable: entering a folder gives a new value.
 */
export class IgnoreRules {
  static readonly none = new IgnoreRules([]);
  readonly #layers: readonly Layer[];

  private constructor(layers: readonly Layer[]) {
    this.#layers = layers;
  }

  /** Rules as they stand just above `folder`: those of the folders between it and the root of its repository. */
  static above(folder: string, folders: Folders): IgnoreRules {
    const up = foldersUp(folder);
    const root = up.findIndex(path => has(folders, path, '.git'));
    const inRepository = up.slice(0, root + 1);
    let rules = IgnoreRules.none;
    for (const path of inRepository.slice(1).reverse()) {
      rules = rules.enter(path, folders);
      // A folder that was asked for by name is linted although something above ignores it.
      if (rules.ignores(folder, true)) return IgnoreRules.none;
    }
    return rules;
  }

  /** Rules inside `folder`, its own files added. A repository inside another starts afresh. */
  enter(folder: string, folders: Folders): IgnoreRules {
    const listing = folders.list(folder);
    if (typeof listing === 'string') return this;
    const isRepository = listing.has('.git');
    const names = [GIT, OWN].filter(name => listing.has(name));
    if (!isRepository && names.length === 0) return this;
    const layers = isRepository ? [] : [...this.#layers];
    if (isRepository) layers.push(...readLayer(folder, `${folder}/.git/info/exclude`));
    for (const name of names) layers.push(...readLayer(folder, `${folder}/${name}`));
    return new IgnoreRules(layers);
  }

  /** Of an entry of the folder that was entered last: its parents are settled. */
  ignores(path: string, isFolder: boolean): boolean {
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const { folder, patterns } = this.#layers[index] as Layer;
      const ignored = verdict(patterns, path.slice(folder === '/' ? 1 : folder.length + 1), isFolder);
      if (ignored !== undefined) return ignored;
    }
    return false;
  }
}

function readLayer(folder: string, path: string): Layer[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // Not there, or not readable: git goes on without it as well.
    return [];
  }
  const patterns = parseGitPatterns(text);
  return patterns.length > 0 ? [{ folder, patterns }] : [];
}

function has(folders: Folders, folder: string, name: string): boolean {
  const listing = folders.list(folder);
  return typeof listing !== 'string' && listing.has(name);
}
