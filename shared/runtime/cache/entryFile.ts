/** Entries in a SQLite file of their own. It may be lost: nothing here is synced to the disk, and a file that cannot be read is begun anew. */
import { closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { bytesOf, type Entry } from './entry.ts';
import type { RecordedReply } from './exactCache.ts';

/** Raised with every change of the table; a file of another version is begun anew. */
const VERSION = 1;

/** When the hashes of a file that was there are read: after the start, as that takes some milliseconds. */
const READ_HASHES_AFTER_MS = 1000;

/** Milliseconds without a write after which the log is folded back: nobody waits then. */
const QUIET_MS = 250;

/** The last stored entries that a miss is compared with. */
const COMPARED = 256;

const SCHEMA = `
  CREATE TABLE entry (
    hash TEXT NOT NULL,
    stream INTEGER NOT NULL,
    family TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    stored_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    fields TEXT,
    reply TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (hash, stream)
  ) STRICT;
  CREATE INDEX entry_by_use ON entry (used_at);
  PRAGMA user_version = ${VERSION};
`;

export type Fields = Readonly<Record<string, string>>;

export interface EntryFile {
  find(hash: string): readonly Entry[];
  /** Fields of entries of a family among the last stored, the newest first. */
  fieldsIn(family: string): readonly Fields[];
  /** Adds entries and notes uses, and drops what was used longest ago when there is too much; in one transaction. */
  write(entries: readonly { readonly entry: Entry; readonly fields?: Fields }[], used: ReadonlyMap<string, number>, maxBytes: number): void;
  close(): void;
}

/** `:memory:` for one that is gone with the process. Throws when the file can neither be read nor begun anew. */
export function openEntryFile(file: string): EntryFile {
  try {
    return entryFile(openDatabase(file));
  } catch (error) {
    if (file === ':memory:' || !isUnreadable(error)) throw error;
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    return entryFile(openDatabase(file));
  }
}

class OtherVersion extends Error {}

/** Corrupt, or no database (sqlite.org/rescode.html: SQLITE_CORRUPT, SQLITE_NOTADB); not one that is locked or out of room. */
export function isUnreadable(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode ?? 0;
  return error instanceof OtherVersion || (code & 0xff) === 11 || (code & 0xff) === 26;
}

function openDatabase(file: string): DatabaseSync {
  // SQLite would give it the mode of the umask.
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: 50 });
  try {
    // Under a load that never pauses the log is folded back rarely, as it makes a request wait, but before that takes long.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -2048;');
    database.exec('BEGIN IMMEDIATE');
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version === 0) database.exec(SCHEMA);
    else if (version !== VERSION) throw new OtherVersion(`a cache of version ${version}`);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

interface Row {
  readonly family: string;
  readonly reply: string;
  readonly body: Uint8Array;
  readonly stored_at: number;
  readonly expires_at: number;
}

function entryFile(database: DatabaseSync): EntryFile {
  const select = database.prepare('SELECT family, reply, body, stored_at, expires_at FROM entry WHERE hash = ?');
  const selectFields = database.prepare(`
    SELECT fields FROM (SELECT family, fields FROM entry ORDER BY rowid DESC LIMIT ${COMPARED}) WHERE family = ? AND fields IS NOT NULL`);
  const insert = database.prepare(`
    INSERT INTO entry (hash, stream, family, reply, body, fields, bytes, stored_at, expires_at, used_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?8)
    ON CONFLICT (hash, stream) DO UPDATE SET reply = ?4, body = ?5, bytes = ?7, stored_at = ?8, expires_at = ?9, used_at = ?8`);
  const hashes = database.prepare('SELECT hash FROM entry');
  const touch = database.prepare('UPDATE entry SET used_at = ? WHERE hash = ?');
  const sum = database.prepare('SELECT coalesce(sum(bytes), 0) AS bytes FROM entry');
  const oldest = database.prepare('SELECT rowid, bytes FROM entry ORDER BY used_at LIMIT 64');
  const remove = database.prepare('DELETE FROM entry WHERE rowid = ?');
  let bytes = (sum.get() as { bytes: number }).bytes;

  /** Beginnings of the hashes of entries, removed ones among them: most requests are new, and to ask the file takes longer than all else here. */
  const known = new Set<string>();
  let knowsAll = bytes === 0;
  const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  const foldBack = (): void => {
    try {
      checkpoint.all();
    } catch {
      // Of a disk that is full the next write will tell.
    }
  };
  let quiet: NodeJS.Timeout | undefined;
  const reading = setTimeout(() => {
    for (const { hash } of hashes.iterate() as Iterable<{ hash: string }>) known.add(beginningOf(hash));
    knowsAll = true;
  }, READ_HASHES_AFTER_MS).unref();
  if (knowsAll) clearTimeout(reading);

  const evict = (maxBytes: number): void => {
    // Other processes write too.
    bytes = (sum.get() as { bytes: number }).bytes;
    if (bytes <= maxBytes) return;
    const enough = maxBytes * 0.9;
    for (let rows = oldest.all(); rows.length > 0 && bytes > enough; rows = oldest.all()) {
      for (const row of rows as { rowid: number; bytes: number }[]) {
        if (bytes <= enough) break;
        remove.run(row.rowid);
        bytes -= row.bytes;
      }
    }
  };

  return {
    find: hash => (knowsAll && !known.has(beginningOf(hash)) ? [] : (select.all(hash) as unknown as Row[]).map(row => entryOf(hash, row))),
    fieldsIn: family => (selectFields.all(family) as { fields: string }[]).map(row => JSON.parse(row.fields) as Fields),
    write(entries, used, maxBytes) {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const { entry, fields } of entries) {
          const { hash, family, storedAt, expiresAt } = entry;
          const { body, ...about } = entry.reply;
          const size = bytesOf(entry);
          insert.run(
            hash,
            Number(about.stream),
            family,
            JSON.stringify(about),
            body,
            fields ? JSON.stringify(fields) : null,
            size,
            storedAt,
            expiresAt,
          );
          bytes += size;
          known.add(beginningOf(hash));
        }
        for (const [hash, at] of used) touch.run(at, hash);
        if (bytes > maxBytes) evict(maxBytes);
        database.exec('COMMIT');
        quiet = quiet?.refresh() ?? setTimeout(foldBack, QUIET_MS).unref();
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close() {
      clearTimeout(reading);
      clearTimeout(quiet);
      database.close();
    },
  };
}

/** 48 bits, which two of a hundred thousand entries share in one file of fifty thousand; such a hash is then asked for in vain. */
const beginningOf = (hash: string): string => hash.slice(0, 8);

function entryOf(hash: string, row: Row): Entry {
  const about = JSON.parse(row.reply) as Omit<RecordedReply, 'body'>;
  const body = Buffer.from(row.body.buffer, row.body.byteOffset, row.body.byteLength);
  return { hash, family: row.family, reply: { ...about, body }, storedAt: row.stored_at, expiresAt: row.expires_at };
}
