/** The semantic cache where it is kept: entries by partition, found by their vectors, judged by the policy. Works with vectors that are there already. */
import type { NanoDollars } from '../../../money/nanoDollars.ts';
import type { RecordedReply } from '../exactCache.ts';
import { answerOf } from './answer.ts';
import { nearnessOf, type Scale } from './calibration/scale.ts';
import type { Asked, Found } from './entries.ts';
import { type Reading, read } from './guards/reading.ts';
import { isPast } from './health.ts';
import { Partition } from './partition.ts';
import { decide, LOOKED_AT, type Neighbour } from './policy.ts';
import { normOf, type Quantised } from './scan/quantised.ts';
import { type VectorShelf, vectorShelf } from './scan/vectorShelf.ts';
import type { NewEntry, SemanticFile, StoredEntry } from './semanticFile.ts';
import type { WrongAnswer } from './teamQuestions.ts';

export interface BookshelfOptions {
  /** Closed with it. */
  readonly file: SemanticFile;
  /** `Embedder.id`. */
  readonly embedder: string;
  readonly scale: Scale;
  readonly dimensions: number;
  readonly maxBytes: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

export interface NewAnswer extends Asked {
  /** Its text. */
  readonly answer: string;
  readonly reply: RecordedReply;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface Verified {
  readonly route: string;
  readonly same: boolean;
  /** Share of wrong answers past which the route is switched off. */
  readonly limit: number;
  /** What was compared: remembered where it was wrong. */
  readonly entry?: string;
  readonly nearness?: number;
}

/** After a verification; `switchedOff`: by this one. */
export interface Verdict {
  readonly checked: number;
  readonly wrong: number;
  readonly switchedOff: boolean;
}

export interface WrongVerdict extends Verdict {
  readonly route: string;
  readonly of: WrongAnswer;
}

export interface Bookshelf {
  /** `withReply`: the answer is going to be given, if there is one. `maxAge`: milliseconds, none older. */
  find(asked: Asked, vector: Quantised, withReply: boolean, maxAge?: number): Found;
  /** Returns what is kept. */
  add(answer: NewAnswer, vector: Quantised): NewEntry;
  /** What another machine of the team was answered; nothing where it is known or past. */
  learn(entry: NewEntry): void;
  /** What somebody of the team found wrong. */
  forget(wrong: WrongAnswer): void;
  verified(verified: Verified): Verdict;
  /** The user says that an entry was no answer. Undefined: there is none of this name. */
  wrong(entry: string, limit: (route: string) => number): WrongVerdict | undefined;
  resume(route: string): boolean;
  clear(): void;
  close(): void;
}

interface Entry extends Omit<StoredEntry, 'vector' | 'question'> {
  readonly question: Reading;
  /** Answers that can be compared. */
  readonly comparable?: string;
}

/** More have no place in a developer's cache, and would take more than 100 ms to look through. */
const MOST_ENTRIES = 200_000;

export function openBookshelf(options: BookshelfOptions): Bookshelf {
  const { file, embedder, scale, dimensions, maxBytes, clock } = options;
  let shelf: VectorShelf = vectorShelf(dimensions);
  const entries = new Map<number, Entry>();
  const partitions = new Map<string, Partition>();
  const wrongPairs = new Map<string, number>(
    file.wrongPairs().map(({ partition, question, nearness }) => [`${partition} ${question}`, nearness]),
  );
  const off = new Set(file.routes().flatMap(({ route, offSince }) => (offSince === undefined ? [] : [route])));
  let bytes = 0;

  const put = ({ vector, question, ...stored }: StoredEntry): void => {
    const quantised = new Int8Array(vector.buffer, vector.byteOffset, vector.byteLength);
    const entry: Entry = { ...stored, question: read(question), ...(stored.answer.kind !== 'text' && { comparable: stored.answer.key }) };
    shelf.add(entry.partition, entry.id, { bytes: quantised, norm: normOf(quantised) });
    entries.set(entry.id, entry);
    let partition = partitions.get(entry.partition);
    if (!partition) {
      partition = new Partition();
      partitions.set(entry.partition, partition);
    }
    partition.add(entry.question, entry.comparable);
    bytes += entry.bytes;
  };

  const drop = (ids: readonly number[]): void => {
    file.remove(ids);
    for (const id of ids) {
      const entry = entries.get(id);
      if (!entry) continue;
      entries.delete(id);
      bytes -= entry.bytes;
      shelf.remove(entry.partition, id);
      const partition = partitions.get(entry.partition);
      partition?.remove(entry.question, entry.comparable);
      if (partition?.size === 0) partitions.delete(entry.partition);
    }
  };

  const makeRoom = (): void => {
    while (bytes > maxBytes || entries.size > MOST_ENTRIES) {
      const oldest = file.leastUsed(64);
      if (oldest.length === 0) return;
      drop(oldest.map(({ id }) => id));
    }
  };

  const nearest = (asked: Asked, vector: Quantised): (Neighbour & { readonly entry: Entry; readonly similarity: number })[] => {
    const now = clock();
    const near = shelf.nearest(asked.partition, vector, LOOKED_AT);
    const expired = near.filter(({ id }) => (entries.get(id)?.expiresAt ?? 0) <= now).map(({ id }) => id);
    if (expired.length > 0) {
      drop(expired);
      return nearest(asked, vector);
    }
    return near.map(({ id, similarity }) => {
      const entry = entries.get(id) as Entry;
      const wrongAt = wrongPairs.get(`${entry.partition} ${entry.question.text}`);
      return {
        entry,
        similarity,
        nearness: nearnessOf(similarity, scale),
        question: entry.question,
        ...(entry.comparable !== undefined && { answer: entry.comparable }),
        ...(wrongAt !== undefined && { wrongAt }),
      };
    });
  };

  const remember = (partition: string, question: string, nearness: number): void => {
    file.addWrongPair(partition, question, nearness);
    const key = `${partition} ${question}`;
    wrongPairs.set(key, Math.max(nearness, wrongPairs.get(key) ?? 0));
  };

  const verified = ({ route, same, limit, entry, nearness }: Verified): Verdict => {
    const known = entry === undefined ? undefined : entries.get(numberOf(entry));
    if (!same && known && nearness !== undefined) remember(known.partition, known.question.text, nearness);
    const checks = file.verified(route, same, clock());
    const switchedOff = !off.has(route) && isPast(limit, checks);
    if (switchedOff) {
      off.add(route);
      file.switchOff(route, clock());
    }
    return { ...checks, switchedOff };
  };

  /** Entries of the same question, read as it is compared. */
  const twinsOf = ({ partition, question, vector }: NewEntry): readonly number[] => {
    const text = read(question).text;
    const bytes = new Int8Array(vector.buffer, vector.byteOffset, vector.byteLength);
    return shelf
      .nearest(partition, { bytes, norm: normOf(bytes) }, 4)
      .map(({ id }) => id)
      .filter(id => entries.get(id)?.question.text === text);
  };

  const replace = (entry: NewEntry): void => {
    drop(twinsOf(entry));
    put(file.add(entry));
    makeRoom();
  };

  for (const entry of file.load(embedder, clock())) put(entry);
  makeRoom();

  return {
    find(asked, vector, withReply, maxAge) {
      const question = read(asked.question);
      const neighbours = nearest(asked, vector);
      const [first] = neighbours;
      if (!first) return { outcome: 'far' };
      const decision = decide(question, neighbours, partitions.get(asked.partition) ?? new Partition());
      if (!decision.answer) {
        const { similarity, nearness } = first;
        return {
          outcome: decision.guard === undefined ? 'far' : 'guarded',
          similarity,
          nearness,
          ...(decision.guard !== undefined && { guard: decision.guard }),
        };
      }
      const { entry, similarity, nearness } = neighbours[decision.neighbour] as (typeof neighbours)[number];
      const found = { similarity, nearness, entry: nameOf(entry.id), storedAt: entry.storedAt };
      if (maxAge !== undefined && clock() >= entry.storedAt + maxAge) return { outcome: 'far', similarity, nearness };
      const reply = file.reply(entry.id);
      if (!reply) return { outcome: 'far', similarity, nearness };
      if (withReply) file.use(entry.id, clock(), { asked: asked.question, nearness });
      const { cost } = reply as { cost?: NanoDollars };
      return { outcome: 'would', ...found, answer: entry.answer, ...(cost !== undefined && { cost }), ...(withReply && { reply }) };
    },
    add({ answer, reply, expiresAt, ...asked }, vector) {
      const entry: NewEntry = {
        ...asked,
        answer: answerOf(answer),
        embedder,
        vector: new Uint8Array(vector.bytes.buffer, vector.bytes.byteOffset, vector.bytes.byteLength),
        reply,
        storedAt: clock(),
        expiresAt,
      };
      replace(entry);
      return entry;
    },
    learn(entry) {
      if (entry.embedder !== embedder || entry.vector.length !== dimensions || entry.expiresAt <= clock()) return;
      const known = twinsOf(entry).some(id => (entries.get(id)?.storedAt ?? 0) >= entry.storedAt);
      if (!known) replace(entry);
    },
    forget({ partition, question, nearness }) {
      const text = read(question).text;
      if (nearness !== undefined) remember(partition, text, nearness);
      drop([...entries.values()].filter(entry => entry.partition === partition && entry.question.text === text).map(({ id }) => id));
    },
    verified,
    wrong(name, limit) {
      const id = numberOf(name);
      const entry = entries.get(id);
      if (!entry) return undefined;
      const last = file.lastUse(id);
      const verdict = verified({
        route: entry.route,
        same: false,
        limit: limit(entry.route),
        entry: name,
        ...(last && { nearness: last.nearness }),
      });
      drop([id]);
      const { partition, question, route } = entry;
      return { ...verdict, route, of: { partition, question: question.text, ...(last && { nearness: last.nearness }) } };
    },
    resume(route) {
      off.delete(route);
      return file.resume(route);
    },
    clear() {
      file.clear();
      entries.clear();
      partitions.clear();
      shelf = vectorShelf(dimensions);
      bytes = 0;
    },
    close: () => file.close(),
  };
}

const nameOf = (id: number): string => `s${id}`;
const numberOf = (name: string): number => Number(/^s(\d{1,15})$/.exec(name)?.[1] ?? Number.NaN);
