import { createHash } from 'node:crypto';
import { absolutePath, type Folders, parentOf } from '../folders.ts';
import { type ConfigCandidate, type ConfigError, collectCandidates, readConfig } from './candidates.ts';
import { type LayeredConfig, NO_CONFIG } from './settings.ts';

/** The configurations of a run: which one holds for a file, and what is wrong with any of them. */
export interface Configs {
  /** Of the nearest folder that has one. */
  forFile(file: string): LayeredConfig;
  readonly errors: readonly ConfigError[];
  /** Changes when any of them does. */
  readonly fingerprint: string;
}

export interface ConfigOptions {
  /** Folders that files to lint are in or below; configuration is looked for there and above. */
  readonly places: readonly string[];
  readonly folders: Folders;
  /** `--config`: this file holds for everything. */
  readonly only?: string;
}

export async function readConfigs({ places, folders, only }: ConfigOptions): Promise<Configs> {
  const candidates = only === undefined ? collectCandidates(places, folders) : new Map([['/', [readOnly(only)]]]);
  if (candidates.size === 0) return { forFile: () => NO_CONFIG, errors: [], fingerprint: '' };
  const [{ loadConfigs }, { rules }] = await Promise.all([import('./loadConfigs.ts'), import('../../rules/index.ts')]);
  const { byFolder, errors, texts } = loadConfigs(
    only === undefined ? places : ['/'],
    candidates,
    rules.map(rule => rule.id),
  );
  if (only !== undefined && byFolder.size === 0) errors.push({ path: only, message: 'says nothing of farthing' });
  return {
    errors,
    fingerprint: createHash('sha256')
      .update([...byFolder.keys(), ...texts].join('\0'))
      .digest('hex'),
    forFile: only === undefined ? nearest(byFolder) : () => byFolder.get('/') ?? NO_CONFIG,
  };
}

function readOnly(path: string): ConfigCandidate | ConfigError {
  return readConfig(absolutePath(path));
}

function nearest(byFolder: ReadonlyMap<string, LayeredConfig>): (file: string) => LayeredConfig {
  const known = new Map<string, LayeredConfig>(byFolder);
  function forFolder(folder: string): LayeredConfig {
    const found = known.get(folder);
    if (found) return found;
    const above = parentOf(folder);
    const config = above === folder ? NO_CONFIG : forFolder(above);
    known.set(folder, config);
    return config;
  }
  return file => forFolder(parentOf(file));
}
