/** Where a Python import leads inside the project. */
import { baseName, type Folders, foldersUp, parentOf } from '../folders.ts';
import { isSkippedFolder } from '../sourceFiles.ts';
import type { ReadText } from './readText.ts';

export interface PythonResolverOptions {
  readonly folders: Folders;
  /** Nothing above it is looked at. */
  readonly root: string;
  readonly read: ReadText;
  /** First segments of the SDKs' import roots: `openai`, `agents`. */
  readonly sdkHeads: ReadonlySet<string>;
}

/** How deep below the project's root a package of another folder is looked for. */
const SEARCH_DEPTH = 5;

export function createPythonResolver({ folders, root, read, sdkHeads }: PythonResolverOptions) {
  const isPackage = (folder: string) => folders.isFile(`${folder}/__init__.py`);

  /** A package wins over a module of the same name, as in Python. */
  function moduleAt(path: string): string | undefined {
    if (isPackage(path)) return `${path}/__init__.py`;
    const file = `${path}.py`;
    return folders.isFile(file) ? file : undefined;
  }

  function relative(from: string, specifier: string): string | undefined {
    const dots = /^\.+/.exec(specifier)?.[0].length ?? 0;
    let folder = parentOf(from);
    for (let level = 1; level < dots; level++) folder = parentOf(folder);
    const rest = specifier.slice(dots);
    if (rest === '') return isPackage(folder) ? `${folder}/__init__.py` : undefined;
    return moduleAt(`${folder}/${rest.replaceAll('.', '/')}`);
  }

  /** Folders Python may have on its path: those above the file that are no package themselves, with `src` beside, nearest first. */
  function pathFolders(folder: string): string[] {
    const up = foldersUp(folder);
    const end = up.indexOf(root);
    return up.slice(0, end + 1 || 1).flatMap(path => (isPackage(path) && path !== root ? [] : [path, `${path}/src`]));
  }

  let elsewhere: ReadonlyMap<string, string | undefined> | undefined;
  /** Folders that hold a top-level package, by its name; undefined where two do. */
  function packagesOfProject(): ReadonlyMap<string, string | undefined> {
    const found = new Map<string, string | undefined>();
    function search(folder: string, depth: number): void {
      const listing = folders.list(folder);
      if (typeof listing === 'string') return;
      for (const [name, kind] of listing) {
        if (kind !== 'folder' || isSkippedFolder(name)) continue;
        const path = `${folder}/${name}`;
        if (isPackage(path)) found.set(name, found.has(name) ? undefined : folder);
        else if (depth < SEARCH_DEPTH) search(path, depth + 1);
      }
    }
    search(root, 1);
    return found;
  }

  function absolute(from: string, specifier: string): string | undefined {
    const path = specifier.replaceAll('.', '/');
    const [head = ''] = specifier.split('.');
    for (const folder of pathFolders(parentOf(from))) {
      const file = moduleAt(`${folder}/${path}`);
      if (file !== undefined) return sdkHeads.has(head) && isSdkItself(from, file, folder, head) ? undefined : file;
    }
    elsewhere ??= packagesOfProject();
    const folder = elsewhere.get(head);
    const file = folder === undefined ? undefined : moduleAt(`${folder}/${path}`);
    return file !== undefined && folder !== undefined && sdkHeads.has(head) && isSdkItself(from, file, folder, head) ? undefined : file;
  }

  /**
   * A project may have an `openai.py` of its own that imports the SDK, and an SDK's repository has the SDK in it. Then the name means the
   * SDK, which the catalogue knows better than its source tells.
   */
  function isSdkItself(from: string, file: string, folder: string, head: string): boolean {
    if (file === from) return true;
    if (baseName(file) === `${head}.py`) {
      return new RegExp(`^[ \\t]*(?:import|from)[ \\t]+${head}\\b`, 'm').test(read(file) ?? '');
    }
    const named = new RegExp(`\\bname\\s*=\\s*["']${head.replaceAll('_', '[-_]')}["']`);
    return [folder, parentOf(folder)].some(place =>
      ['pyproject.toml', 'setup.py'].some(name => folders.isFile(`${place}/${name}`) && named.test(read(`${place}/${name}`) ?? '')),
    );
  }

  return (from: string, specifier: string): string | undefined =>
    specifier.startsWith('.') ? relative(from, specifier) : absolute(from, specifier);
}
