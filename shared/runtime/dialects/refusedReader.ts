/** Replies with an error status, whatever the dialect: nothing was generated. */

import { asBuffer } from './dataReader.ts';
import type { ReplyReader } from './dialect.ts';
import { errorText, ReplyNotes } from './replyFacts.ts';

/** More is no error message. */
const LONGEST = 64 * 1024;

export function refusedReader(status: number): ReplyReader {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    write(chunk) {
      if (length < LONGEST) chunks.push(asBuffer(chunk));
      length += chunk.length;
    },
    facts() {
      const notes = new ReplyNotes();
      notes.refused = true;
      notes.error = errorText(status, Buffer.concat(chunks));
      return notes.facts(new Set());
    },
  };
}

/** For free calls: what they answer is no usage of theirs, even where it shows one (a response fetched again). */
export function unreadReader(): ReplyReader {
  const notes = new ReplyNotes();
  notes.ended = true;
  return {
    write() {
      // Nothing in it is charged.
    },
    facts: () => notes.facts(new Set()),
  };
}
