/** From what was asked for on the command line to the files that are linted. */
import { statSync } from 'node:fs';
import { absolutePath, baseName, type Folders, parentOf, systemReason } from './folders.ts';
import { IgnoreRules } from './ignoreRules.ts';
import type { Problem } from './problem.ts';
import { isSkippedFolder, isSourceFile } from './sourceFiles.ts';

export interface Discovered {
  /** In the order they are found; each once. */
  readonly files: readonly string[];
  /** Files named one by one: linted whatever ignore rules and configuration say. */
  readonly named: ReadonlySet<string>;
  /** Folders that hold a file which may be a configuration. */
  readonly configFolders: readonly string[];
  /** Folders that were walked through and through. */
  readonly roots: readonly string[];
  /** Files of the walked folders that tell where imports lead. */
  readonly linkFiles: readonly string[];
  readonly problems: readonly Problem[];
  /** Paths that are not there: a mistake in the command, unlike the problems. */
  readonly missing: readonly string[];
}

export const CONFIG_NAMES = ['farthing.jsonc', 'farthing.json', 'package.json', 'pyproject.toml'] as const;

const LINK_FILE = /^(?:(?:ts|js)config.*\.json|package\.json|pyproject\.toml|setup\.py)$/;

export function discover(paths: readonly string[], folders: Folders, cwd = process.cwd()): Discovered {
  const files = new Set<string>();
  const named = new Set<string>();
  const configFolders: string[] = [];
  const roots: string[] = [];
  const linkFiles: string[] = [];
  const problems: Problem[] = [];
  const missing: string[] = [];

  function walk(folder: string, above: IgnoreRules): void {
    const listing = folders.list(folder);
    if (typeof listing === 'string') {
      problems.push({ path: folder, message: `cannot read the folder: ${listing}` });
      return;
    }
    const rules = above.enter(folder, folders);
    if (CONFIG_NAMES.some(name => listing.has(name))) configFolders.push(folder);
    const inside: string[] = [];
    for (const [name, kind] of listing) {
      const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
      if (kind === 'file') {
        if (LINK_FILE.test(name)) linkFiles.push(path);
        if (isSourceFile(name) && !rules.ignores(path, false)) files.add(path);
      } else if (kind === 'folder' && !isSkippedFolder(name) && !rules.ignores(path, true) && !isVirtualEnvironment(path, folders)) {
        inside.push(path);
      }
      // Symbolic links are not followed: what they point to is linted where it is, and a circle cannot trap us.
    }
    for (const path of inside) walk(path, rules);
  }

  for (const asked of paths) {
    const path = absolutePath(asked, cwd);
    let isFolder: boolean;
    try {
      isFolder = statSync(path).isDirectory();
    } catch (error) {
      missing.push(`${asked}: ${systemReason(error)}`);
      continue;
    }
    if (isFolder) {
      roots.push(path);
      walk(path, IgnoreRules.above(path, folders));
    } else if (isSourceFile(baseName(path))) {
      named.add(path);
      files.add(path);
      configFolders.push(parentOf(path));
    } else {
      problems.push({ path, message: 'not a Python, TypeScript, JavaScript or notebook file' });
    }
  }
  return { files: [...files], named, configFolders: [...new Set(configFolders)], roots, linkFiles, problems, missing };
}

/** A virtual environment may have any name. */
function isVirtualEnvironment(folder: string, folders: Folders): boolean {
  const listing = folders.list(folder);
  return typeof listing !== 'string' && listing.has('pyvenv.cfg');
}
