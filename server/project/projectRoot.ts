import { type Folders, foldersUp, parentOf } from './folders.ts';

const MARKERS = ['farthing.jsonc', 'farthing.json', 'pyproject.toml', 'setup.py', 'package.json', 'tsconfig.json'];

/**
 * The folder that imports are resolved in and results are kept for: the repository of what is linted; without one, the outermost folder above
 * that is marked as a project, no further up than the working directory where that is above, else the nearest such folder.
 */
export function projectRoot(targets: readonly string[], folders: Folders, cwd: string): string {
  const start = commonFolder(targets) ?? cwd;
  const up = foldersUp(start);
  const has = (folder: string, name: string) => {
    const listing = folders.list(folder);
    return typeof listing !== 'string' && listing.has(name);
  };
  const repository = up.find(folder => has(folder, '.git'));
  if (repository !== undefined) return repository;
  const isMarked = (folder: string) => MARKERS.some(name => has(folder, name));
  const below = up.slice(0, up.indexOf(cwd) + 1);
  return below.length > 0 ? (below.findLast(isMarked) ?? cwd) : (up.find(isMarked) ?? start);
}

function commonFolder(folders: readonly string[]): string | undefined {
  let common = folders[0];
  for (const folder of folders) {
    while (common !== undefined && folder !== common && !folder.startsWith(common === '/' ? '/' : `${common}/`)) common = parentOf(common);
  }
  return common;
}
