/**
 * Measures the semantic cache: `npm run measure:semantic -- [--data DIR] [--onnx DIR] [--endpoint URL --model NAME] [--json] [--fit]`.
 * DIR has files `intents-*`, `question-pairs-*` and `adversarial-pairs-*` (JSON lines, compressed or not); `../shared/data` unless given, and a small set of
 * our own always. `--fit` prints the weights that the sets with intents make.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Scale, scaleOf } from '../../shared/runtime/cache/semantic/calibration/scale.ts';
import type { Embedder, Opened } from '../../shared/runtime/cache/semantic/embedders/embedder.ts';
import { openLocalEmbedder } from '../../shared/runtime/cache/semantic/embedders/localEmbedder.ts';
import { type Data, readData } from './semantic/data.ts';
import { measureIntents } from './semantic/intents.ts';
import { ownData } from './semantic/own.ts';
import { measurePairs } from './semantic/pairs.ts';
import { intentTable, pairTable, speedLine, table } from './semantic/report.ts';
import { measureScan, measureSpeed } from './semantic/speed.ts';
import { examplesOf, fitted } from './semantic/training.ts';
import { vectorsOf } from './semantic/vectors.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '../shared/data') },
    onnx: { type: 'string' },
    endpoint: { type: 'string' },
    model: { type: 'string', default: 'text-embedding-3-small' },
    json: { type: 'boolean', default: false },
    fit: { type: 'boolean', default: false },
  },
});

/** `/v1/embeddings` of a server; its key from the environment. */
function endpoint(url: string, model: string): Embedder {
  const key = process.env.OPENAI_API_KEY;
  return {
    id: model,
    async embed(texts) {
      const reply = await fetch(`${url.replace(/\/+$/, '')}/v1/embeddings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify({ model, input: texts }),
      });
      if (!reply.ok) throw new Error(`${url} answered with status ${reply.status}`);
      return ((await reply.json()) as { data: { embedding: number[] }[] }).data.map(({ embedding }) => embedding);
    },
  };
}

async function embedders(): Promise<Embedder[]> {
  const opened: Opened[] = [
    await openLocalEmbedder({ kind: 'sentence-encoder', folder: root }),
    ...(options.onnx ? [await openLocalEmbedder({ kind: 'onnx', folder: options.onnx, packages: root })] : []),
    ...(options.endpoint ? [endpoint(options.endpoint, options.model)] : []),
  ];
  return opened.flatMap(one => {
    if (!('missing' in one)) return [one];
    console.error(one.missing);
    return [];
  });
}

function textsOf({ intents, questions, minimal }: Data): string[] {
  return [
    ...intents.flatMap(({ cached, asked }) => [...cached, ...asked].map(({ text }) => text)),
    ...[...questions, ...minimal].flatMap(({ pairs }) => pairs.flatMap(({ a, b }) => [a, b])),
  ];
}

async function measured(embedder: Embedder, sets: readonly Data[]) {
  const scale = (await scaleOf(embedder)) as Scale | undefined;
  if (!scale) throw new Error(`${embedder.id} does not tell paraphrases from other questions`);
  const texts = sets.flatMap(textsOf);
  const speed = await measureSpeed(embedder, scale, texts.slice(0, 200));
  const vectors = await vectorsOf(texts, embedder);
  const intents = sets.flatMap(set => set.intents);
  return {
    embedder: embedder.id,
    scale,
    speed,
    intents: sets.flatMap(set => measureIntents(set.intents, vectors, scale)),
    questions: sets.flatMap(set => set.questions.map(pairs => measurePairs(pairs, vectors, scale))),
    minimal: sets.flatMap(set => set.minimal.map(pairs => measurePairs(pairs, vectors, scale))),
    ...(options.fit && { weights: fitted(examplesOf(intents.slice(1), vectors, scale)) }),
  };
}

async function main(): Promise<void> {
  const sets = [ownData(), readData(options.data)];
  const results: Awaited<ReturnType<typeof measured>>[] = [];
  for (const embedder of await embedders()) results.push(await measured(embedder, sets));
  const scan = measureScan();
  if (options.json) {
    console.log(JSON.stringify({ version: 1, embedders: results, scan }, null, 2));
    return;
  }
  for (const { embedder, scale, speed, intents, questions, minimal, weights } of results) {
    console.log(
      `## ${embedder}\n\n${speedLine(speed)}; cosine ${scale.unrelated.toFixed(3)} unrelated, ${scale.paraphrase.toFixed(3)} paraphrases\n`,
    );
    for (const figures of intents) console.log(`${intentTable(figures)}\n`);
    for (const figures of [...questions, ...minimal]) console.log(`${pairTable(figures)}\n`);
    if (weights) console.log(`${JSON.stringify(weights)}\n`);
  }
  const rows = scan.map(({ vectors, wasm, javaScript }) => [
    vectors.toLocaleString('en'),
    `${wasm.p50} (${wasm.p95})`,
    `${javaScript.p50} (${javaScript.p95})`,
  ]);
  console.log(table(['scan of vectors, ms, p50 (p95)', 'int8, WASM', 'float32, JavaScript'], rows));
}

await main();
