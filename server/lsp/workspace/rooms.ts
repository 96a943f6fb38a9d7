/** The projects that are open, and which file belongs to which. */
import type { EditorSettings } from '../../../shared/config/editorSettings.ts';
import { parentOf } from '../../project/folders.ts';
import { isBehind, isInside, type Room } from './room.ts';

export class Rooms implements Iterable<Room> {
  readonly #all = new Set<Room>();

  [Symbol.iterator](): Iterator<Room> {
    return this.#all[Symbol.iterator]();
  }

  has(room: Room): boolean {
    return this.#all.has(room);
  }

  /** The innermost of the folders a file is in, or the file's own room. */
  of(path: string): Room | undefined {
    let found: Room | undefined;
    for (const room of this.#all) {
      if (room.file === path) return room;
      const isNearer = found === undefined || room.folder.length > found.folder.length;
      if (room.file === undefined && isInside(path, room.folder) && isNearer) found = room;
    }
    return found;
  }

  /** The first folder: where documents without a path are thought to be. */
  get firstFolder(): string | undefined {
    for (const room of this.#all) if (room.file === undefined) return room.folder;
    return undefined;
  }

  /** Whether something changed in a room that is linted, and no update has seen it to its end. */
  get areBehind(): boolean {
    return [...this.#all].some(room => isBehind(room) && room.settings.enable);
  }

  /** Those of these files first, and the others in the order in which they came. */
  startingWith(paths: Iterable<string>): Room[] {
    const first = new Set([...paths].map(path => this.of(path)));
    return [...this.#all].sort((a, b) => Number(first.has(b)) - Number(first.has(a)));
  }

  /** Files inside it no longer need rooms of their own. */
  addFolder(uri: string, folder: string, settings: EditorSettings): Room {
    for (const other of this.#all) if (other.file !== undefined && isInside(other.file, folder)) this.#all.delete(other);
    return this.#add({ uri, folder, settings });
  }

  /** A room for a file without its folder. */
  addFile(uri: string, path: string, settings: EditorSettings): Room {
    return this.#add({ uri, folder: parentOf(path), file: path, settings });
  }

  #add(room: Pick<Room, 'uri' | 'folder' | 'file' | 'settings'>): Room {
    const added: Room = { ...room, scope: 'open', project: undefined, changes: 1, seen: 0 };
    this.#all.add(added);
    return added;
  }

  /** Undefined where no folder has that address. */
  removeFolder(uri: string): Room | undefined {
    const removed = [...this.#all].find(room => room.uri === uri && room.file === undefined);
    if (removed) this.#all.delete(removed);
    return removed;
  }

  removeFile(path: string): void {
    for (const room of this.#all) if (room.file === path) this.#all.delete(room);
  }

  /** The text of a file changed, or an editor opened or closed it. */
  touch(path: string): void {
    for (const room of this.#all) {
      if (!(room.project ? room.project.concerns(path) : isInside(path, room.folder) || room.file === path)) continue;
      room.project?.touch(path);
      room.changes++;
    }
  }

  /** A file is to be analysed again though its text is the same. */
  retry(path: string): void {
    for (const room of this.#all) {
      if (!room.project?.concerns(path)) continue;
      room.project.retry(path);
      room.changes++;
    }
  }

  /** Files came or went, or tell which files there are and where imports lead. */
  outdate(paths: readonly string[]): void {
    for (const room of this.#all) {
      if (!paths.some(path => isInside(path, room.folder) || isInside(room.folder, parentOf(path)))) continue;
      room.project?.outdate();
      room.changes++;
    }
  }

  /** What is known of all projects is good no longer. */
  beginAnew(): void {
    for (const room of this.#all) {
      room.project = undefined;
      room.changes++;
    }
  }
}
