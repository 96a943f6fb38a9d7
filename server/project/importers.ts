/** Who imports the modules that others spend through: found by the names of modules first, then by resolving, then by the names imported. */
import type { Language } from '../ir/nodes.ts';
import type { SeenFile } from './cache/projectCache.ts';
import { baseName, parentOf } from './folders.ts';
import type { Resolver } from './resolution/resolver.ts';

export interface ImporterSearch {
  readonly files: ReadonlyMap<string, SeenFile>;
  /** Names carried, by the path of their module. */
  readonly carriers: ReadonlyMap<string, readonly string[]>;
  readonly resolver: Resolver;
  /** Text of a file, for a look at its words; undefined when it cannot be read. */
  readonly read: (path: string) => string | undefined;
}

export const languageOf = (path: string): Language => (/\.(?:py|ipynb)$/.test(path) ? 'python' : 'typescript');

/** Files that import a carried name, among those that pass `wanted`. */
export function findImporters({ files, carriers, resolver, read }: ImporterSearch, wanted: (path: string) => boolean): string[] {
  const byTail = new Map<string, string[]>();
  for (const path of carriers.keys()) {
    for (const tail of tailsOf(path)) {
      const same = byTail.get(tail);
      if (same) same.push(path);
      else byTail.set(tail, [path]);
    }
  }
  const found: string[] = [];
  for (const [path, { imports }] of files) {
    if (!wanted(path)) continue;
    const candidates = new Set(imports.flatMap(specifier => leadsTo(path, specifier, byTail, resolver)));
    if ([...candidates].some(target => target !== path && mentions(read(path), carriers.get(target) ?? []))) found.push(path);
  }
  return found;
}

/** The last name of a specifier that may mean this file: its own name, or that of a folder it stands for. */
function tailsOf(path: string): string[] {
  const tails = [stem(path)];
  for (let folder = parentOf(path), level = 0; level < 4 && folder !== '/'; level++, folder = parentOf(folder))
    tails.push(baseName(folder));
  return [...new Set(tails)];
}

const stem = (path: string): string => baseName(path).replace(/\.[^.]+$/, '');

function leadsTo(from: string, specifier: string, byTail: ReadonlyMap<string, readonly string[]>, resolver: Resolver): string[] {
  const language = languageOf(from);
  const tail = /[^./]*$/.exec(language === 'python' ? specifier : specifier.replace(/\.[cm]?[jt]sx?$/, ''))?.[0] ?? '';
  const nameless = !/\w/.test(tail);
  const targets = nameless ? [...new Set([...byTail.values()].flat())] : byTail.get(tail);
  if (targets === undefined || targets.length === 0) return [];
  const to = resolver.resolve(from, specifier, language);
  return to !== undefined && targets.includes(to) ? [to] : [];
}

function mentions(text: string | undefined, names: readonly string[]): boolean {
  if (text === undefined) return false;
  // Everything at once is not named: `from .llm import *`, `export * from './llm'`.
  return names.includes('default') || names.some(name => text.includes(name)) || /\b(?:import[ \t(]*|export\s*)\*/.test(text);
}
