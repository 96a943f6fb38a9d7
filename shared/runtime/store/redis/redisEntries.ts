/** Entries of the exact cache in a team's Redis: one key each, gone with its time to live, and evicted as Redis is configured to. */
import type { Entry } from '../../cache/entry.ts';
import type { SharedEntries } from '../../cache/sharedEntries.ts';
import type { Connection } from './connection.ts';

/** Larger answers stay on the machine that had them. */
const MOST_BYTES = 1024 * 1024;

export function redisEntries(connection: Connection, namespace: string, clock: () => number): SharedEntries {
  const keyOf = (hash: string, stream: boolean) => `farthing:${namespace}:entry:${hash}:${stream ? 'stream' : 'whole'}`;
  return {
    async fetch(hash) {
      if (!connection.open) return [];
      try {
        const found = (await connection.command(['MGET', keyOf(hash, false), keyOf(hash, true)], true)) as readonly (Buffer | null)[];
        return found.flatMap(bytes => (bytes ? (readEntry(bytes, hash) ?? []) : []));
      } catch {
        return [];
      }
    },
    put(entry) {
      const milliseconds = Math.floor(entry.expiresAt - clock());
      if (!connection.open || entry.reply.body.length > MOST_BYTES || milliseconds <= 0) return;
      connection.command(['SET', keyOf(entry.hash, entry.reply.stream), bytesOfEntry(entry), 'PX', `${milliseconds}`]).catch(() => {
        // It is on this machine all the same.
      });
    },
  };
}

const NEW_LINE = 0x0a;

/** A line of JSON, and the body as it came. */
function bytesOfEntry({ hash: _, reply: { body, ...reply }, ...entry }: Entry): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ ...entry, reply })}\n`), body]);
}

/** Undefined for what another version wrote. */
function readEntry(bytes: Buffer, hash: string): Entry | undefined {
  try {
    const end = bytes.indexOf(NEW_LINE);
    const { reply, family, storedAt, expiresAt } = JSON.parse(bytes.toString('utf8', 0, end)) as Entry;
    if (typeof storedAt !== 'number' || typeof expiresAt !== 'number' || typeof reply?.status !== 'number') return undefined;
    return { hash, family, storedAt, expiresAt, reply: { ...reply, body: bytes.subarray(end + 1) } };
  } catch {
    return undefined;
  }
}
