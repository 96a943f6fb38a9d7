/** Which results still hold. */
import type { ProjectMemory } from './cache/projectCache.ts';
import type { Components } from './components.ts';
import type { Resolver } from './resolution/resolver.ts';

/** Modules whose imports lead elsewhere than they did, although their text is the same. */
export function relinked(memory: ProjectMemory, resolver: Resolver, changed: ReadonlySet<string>): string[] {
  const moved: string[] = [];
  for (const [path, resolutions] of memory.resolutions) {
    if (changed.has(path)) continue;
    if (resolutions.some(([specifier, language, to]) => (resolver.resolve(path, specifier, language) ?? null) !== to)) moved.push(path);
  }
  return moved;
}

/** The files themselves, and those that what was loaded leads from to one of them. */
export function restingOn(changed: ReadonlySet<string>, { loaded, resolutions }: ProjectMemory): Set<string> {
  const known = new Set(loaded);
  const importers = new Map<string, string[]>();
  for (const [path, answers] of resolutions) {
    for (const [, , to] of answers) {
      if (to === null || !known.has(to)) continue;
      const same = importers.get(to);
      if (same) same.push(path);
      else importers.set(to, [path]);
    }
  }
  const resting = new Set(changed);
  for (const path of resting) for (const importer of importers.get(path) ?? []) resting.add(importer);
  return resting;
}

/** What is spoilt spoils the results of its whole component. */
export function validResults<Result>(
  results: ReadonlyMap<string, Result>,
  spoilt: ReadonlySet<string>,
  components: Components,
): Map<string, Result> {
  const spoiltComponents = new Set([...spoilt].map(path => components.of(path)));
  return new Map([...results].filter(([path]) => !spoiltComponents.has(components.of(path))));
}
