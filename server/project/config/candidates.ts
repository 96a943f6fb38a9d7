/** Files that configure us, as text. Apart from their validation, so that a project without any never loads it. */
import { readFileSync } from 'node:fs';
import type { ConfigFormat } from '../../../shared/config/sourceText.ts';
import { CONFIG_NAMES } from '../discover.ts';
import { baseName, type Folders, parentOf, systemReason } from '../folders.ts';

export interface ConfigCandidate {
  readonly path: string;
  readonly format: ConfigFormat;
  readonly text: string;
}

/** A mistake in a configuration: the run cannot go on. */
export interface ConfigError {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

function formatOf(path: string): ConfigFormat {
  const name = baseName(path);
  return name === 'package.json' || name === 'pyproject.toml' ? name : 'jsonc';
}

export function readConfig(path: string): ConfigCandidate | ConfigError {
  try {
    return { path, format: formatOf(path), text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { path, message: `cannot read the configuration: ${systemReason(error)}` };
  }
}

/**
 * The file of a folder that may configure us: `farthing.jsonc` before `farthing.json` before `package.json` before `pyproject.toml`, the last
 * two only where they mention us.
 */
function candidatesOf(folder: string, folders: Folders): (ConfigCandidate | ConfigError)[] {
  const found: (ConfigCandidate | ConfigError)[] = [];
  for (const name of CONFIG_NAMES) {
    const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
    if (!folders.isFile(path)) continue;
    const candidate = readConfig(path);
    const shared = formatOf(path) !== 'jsonc';
    if ('message' in candidate ? !shared : !shared || mentionsUs(candidate)) found.push(candidate);
  }
  return found;
}

const mentionsUs = ({ format, text }: ConfigCandidate): boolean =>
  format === 'package.json' ? text.includes('"farthing"') : /^\s*\[+\s*tool\s*\.\s*farthing\b/m.test(text);

/** Candidates of some folders and of all folders above them, by folder. */
export function collectCandidates(places: readonly string[], folders: Folders): Map<string, (ConfigCandidate | ConfigError)[]> {
  const byFolder = new Map<string, (ConfigCandidate | ConfigError)[]>();
  for (const place of places) {
    for (let folder = place; !byFolder.has(folder); folder = parentOf(folder)) byFolder.set(folder, candidatesOf(folder, folders));
  }
  for (const [folder, candidates] of byFolder) if (candidates.length === 0) byFolder.delete(folder);
  return byFolder;
}
