/** Tells of changes in the folders of a project, as they happen. Folders that no source of the project lies in are left alone. */
import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { isSkippedFolder } from '../sourceFiles.ts';

export interface FolderWatch {
  close(): void;
}

export interface FolderChange {
  readonly path: string;
  /** Something came, went, or was put in another's place. */
  readonly isNews: boolean;
}

/** More folders than this are no project but a disk. */
const MOST_FOLDERS = 20_000;

export function watchFolders(root: string, changed: (change: FolderChange) => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();

  function watchFolder(folder: string): void {
    if (watchers.has(folder) || watchers.size >= MOST_FOLDERS) return;
    let names: readonly string[];
    try {
      const watcher = watch(folder, { persistent: false }, (kind, name) => {
        if (name === null) return;
        const path = `${folder}/${name}`;
        const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
        if (isFolder && !isSkippedFolder(name)) watchFolder(path);
        changed({ path, isNews: kind === 'rename' });
      });
      watcher.on('error', () => forget(folder));
      watchers.set(folder, watcher);
      names = foldersIn(folder);
    } catch {
      // It is gone again, or not ours to read.
      forget(folder);
      return;
    }
    for (const name of names) watchFolder(`${folder}/${name}`);
  }

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  watchFolder(root);
  return { close: () => [...watchers.keys()].forEach(forget) };
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !isSkippedFolder(entry.name))
    .map(({ name }) => name);
}
