/** What the analysis calls a document. A file goes by its path; what has none gets a name in the folder its imports are looked for in. */
import { existsSync } from 'node:fs';
import { baseName } from '../../project/folders.ts';
import { isSourceFile } from '../../project/sourceFiles.ts';
import { pathOfUri } from '../uris.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  python: '.py',
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
};

/** Where documents without a path are where no folder is open. */
export const NOWHERE = '/farthing-unsaved';

/** Undefined for what is not analysed. `folder`: where a document without a path is thought to be; `isTaken`: another has that name. */
export function analysisPath(
  uri: string,
  languageId: string,
  folder: string | undefined,
  isTaken: (path: string) => boolean,
): string | undefined {
  const path = pathOfUri(uri);
  if (path !== undefined) return isSourceFile(baseName(path)) ? path : undefined;
  const extension = languageId === 'notebook' ? '.ipynb' : EXTENSIONS[languageId];
  if (extension === undefined) return undefined;
  const name = baseName(decoded(uri.replace(/^[^:]*:/, '').replace(/[?#].*$/, ''))) || 'untitled';
  const stem = `${folder ?? NOWHERE}/${name.endsWith(extension) ? name.slice(0, -extension.length) : name}`;
  let free = stem + extension;
  // An older version of a file that is there is not that file.
  for (let number = 2; isTaken(free) || existsSync(free); number++) free = `${stem}-${number}${extension}`;
  return free;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether somebody else wrote it: installed packages, and Python's own library. */
export function isLibraryFile(path: string): boolean {
  return /\/(?:node_modules|site-packages|dist-packages|bower_components|\.venv|lib\/python\d[\d.]*)\//.test(path);
}
