/** Entries of the exact cache that a team shares. Their hashes have the identity in them, so that nobody finds another's. */
import type { Entry } from './entry.ts';

export interface SharedEntries {
  /** What is there of that hash, in either form; nothing where it cannot be had within a moment. Never rejects. */
  fetch(hash: string): Promise<readonly Entry[]>;
  /** Soon, if at all. */
  put(entry: Entry): void;
}
