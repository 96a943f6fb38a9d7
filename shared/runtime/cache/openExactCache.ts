import type { CacheSettings } from '../settings.ts';
import { convert } from './conversion/convert.ts';
import { bytesOf, type Entry } from './entry.ts';
import { type EntryFile, type Fields, isUnreadable, openEntryFile } from './entryFile.ts';
import type { CacheKey, ExactCache, Lookup } from './exactCache.ts';
import { reasonNotToCache } from './fitness.ts';
import { hotEntries } from './hotEntries.ts';
import { plainReply } from './plainReply.ts';
import { requestKey } from './requestKey.ts';
import type { SharedEntries } from './sharedEntries.ts';
import { singleFlight } from './singleFlight.ts';
import { differenceFrom } from './whyMissed.ts';

export interface ExactCacheOptions {
  /** `:memory:` for one that is gone with the process. */
  readonly file: string;
  readonly settings: CacheSettings;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Told in a sentence, each once, when the file cannot be used; the cache then works from memory alone. */
  readonly onTrouble?: (message: string) => void;
  /** Those of a team, asked when this machine has none. */
  readonly shared?: SharedEntries;
}

const MEGABYTE = 1_000_000;
const HOT_BYTES = 8 * MEGABYTE;
/** Entries wait so long, in milliseconds, or until there are so many bytes of them, to be written together. */
const WRITE_AFTER = 25;
const WRITE_AT_BYTES = 4 * MEGABYTE;
/** Of entries written together, so many can be compared with later misses: naming the fields of each would cost a busy runtime as much as storing it. */
const COMPARABLE = 4;

export function openExactCache({ file, settings, clock, onTrouble, shared }: ExactCacheOptions): ExactCache {
  const maxBytes = settings.maxMegabytes * MEGABYTE;
  const hot = hotEntries(Math.min(HOT_BYTES, maxBytes));
  let entries: EntryFile | undefined;
  let unwritten: { entry: Entry; key: CacheKey }[] = [];
  let unwrittenBytes = 0;
  let used = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const told = new Set<string>();

  const tell = (message: string): void => {
    if (told.has(message)) return;
    told.add(message);
    onTrouble?.(message);
  };

  const withFile = <T>(use: (open: EntryFile) => T, otherwise: T): T => {
    if (!entries) return otherwise;
    try {
      return use(entries);
    } catch (error) {
      tell(`The cache file ${file} cannot be used: ${(error as Error).message}`);
      // A full disk or a lock passes; what cannot be read never will.
      if (isUnreadable(error)) reopen();
      return otherwise;
    }
  };

  const reopen = (): void => {
    try {
      entries?.close();
      entries = openEntryFile(file);
    } catch (error) {
      entries = undefined;
      tell(`Answers are cached in memory only, as ${file} cannot be opened: ${(error as Error).message}`);
    }
  };

  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const [added, touched] = [unwritten, used];
    unwritten = [];
    unwrittenBytes = 0;
    used = new Map();
    if (added.length + touched.size === 0) return;
    const rows = added.map(({ entry, key }, index) => ({ entry, ...(added.length - index <= COMPARABLE && { fields: key.fields() }) }));
    withFile(open => open.write(rows, touched, maxBytes), undefined);
  };

  const writeSoon = (): void => {
    timer ??= setTimeout(write, WRITE_AFTER).unref();
  };

  const fresh = (entry: Entry, key: CacheKey): boolean => {
    const now = clock();
    return now < entry.expiresAt && (key.maxAge === undefined || now < entry.storedAt + key.maxAge);
  };

  /** The wanted form as recorded, else made from the other. */
  const answerFrom = (found: readonly Entry[], key: CacheKey): Lookup | undefined => {
    const usable = found.filter(entry => fresh(entry, key)).sort(entry => (entry.reply.stream === key.stream ? -1 : 1));
    for (const entry of usable) {
      const reply = convert(entry.reply, key);
      if ('reason' in reply) continue;
      used.set(entry.hash, clock());
      writeSoon();
      return { hit: reply, storedAt: entry.storedAt, id: entry.hash };
    }
    return undefined;
  };

  const why = (found: readonly Entry[], key: CacheKey): string => {
    const usable = found.filter(entry => fresh(entry, key));
    const [entry] = usable.length > 0 ? usable : found;
    if (!entry) {
      write();
      const others = withFile<readonly Fields[]>(open => open.fieldsIn(key.family), []);
      return differenceFrom(others, key.fields());
    }
    if (usable.length === 0) return `recorded ${Math.round((clock() - entry.storedAt) / 1000)} s ago, which is too old`;
    const reply = convert(entry.reply, key);
    return 'reason' in reply ? reply.reason : 'recorded meanwhile';
  };

  const enter = singleFlight();
  if (settings.enabled) reopen();

  return {
    key(request, facts, dialect, upstream, identity, wishes) {
      if (!settings.enabled) return { bypass: 'the cache is switched off' };
      const reason = reasonNotToCache(request, facts, settings.sampled);
      return reason === undefined ? requestKey(request, facts, dialect, upstream, identity, wishes) : { bypass: reason };
    },
    lookup(key) {
      const inMemory = hot.find(key.hash);
      const hit = answerFrom(inMemory, key);
      if (hit) return hit;
      const inFile = withFile<readonly Entry[]>(open => open.find(key.hash), []);
      const answer = answerFrom(inFile, key);
      if (!answer) return { miss: true, why: () => why([...inMemory, ...inFile], key) };
      for (const entry of inFile) hot.add(entry);
      return answer;
    },
    store(key, recorded, wishes) {
      if (wishes.noStore) return;
      const reply = plainReply(recorded);
      if (!reply) return;
      const storedAt = clock();
      const entry: Entry = {
        hash: key.hash,
        family: key.family,
        reply,
        storedAt,
        expiresAt: storedAt + (wishes.ttl ?? settings.ttlSeconds) * 1000,
      };
      if (bytesOf(entry) > maxBytes / 8) return;
      shared?.put(entry);
      const inMemory = hot.add(entry);
      unwritten.push({ entry, key });
      unwrittenBytes += bytesOf(entry);
      if (!inMemory || unwrittenBytes > WRITE_AT_BYTES) write();
      else writeSoon();
    },
    ...(shared && {
      fetch: async key => {
        for (const entry of await shared.fetch(key.hash)) hot.add(entry);
      },
    }),
    enter: (key, signal) => enter(key.hash, signal),
    close() {
      write();
      entries?.close();
      entries = undefined;
    },
  };
}
