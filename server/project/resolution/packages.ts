/** The packages of the project itself, by the names their package.json files give them. */
import { parse } from 'jsonc-parser';
import type { Folders } from '../folders.ts';
import { isSkippedFolder } from '../sourceFiles.ts';
import type { ReadText } from './readText.ts';

export interface ProjectPackage {
  readonly folder: string;
  /** Entry of the package itself as written: `dist/index.js`, `src/index.ts`. */
  readonly entries: readonly string[];
  /** `exports`: sub-path (`./server`) to what is written for it. */
  readonly exports: ReadonlyMap<string, string>;
}

const SEARCH_DEPTH = 4;

export function findPackages(folders: Folders, root: string, read: ReadText): ReadonlyMap<string, ProjectPackage> {
  const found = new Map<string, ProjectPackage>();
  function search(folder: string, depth: number): void {
    const listing = folders.list(folder);
    if (typeof listing === 'string') return;
    if (listing.get('package.json') === 'file') {
      const [name, project] = readPackage(folder, read(`${folder}/package.json`) ?? '');
      if (name !== undefined && !found.has(name)) found.set(name, project);
    }
    if (depth === 0) return;
    for (const [name, kind] of listing) if (kind === 'folder' && !isSkippedFolder(name)) search(`${folder}/${name}`, depth - 1);
  }
  search(root, SEARCH_DEPTH);
  return found;
}

function readPackage(folder: string, text: string): [name: string | undefined, project: ProjectPackage] {
  const written = (parse(text) ?? {}) as Record<string, unknown> & { exports?: unknown; name?: unknown };
  const exports = new Map<string, string>();
  const given = written.exports;
  if (typeof given === 'string') exports.set('.', given);
  else if (given && typeof given === 'object') {
    const entries = Object.entries(given);
    const perPath = entries.some(([key]) => key.startsWith('.'));
    for (const [key, value] of perPath ? entries : [['.', given] as const]) {
      const target = firstString(value);
      if (target !== undefined) exports.set(key, target);
    }
  }
  const entries = ['source', 'module', 'main', 'types'].map(key => written[key]).filter(value => typeof value === 'string');
  const name = written.name;
  return [typeof name === 'string' ? name : undefined, { folder, entries, exports }];
}

/** The first file named in a conditional export, at any depth. */
function firstString(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!value || typeof value !== 'object') return undefined;
  for (const inner of Object.values(value)) {
    const found = firstString(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
