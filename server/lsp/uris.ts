import { fileURLToPath, pathToFileURL } from 'node:url';
import { absolutePath } from '../project/folders.ts';

/** The path of a file on this machine; undefined for anything else (`untitled:`, a file of a virtual workspace). */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return absolutePath(fileURLToPath(uri));
  } catch {
    // A share of another machine, or an escape that is none: no path here.
    return undefined;
  }
}

export const uriOfPath = (path: string): string => pathToFileURL(path).href;
