/** Where an import of TypeScript or JavaScript leads inside the project. */
import { absolutePath, baseName, type Folders, parentOf } from '../folders.ts';
import { isSourceFile } from '../sourceFiles.ts';
import { findPackages, type ProjectPackage } from './packages.ts';
import type { ReadText } from './readText.ts';
import { createTsconfigs, mapped } from './tsconfig.ts';

export interface TypescriptResolverOptions {
  readonly folders: Folders;
  readonly root: string;
  readonly read: ReadText;
  /** Whether a package name is an SDK's; such a name never means the project. */
  readonly isSdk: (specifier: string) => boolean;
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What an import that names compiled JavaScript may have been written as. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

export function createTypescriptResolver({ folders, root, read, isSdk }: TypescriptResolverOptions) {
  const tsconfigs = createTsconfigs(folders, root, read);
  let packages: ReadonlyMap<string, ProjectPackage> | undefined;

  /** The source file a path without (or with a compiled) extension stands for. */
  function fileAt(path: string): string | undefined {
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
    const bare = extension === undefined ? path : path.slice(0, -extension.length);
    const candidates = [
      ...(WRITTEN_AS[extension ?? ''] ?? []).map(written => bare + written),
      path,
      ...EXTENSIONS.map(added => path + added),
      ...EXTENSIONS.map(added => `${path}/index${added}`),
    ];
    return candidates.find(candidate => isSourceFile(baseName(candidate)) && folders.isFile(candidate));
  }

  const first = (paths: readonly string[]): string | undefined => {
    for (const path of paths) {
      const file = fileAt(path);
      if (file !== undefined) return file;
    }
    return undefined;
  };

  function inPackage(specifier: string): string | undefined {
    packages ??= findPackages(folders, root, read);
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    const found = packages.get(name);
    if (!found) return undefined;
    const subPath = specifier.slice(name.length + 1);
    const exported = found.exports.get(subPath === '' ? '.' : `./${subPath}`);
    const written = [...(exported === undefined ? [] : [exported]), ...(subPath === '' ? found.entries : [])];
    return first([
      ...written.flatMap(path => sourcesOf(found.folder, path)),
      ...(subPath === '' ? ['src/index', 'index', 'src/main'] : [subPath, `src/${subPath}`]).map(path => `${found.folder}/${path}`),
    ]);
  }

  return (from: string, specifier: string): string | undefined => {
    const folder = parentOf(from);
    if (/^\.{0,2}(?:\/|$)/.test(specifier)) return fileAt(absolutePath(specifier, folder));
    const settings = tsconfigs.forFolder(folder);
    const byMapping = first(mapped(settings, specifier));
    if (byMapping !== undefined) return byMapping;
    if (isSdk(specifier)) return undefined;
    const byBase = settings.baseUrl === undefined ? undefined : fileAt(`${settings.baseUrl}/${specifier}`);
    return byBase ?? inPackage(specifier);
  };
}

/** `dist/server.js` was most likely compiled from `src/server.ts`. */
function sourcesOf(folder: string, path: string): string[] {
  const file = absolutePath(path, folder).replace(/\.d\.([cm]?)ts$/, '.$1js');
  const source = file.slice(folder.length).replace(/^\/(?:dist|lib|build|out)\/(?:esm\/|cjs\/)?/, '/src/');
  return [file, folder + source];
}
