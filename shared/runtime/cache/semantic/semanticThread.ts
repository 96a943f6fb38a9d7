/** The semantic cache in a thread of its own: embedding a question takes some milliseconds of computing, and requests that are no questions must not wait. */
import { parentPort, workerData } from 'node:worker_threads';
import { alikeByMeaning } from './answersAlike.ts';
import { type Bookshelf, openBookshelf } from './bookshelf.ts';
import { type KnownModel, type Scale, scaleOf } from './calibration/scale.ts';
import type { Embedder } from './embedders/embedder.ts';
import { openLocalEmbedder } from './embedders/localEmbedder.ts';
import { type Quantised, quantise } from './scan/quantised.ts';
import { openSemanticFile, type SemanticFile } from './semanticFile.ts';
import type { TeamNews } from './teamQuestions.ts';
import type { ThreadAnswer, ThreadRequest, ThreadSetup, VectorsWanted } from './threadMessages.ts';

interface Open {
  readonly shelf: Bookshelf;
  readonly scale: Scale;
}

const setup = workerData as ThreadSetup;
/** Texts whose vectors are kept for the moment: a question is looked up, answered, and then stored. */
const KEPT = 64;
const kept = new Map<string, Quantised>();

const fromOutside = new Map<number, PromiseWithResolvers<readonly ArrayLike<number>[]>>();
let lastWanted = 0;

/** Asks the main thread, which speaks with the network. */
function embedOutside(texts: readonly string[], onBehalfOf?: number): Promise<readonly ArrayLike<number>[]> {
  const id = ++lastWanted;
  const waiting = Promise.withResolvers<readonly ArrayLike<number>[]>();
  fromOutside.set(id, waiting);
  parentPort?.postMessage({ wanted: id, texts, onBehalfOf } satisfies VectorsWanted);
  return waiting.promise;
}

const embedderOf = async (): Promise<Embedder> => {
  const { embedder } = setup;
  if (embedder.kind === 'endpoint') return { id: `${embedder.upstream} ${embedder.model}`, embed: texts => embedOutside(texts, current) };
  const opened = await openLocalEmbedder(embedder);
  if ('missing' in opened) throw new Error(opened.missing);
  return opened;
};

/** The request that is being worked at: whoever it is for pays what its vectors cost. */
let current: number | undefined;
let embedder: Embedder | undefined;
let open: Open | undefined;

/** Milliseconds before an embedder that failed is tried again: each try may cost a minute, or money. */
const PAUSE_MS = 30_000;
let failed: { readonly until: number; readonly error: Error } | undefined;

async function opened(): Promise<Open> {
  if (open) return open;
  if (failed && performance.now() < failed.until) throw failed.error;
  try {
    return await openAnew();
  } catch (error) {
    failed = { until: performance.now() + PAUSE_MS, error: error as Error };
    throw error;
  }
}

async function openAnew(): Promise<Open> {
  embedder ??= await embedderOf();
  const { id } = embedder;
  const file = openSemanticFile(setup.file);
  try {
    const model = embedder.model ?? file.model(id) ?? (await learn(embedder, file));
    const shelf = openBookshelf({
      file,
      embedder: id,
      scale: model,
      dimensions: model.dimensions,
      maxBytes: setup.maxBytes,
      clock: Date.now,
    });
    open = { scale: model, shelf };
    for (const news of pending.splice(0)) hear(news, shelf);
    return open;
  } catch (error) {
    file.close();
    throw error;
  }
}

async function learn(from: Embedder, file: SemanticFile): Promise<KnownModel> {
  const [probe] = await from.embed(['How near are questions to each other?']);
  const scale = await scaleOf(from);
  if (!probe || !scale) throw new Error(`${from.id} does not tell paraphrases from other questions`);
  const model = { ...scale, dimensions: probe.length };
  file.addModel(from.id, model);
  return model;
}

async function vectorOf(text: string): Promise<Quantised> {
  const known = kept.get(text);
  if (known) return known;
  const [vector] = (await embedder?.embed([text])) ?? [];
  const quantised = vector && quantise(vector);
  if (!quantised) throw new Error('the embedder gave no vector');
  kept.set(text, quantised);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
  return quantised;
}

async function answer(request: ThreadRequest): Promise<unknown> {
  // No model is loaded for what others ask: it waits for the first question of this machine.
  if (request.do === 'news' && !open) return void keep(request.news);
  const { shelf, scale } = await opened();
  switch (request.do) {
    case 'find':
      return shelf.find(request.asked, await vectorOf(request.asked.question), request.withReply, request.maxAge);
    case 'add':
      return shelf.add(
        { ...request.answer, reply: { ...request.answer.reply, body: Buffer.from(request.answer.reply.body) } },
        await vectorOf(request.answer.question),
      );
    case 'news':
      return hear(request.news, shelf);
    case 'verified':
      return shelf.verified(request.verified);
    case 'alike':
      return alikeByMeaning(request.one, request.other, [await vectorOf(request.one), await vectorOf(request.other)], scale);
    case 'wrong':
      return shelf.wrong(request.entry, () => request.limit);
    case 'resume':
      return shelf.resume(request.route);
    case 'clear':
      return shelf.clear();
    case 'warm':
      return void (await embedder?.embed(['warm']));
  }
}

const MOST_PENDING = 5_000;
const pending: TeamNews[] = [];

function keep(news: TeamNews): void {
  pending.push(news);
  if (pending.length > MOST_PENDING) pending.shift();
}

function hear(news: TeamNews, shelf: Bookshelf): void {
  if ('wrong' in news) {
    shelf.forget(news.wrong);
    return;
  }
  const { reply } = news.learned;
  shelf.learn({ ...news.learned, reply: { ...reply, body: Buffer.from(reply.body) } });
}

/** One after the other: an embedding uses all there is of the thread anyway. */
let turn: Promise<void> = Promise.resolve();

parentPort?.on(
  'message',
  (
    message:
      | ThreadRequest
      | { readonly given: number; readonly vectors?: readonly ArrayLike<number>[]; readonly reason?: string }
      | 'close',
  ) => {
    if (message === 'close') {
      turn = turn.then(() => {
        open?.shelf.close();
        parentPort?.close();
      });
      return;
    }
    if ('given' in message) {
      const waiting = fromOutside.get(message.given);
      fromOutside.delete(message.given);
      if (message.vectors) waiting?.resolve(message.vectors);
      else waiting?.reject(new Error(message.reason ?? 'no vectors came'));
      return;
    }
    turn = turn.then(async () => {
      current = message.id;
      let reply: ThreadAnswer;
      try {
        reply = { id: message.id, answer: await answer(message) };
      } catch (error) {
        reply = { id: message.id, trouble: (error as Error).message };
      }
      parentPort?.postMessage(reply);
    });
  },
);
