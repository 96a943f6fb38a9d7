/** The `paths` and `baseUrl` of the tsconfig.json or jsconfig.json that applies to a file. */
import { parse } from 'jsonc-parser';
import { absolutePath, type Folders, foldersUp, parentOf } from '../folders.ts';
import type { ReadText } from './readText.ts';

export interface PathMapping {
  /** `@/*`; a pattern without a star is a whole name. */
  readonly pattern: string;
  /** Absolute, with the star kept. */
  readonly targets: readonly string[];
}

export interface PathSettings {
  readonly mappings: readonly PathMapping[];
  readonly baseUrl?: string;
}

const NONE: PathSettings = { mappings: [] };
const NAMES = ['tsconfig.json', 'jsconfig.json'];

interface Written {
  readonly extends?: unknown;
  readonly references?: unknown;
  readonly compilerOptions?: { readonly baseUrl?: unknown; readonly paths?: unknown };
}

export function createTsconfigs(folders: Folders, root: string, read: ReadText) {
  const byFolder = new Map<string, PathSettings>();
  const byFile = new Map<string, PathSettings>();

  /** The settings of the nearest file above that has any. */
  function forFolder(folder: string): PathSettings {
    const known = byFolder.get(folder);
    if (known) return known;
    const file = NAMES.map(name => `${folder}/${name}`).find(path => folders.isFile(path));
    const own = file === undefined ? NONE : load(file, []);
    const above = parentOf(folder);
    const settings = isEmpty(own) && folder !== root && above !== folder ? forFolder(above) : own;
    byFolder.set(folder, settings);
    return settings;
  }

  function load(file: string, chain: readonly string[]): PathSettings {
    const known = byFile.get(file);
    if (known) return known;
    const text = read(file);
    if (text === undefined || chain.includes(file)) return NONE;
    const written = (parse(text, [], { allowTrailingComma: true }) ?? {}) as Written;
    let settings = own(written, parentOf(file));
    const inherited = strings(written.extends).flatMap(name => locate(name, file) ?? []);
    for (const parent of inherited.reverse()) settings = inherit(settings, load(parent, [...chain, file]));
    if (isEmpty(settings)) settings = fromReferences(written, file, [...chain, file]);
    byFile.set(file, settings);
    return settings;
  }

  /** A solution file holds only references; the settings are in the files it refers to. */
  function fromReferences(written: Written, file: string, chain: readonly string[]): PathSettings {
    const references = Array.isArray(written.references) ? (written.references as { path?: unknown }[]) : [];
    for (const { path } of references) {
      if (typeof path !== 'string') continue;
      const target = absolutePath(path, parentOf(file));
      // Only a sibling speaks for this folder; a reference to another folder speaks for that one.
      const sibling = folders.isFile(target) && parentOf(target) === parentOf(file);
      const settings = sibling ? load(target, chain) : NONE;
      if (!isEmpty(settings)) return settings;
    }
    return NONE;
  }

  function locate(name: string, file: string): string | undefined {
    const folder = parentOf(file);
    const candidates = name.startsWith('.') || name.startsWith('/') ? [absolutePath(name, folder)] : inNodeModules(name, folder);
    return candidates.flatMap(path => [path, `${path}.json`, `${path}/tsconfig.json`]).find(path => folders.isFile(path));
  }

  return { forFolder };
}

const inNodeModules = (name: string, folder: string): string[] => foldersUp(folder).map(path => `${path}/node_modules/${name}`);

const isEmpty = (settings: PathSettings): boolean => settings.mappings.length === 0 && settings.baseUrl === undefined;

const inherit = (own: PathSettings, parent: PathSettings): PathSettings => ({
  mappings: own.mappings.length > 0 ? own.mappings : parent.mappings,
  baseUrl: own.baseUrl ?? parent.baseUrl,
});

function own(written: Written, folder: string): PathSettings {
  const { baseUrl: base, paths } = written.compilerOptions ?? {};
  const place = (path: string) => absolutePath(path.replaceAll(`\${configDir}`, folder), folder);
  const baseUrl = typeof base === 'string' ? place(base) : undefined;
  const mappings = Object.entries((paths ?? {}) as Record<string, unknown>).map(([pattern, targets]) => ({
    pattern,
    targets: strings(targets).map(target => absolutePath(target.replaceAll(`\${configDir}`, folder), baseUrl ?? folder)),
  }));
  // The longest fixed part wins, whatever the order they are written in.
  mappings.sort((a, b) => b.pattern.indexOf('*') - a.pattern.indexOf('*'));
  return { mappings: [...mappings.filter(m => !m.pattern.includes('*')), ...mappings.filter(m => m.pattern.includes('*'))], baseUrl };
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === 'string');
}

/** Where a module name may be by the mappings, best first. */
export function mapped(settings: PathSettings, specifier: string): string[] {
  for (const { pattern, targets } of settings.mappings) {
    const star = pattern.indexOf('*');
    if (star < 0) {
      if (specifier === pattern) return [...targets];
      continue;
    }
    const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after)) {
      const middle = specifier.slice(before.length, specifier.length - after.length);
      return targets.map(target => target.replace('*', () => middle));
    }
  }
  return [];
}
