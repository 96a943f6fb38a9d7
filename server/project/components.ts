/**
 * Files that have to be analysed together. What a caller passes tells what a parameter of the called may be, so the result for a file rests on
 * the files that import it as well as on those it imports; files that no import joins, directly or through a barrel, cannot touch each other.
 */
import type { SeenFile } from './cache/projectCache.ts';
import { languageOf } from './importers.ts';
import type { Resolver } from './resolution/resolver.ts';

/** Modules that mostly pass on what others define. */
const BARREL = /\/(?:__init__\.py|index\.[cm]?[jt]sx?)$/;
const BARREL_DEPTH = 3;

export class Components {
  readonly #parents = new Map<string, string>();

  /** Any name for the component a file is in, the same for all its files. */
  of(path: string): string {
    let at = path;
    for (let above = this.#parents.get(at); above !== undefined; above = this.#parents.get(at)) at = above;
    if (at !== path) this.#parents.set(path, at);
    return at;
  }

  join(a: string, b: string): void {
    const [left, right] = [this.of(a), this.of(b)];
    if (left !== right) this.#parents.set(left, right);
  }
}

/** Joins the analysed files that import each other. */
export function findComponents(analysed: ReadonlySet<string>, files: ReadonlyMap<string, SeenFile>, resolver: Resolver): Components {
  const components = new Components();
  function follow(from: string, through: string, depth: number): void {
    for (const specifier of files.get(through)?.imports ?? []) {
      const to = resolver.resolve(through, specifier, languageOf(through));
      if (to === undefined || to === from) continue;
      if (analysed.has(to)) components.join(from, to);
      else if (depth > 0 && BARREL.test(to)) follow(from, to, depth - 1);
    }
  }
  for (const path of analysed) follow(path, path, BARREL_DEPTH);
  return components;
}

/** Whole components gathered into batches of about `size` files, in the order of their first file. */
export function batchesOf(paths: readonly string[], components: Components, size: number): string[][] {
  const byComponent = new Map<string, string[]>();
  for (const path of paths.toSorted()) {
    const name = components.of(path);
    const same = byComponent.get(name);
    if (same) same.push(path);
    else byComponent.set(name, [path]);
  }
  const batches: string[][] = [];
  for (const component of byComponent.values()) {
    const last = batches.at(-1);
    if (last && last.length + component.length <= size) last.push(...component);
    else batches.push([...component]);
  }
  return batches;
}
