/** Which remembered results still hold. */
import type { FileResult, ProjectMemory } from './cache/projectCache.ts';
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

/** A change spoils the results that rest on the file, and with each of them those of its whole component. */
export function validResults(memory: ProjectMemory, changed: ReadonlySet<string>, components: Components): Map<string, FileResult> {
  const spoiled = new Set<string>();
  for (const path of changed) spoiled.add(components.of(path));
  for (const [path, { dependencies }] of memory.results) if (dependencies.some(file => changed.has(file))) spoiled.add(components.of(path));
  return new Map([...memory.results].filter(([path]) => !spoiled.has(components.of(path))));
}
