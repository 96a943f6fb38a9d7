import type { RecordedReply } from './exactCache.ts';

/** A recorded answer in one of its forms. The body is never compressed: whoever asks next may not read that. */
export interface Entry {
  readonly hash: string;
  readonly family: string;
  readonly reply: RecordedReply;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
  readonly expiresAt: number;
}

/** What an entry takes, about: its body, its row and its fields. */
export const bytesOf = (entry: Entry): number => entry.reply.body.length + 1024;
