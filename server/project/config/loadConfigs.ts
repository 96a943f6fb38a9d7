/** Validates configuration files and lays each over what it extends. Loaded only where there is one. */
import { parseConfig } from '../../../shared/config/parseConfig.ts';
import { absolutePath, foldersUp, parentOf } from '../folders.ts';
import { type ConfigCandidate, type ConfigError, readConfig } from './candidates.ts';
import { asLayer, combine, type LayeredConfig, NO_CONFIG } from './settings.ts';

export interface LoadedConfigs {
  readonly byFolder: ReadonlyMap<string, LayeredConfig>;
  readonly errors: ConfigError[];
  /** Texts of all files that took part, for the cache. */
  readonly texts: readonly string[];
}

/**
 * For each place the nearest configuration above it; of a folder, the first candidate that says anything of us. One that holds for nothing is
 * not validated.
 */
export function loadConfigs(
  places: readonly string[],
  candidates: ReadonlyMap<string, readonly (ConfigCandidate | ConfigError)[]>,
  ruleIds: readonly string[],
): LoadedConfigs {
  const errors: ConfigError[] = [];
  const texts: string[] = [];
  const byFolder = new Map<string, LayeredConfig>();

  function load(candidate: ConfigCandidate | ConfigError, chain: readonly string[]): LayeredConfig | undefined {
    if ('message' in candidate) {
      errors.push(candidate);
      return NO_CONFIG;
    }
    const { path, text, format } = candidate;
    texts.push(text);
    const parsed = parseConfig(text, format, ruleIds);
    if ('absent' in parsed) return undefined;
    if ('problems' in parsed) {
      errors.push(...parsed.problems.map(problem => ({ path, ...problem })));
      return NO_CONFIG;
    }
    const { config } = parsed;
    let base = NO_CONFIG;
    for (const name of [config.extends ?? []].flat()) {
      const parent = absolutePath(name, parentOf(path));
      if ([...chain, path].includes(parent)) {
        errors.push({ path, message: `"extends" goes round in a circle through ${name}` });
        continue;
      }
      const loaded = load(readConfig(parent), [...chain, path]) ?? NO_CONFIG;
      base = combine(base, loaded);
    }
    return combine(base, asLayer(config, path, parentOf(path)));
  }

  const tried = new Set<string>();
  for (const place of places) {
    for (const folder of foldersUp(place)) {
      if (tried.has(folder)) break;
      tried.add(folder);
      const config = firstOf(candidates.get(folder) ?? [], candidate => load(candidate, []));
      if (config === undefined) continue;
      byFolder.set(folder, config);
      break;
    }
  }
  return { byFolder, errors, texts };
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
