import { bytesOf, type Entry } from './entry.ts';

/** The entries used last, in memory, up to a number of bytes. */
export interface HotEntries {
  find(hash: string): readonly Entry[];
  /** False: it is too large to be kept here. */
  add(entry: Entry): boolean;
  remove(hash: string): void;
}

export function hotEntries(maxBytes: number): HotEntries {
  /** In the order of use, the last used last. */
  const byHash = new Map<string, readonly Entry[]>();
  let bytes = 0;

  const remove = (hash: string): void => {
    for (const entry of byHash.get(hash) ?? []) bytes -= bytesOf(entry);
    byHash.delete(hash);
  };

  return {
    find(hash) {
      const entries = byHash.get(hash);
      if (!entries) return [];
      byHash.delete(hash);
      byHash.set(hash, entries);
      return entries;
    },
    add(entry) {
      if (bytesOf(entry) > maxBytes / 8) return false;
      const others = (byHash.get(entry.hash) ?? []).filter(other => other.reply.stream !== entry.reply.stream);
      remove(entry.hash);
      byHash.set(entry.hash, [...others, entry]);
      for (const kept of [...others, entry]) bytes += bytesOf(kept);
      for (const [oldest] of byHash) {
        if (bytes <= maxBytes) break;
        remove(oldest);
      }
      return true;
    },
    remove,
  };
}
