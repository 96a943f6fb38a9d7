/** Where change comes from, as data: which names of libraries and languages give a value that differs from call to call, and why. */
import { clocks } from './volatility/clock.ts';
import { perProcess } from './volatility/process.ts';
import { random, unordered } from './volatility/random.ts';
import { perRequest } from './volatility/request.ts';
import { retrieved } from './volatility/retrieved.ts';
import type { VolatilitySource } from './volatility/source.ts';

export * from './volatility/clock.ts';
export { namedSource, namedSources } from './volatility/names.ts';
export { ordering } from './volatility/random.ts';
export { requestRouters } from './volatility/request.ts';
export { fetchingMethods } from './volatility/retrieved.ts';
export type { VolatilitySource } from './volatility/source.ts';

/** Exact names come before wildcards of the same root: `volatilitySource` prefers the longer match. */
export const volatilitySources: readonly VolatilitySource[] = [
  ...clocks,
  ...random,
  ...unordered,
  ...perProcess,
  ...perRequest,
  ...retrieved,
];

interface Trie {
  readonly next: Map<string, Trie>;
  source?: VolatilitySource;
  /** Ends in `**`. */
  deep?: VolatilitySource;
}

function plant(sources: readonly VolatilitySource[]): Trie {
  const root: Trie = { next: new Map() };
  for (const source of sources) {
    for (const name of source.names) {
      let node = root;
      const segments = name.split('.');
      const deep = segments.at(-1) === '**';
      for (const segment of deep ? segments.slice(0, -1) : segments) {
        const known = node.next.get(segment) ?? { next: new Map() };
        node.next.set(segment, known);
        node = known;
      }
      if (deep) node.deep = source;
      else node.source = source;
    }
  }
  return root;
}

const trie = plant(volatilitySources);

function find(node: Trie, segments: readonly string[], at: number): VolatilitySource | undefined {
  if (at === segments.length) return node.source ?? node.deep;
  const exact = node.next.get(segments[at] as string);
  const deeper = (exact && find(exact, segments, at + 1)) ?? (node.next.get('*') && find(node.next.get('*') as Trie, segments, at + 1));
  return deeper ?? node.deep;
}

/** The source that a library name is, if it is one: `volatilitySource('datetime.datetime.now')`. The most exact entry wins. */
export function volatilitySource(path: string): VolatilitySource | undefined {
  return find(trie, path.split('.'), 0);
}
