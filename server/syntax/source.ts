/** Opens any file the analysis reads. */

import { openNotebook } from './notebook.ts';
import type { Grammar } from './parsers.ts';
import { openPlainFile } from './plainFile.ts';
import type { SourceFile, Unreadable } from './sourceFile.ts';

export type { Edit, SourceFile, Unreadable } from './sourceFile.ts';

/**
 * JavaScript goes through the TSX grammar, which is wider; TypeScript keeps its own because `<T>x` is a cast there and an element in TSX.
 */
const GRAMMARS: Readonly<Record<string, Grammar>> = {
  '.py': 'python',
  '.pyi': 'python',
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'tsx',
  '.js': 'tsx',
  '.jsx': 'tsx',
  '.mjs': 'tsx',
  '.cjs': 'tsx',
};

const NOTEBOOK = '.ipynb';

/** Every extension that is source, with its dot. */
export const SOURCE_EXTENSIONS: readonly string[] = [...Object.keys(GRAMMARS), NOTEBOOK];

/** `path` names the file and, by its extension, what it is; nothing is read from disk. */
export function openSource(path: string, fileText: string): SourceFile | Unreadable {
  const extension = extensionOf(path);
  if (extension === NOTEBOOK) return openNotebook(path, fileText);
  const grammar = GRAMMARS[extension];
  if (grammar === undefined) return { unreadable: `files ending in ${extension || 'nothing'} are not analysed`, notOurs: true };
  if (fileText.includes('\0')) return { unreadable: 'the file holds NUL characters, so it is not source text' };
  return openPlainFile(path, fileText, grammar);
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot).toLowerCase();
}
