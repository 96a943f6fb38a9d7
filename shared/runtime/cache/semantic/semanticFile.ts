/** The semantic cache in a SQLite file of its own. It may be lost: nothing is synced, and a file that cannot be read is begun anew. */
import { closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isUnreadable } from '../entryFile.ts';
import type { RecordedReply } from '../exactCache.ts';
import type { Answer } from './answer.ts';
import type { KnownModel } from './calibration/scale.ts';
import type { SemanticState } from './entries.ts';
import type { Checks } from './health.ts';
import { wilson } from './interval.ts';

/** Raised with every change of the tables; a file of another version is begun anew. */
const VERSION = 1;

const SCHEMA = `
  CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    partition TEXT NOT NULL,
    route TEXT NOT NULL,
    question TEXT NOT NULL,
    kind TEXT NOT NULL,
    answer TEXT NOT NULL,
    embedder TEXT NOT NULL,
    vector BLOB NOT NULL,
    reply TEXT NOT NULL,
    body BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    stored_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    asked TEXT,
    asked_nearness REAL
  ) STRICT;
  CREATE INDEX entry_by_use ON entry (used_at);
  CREATE TABLE verification (route TEXT NOT NULL, same INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX verification_by_route ON verification (route);
  CREATE TABLE off (route TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
  CREATE TABLE wrong_pair (partition TEXT NOT NULL, question TEXT NOT NULL, nearness REAL NOT NULL, PRIMARY KEY (partition, question)) STRICT;
  CREATE TABLE model (embedder TEXT PRIMARY KEY, dimensions INTEGER NOT NULL, unrelated REAL NOT NULL, paraphrase REAL NOT NULL) STRICT;
  PRAGMA user_version = ${VERSION};
`;

/** The last verifications of a route that count: models and questions change. */
const COUNTED = 1000;

export interface StoredEntry {
  readonly id: number;
  readonly partition: string;
  readonly route: string;
  readonly question: string;
  readonly answer: Answer;
  readonly vector: Uint8Array;
  readonly bytes: number;
  readonly storedAt: number;
  readonly expiresAt: number;
}

export interface NewEntry extends Omit<StoredEntry, 'id' | 'bytes'> {
  readonly embedder: string;
  readonly reply: RecordedReply;
}

/** Whom an answer was given to last, and how near. */
export interface LastUse {
  readonly asked: string;
  readonly nearness: number;
}

export interface SemanticFile {
  model(embedder: string): KnownModel | undefined;
  addModel(embedder: string, model: KnownModel): void;
  size(): number;
  /** Those of a model that have not expired; all others are dropped. */
  load(embedder: string, now: number): readonly StoredEntry[];
  add(entry: NewEntry): StoredEntry;
  reply(id: number): RecordedReply | undefined;
  use(id: number, at: number, use: LastUse): void;
  lastUse(id: number): LastUse | undefined;
  remove(ids: readonly number[]): void;
  /** Used longest ago first. */
  leastUsed(count: number): readonly { readonly id: number; readonly bytes: number }[];
  verified(route: string, same: boolean, at: number): Checks;
  routes(): readonly (Checks & { readonly route: string; readonly offSince?: number })[];
  switchOff(route: string, at: number): void;
  /** The route answers again, and is counted anew. False: it is not known. */
  resume(route: string): boolean;
  wrongPairs(): readonly { readonly partition: string; readonly question: string; readonly nearness: number }[];
  addWrongPair(partition: string, question: string, nearness: number): void;
  /** All entries; what was verified stays. */
  clear(): void;
  close(): void;
}

/** `:memory:` for one that is gone with the process. Throws when the file can neither be read nor begun anew. */
export function openSemanticFile(file: string): SemanticFile {
  try {
    return semanticFile(openDatabase(file));
  } catch (error) {
    if (file === ':memory:' || !(error instanceof OtherVersion || isUnreadable(error))) throw error;
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    return semanticFile(openDatabase(file));
  }
}

class OtherVersion extends Error {}

function openDatabase(file: string): DatabaseSync {
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: 200 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -2048;');
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version === 0) database.exec(SCHEMA);
    else if (version !== VERSION) throw new OtherVersion(`a semantic cache of version ${version}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

interface Row {
  readonly id: number;
  readonly partition: string;
  readonly route: string;
  readonly question: string;
  readonly kind: Answer['kind'];
  readonly answer: string;
  readonly vector: Uint8Array;
  readonly bytes: number;
  readonly stored_at: number;
  readonly expires_at: number;
}

/** Of an entry beside its reply: texts, vector and index. */
const OVERHEAD = 2048;

function semanticFile(database: DatabaseSync): SemanticFile {
  const drop = database.prepare('DELETE FROM entry WHERE embedder <> ? OR expires_at <= ?');
  const all = database.prepare('SELECT id, partition, route, question, kind, answer, vector, bytes, stored_at, expires_at FROM entry');
  const insert = database.prepare(`
    INSERT INTO entry (partition, route, question, kind, answer, embedder, vector, reply, body, bytes, stored_at, expires_at, used_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?11)`);
  const selectReply = database.prepare('SELECT reply, body FROM entry WHERE id = ?');
  const touch = database.prepare('UPDATE entry SET used_at = ?2, asked = ?3, asked_nearness = ?4 WHERE id = ?1');
  const last = database.prepare('SELECT asked, asked_nearness FROM entry WHERE id = ? AND asked IS NOT NULL');
  const remove = database.prepare('DELETE FROM entry WHERE id = ?');
  const oldest = database.prepare('SELECT id, bytes FROM entry ORDER BY used_at LIMIT ?');
  const verify = database.prepare('INSERT INTO verification (route, same, at) VALUES (?, ?, ?)');
  const forget = database.prepare(`
    DELETE FROM verification WHERE route = ?1 AND rowid <= (SELECT rowid FROM verification WHERE route = ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ${COUNTED})`);
  const count = database.prepare('SELECT count(*) AS checked, coalesce(sum(1 - same), 0) AS wrong FROM verification WHERE route = ?');
  const routes = database.prepare(`
    SELECT route, count(at) AS checked, coalesce(sum(1 - same), 0) AS wrong, (SELECT at FROM off WHERE off.route = known.route) AS off_at
    FROM (SELECT route FROM verification UNION SELECT route FROM off UNION SELECT route FROM entry) AS known LEFT JOIN verification USING (route)
    GROUP BY route ORDER BY route`);
  const off = database.prepare('INSERT INTO off (route, at) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const pair = database.prepare(`
    INSERT INTO wrong_pair (partition, question, nearness) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET nearness = max(nearness, excluded.nearness)`);

  return {
    model(embedder) {
      const row = database.prepare('SELECT dimensions, unrelated, paraphrase FROM model WHERE embedder = ?').get(embedder);
      return row && ({ ...row } as unknown as KnownModel);
    },
    addModel: (embedder, { dimensions, unrelated, paraphrase }) =>
      void database.prepare('INSERT OR REPLACE INTO model VALUES (?, ?, ?, ?)').run(embedder, dimensions, unrelated, paraphrase),
    size: () => (database.prepare('SELECT count(*) AS size FROM entry').get() as { size: number }).size,
    load(embedder, now) {
      drop.run(embedder, now);
      return (all.all() as unknown as Row[]).map(entryOf);
    },
    add(entry) {
      const { partition, route, question, answer, embedder, vector, storedAt, expiresAt } = entry;
      const { body, ...about } = entry.reply;
      const bytes = body.length + vector.length + 2 * (question.length + answer.key.length) + OVERHEAD;
      const { lastInsertRowid } = insert.run(
        partition,
        route,
        question,
        answer.kind,
        answer.key,
        embedder,
        vector,
        JSON.stringify(about),
        body,
        bytes,
        storedAt,
        expiresAt,
      );
      return { id: Number(lastInsertRowid), partition, route, question, answer, vector, bytes, storedAt, expiresAt };
    },
    reply(id) {
      const row = selectReply.get(id) as { reply: string; body: Uint8Array } | undefined;
      return row && { ...(JSON.parse(row.reply) as Omit<RecordedReply, 'body'>), body: Buffer.from(row.body) };
    },
    use: (id, at, { asked, nearness }) => void touch.run(id, at, asked, nearness),
    lastUse(id) {
      const row = last.get(id) as { asked: string; asked_nearness: number } | undefined;
      return row && { asked: row.asked, nearness: row.asked_nearness };
    },
    remove(ids) {
      for (const id of ids) remove.run(id);
    },
    leastUsed: number => oldest.all(number) as unknown as { id: number; bytes: number }[],
    verified(route, same, at) {
      verify.run(route, Number(same), at);
      forget.run(route);
      return { ...(count.get(route) as unknown as Checks) };
    },
    routes: () =>
      (routes.all() as unknown as (Checks & { route: string; off_at: number | null })[]).map(({ route, checked, wrong, off_at }) => ({
        route,
        checked,
        wrong,
        ...(off_at !== null && { offSince: off_at }),
      })),
    switchOff: (route, at) => void off.run(route, at),
    resume: route =>
      ['off', 'verification']
        .map(table => database.prepare(`DELETE FROM ${table} WHERE route = ?`).run(route).changes)
        .some(changes => changes > 0),
    wrongPairs: () =>
      database.prepare('SELECT partition, question, nearness FROM wrong_pair').all() as unknown as ReturnType<SemanticFile['wrongPairs']>,
    addWrongPair: (partition, question, nearness) => void pair.run(partition, question, nearness),
    clear: () => database.exec('DELETE FROM entry'),
    close: () => database.close(),
  };
}

function entryOf(row: Row): StoredEntry {
  const { id, partition, route, question, kind, answer, vector, bytes, stored_at: storedAt, expires_at: expiresAt } = row;
  return { id, partition, route, question, answer: { kind, key: answer }, vector, bytes, storedAt, expiresAt };
}

/** What a file says, without its thread. */
export function stateIn(file: string): Pick<SemanticState, 'entries' | 'routes'> {
  const open = openSemanticFile(file);
  try {
    return {
      entries: open.size(),
      routes: open.routes().map(({ route, checked, wrong, offSince }) => ({
        route,
        checked,
        wrong,
        interval: wilson(wrong, checked),
        ...(offSince !== undefined && { offSince: new Date(offSince).toISOString() }),
      })),
    };
  } finally {
    open.close();
  }
}
