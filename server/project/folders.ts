import { type Dirent, readdirSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** Paths inside the project layer are absolute and `/` separated on every system. */
export function absolutePath(path: string, from = process.cwd()): string {
  const full = resolve(from, path);
  return sep === '/' ? full : full.replaceAll(sep, '/');
}

/** The parent of a root (`/`, `C:/`) is the root itself. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  const above = path.slice(0, slash);
  if (slash === path.length - 1) return path;
  return above === '' || above.endsWith(':') ? path.slice(0, slash + 1) : above;
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `folder` itself and every folder above it, nearest first. */
export function foldersUp(folder: string): string[] {
  const found = [folder];
  for (let at = folder, above = parentOf(at); above !== at; at = above, above = parentOf(at)) found.push(above);
  return found;
}

/**
 * What is in each folder, read once: discovery and import resolution ask the same questions, and a set is cheaper than a system call.
 * A snapshot: make a new one for a new run.
 */
export class Folders {
  readonly #listings = new Map<string, ReadonlyMap<string, EntryKind> | string>();

  /** Entries by name, or a sentence part saying why the folder cannot be read. */
  list(folder: string): ReadonlyMap<string, EntryKind> | string {
    const known = this.#listings.get(folder);
    if (known !== undefined) return known;
    let listing: Map<string, EntryKind> | string;
    try {
      listing = new Map(readdirSync(folder, { withFileTypes: true }).map(entry => [entry.name, kindOf(entry)]));
    } catch (error) {
      listing = systemReason(error);
    }
    this.#listings.set(folder, listing);
    return listing;
  }

  /** Follows symbolic links, so that a linked package is found when it is imported. */
  isFile(path: string): boolean {
    return this.#kind(path) === 'file';
  }

  isFolder(path: string): boolean {
    return this.#kind(path) === 'folder';
  }

  #kind(path: string): EntryKind | undefined {
    const parent = parentOf(path);
    if (parent === path) return 'folder';
    // A system call for each of many folders that are not there would be dear; what is known of the folder above often settles it.
    const above = this.#listings.get(parentOf(parent));
    if (above !== undefined && typeof above !== 'string' && parentOf(parent) !== parent && !above.has(baseName(parent))) return undefined;
    const listing = this.list(parent);
    if (typeof listing === 'string') return undefined;
    const kind = listing.get(baseName(path));
    if (kind !== 'link') return kind;
    const target = statSync(path, { throwIfNoEntry: false });
    return target?.isFile() ? 'file' : target?.isDirectory() ? 'folder' : undefined;
  }
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it does not exist',
  ELOOP: 'its symbolic links go round in a circle',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
};

/** Why the system refused, as the end of a sentence. */
export function systemReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  return REASONS[code] ?? code;
}
