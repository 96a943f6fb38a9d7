/** How long it takes. Milliseconds. */

import type { Scale } from '../../../shared/runtime/cache/semantic/calibration/scale.ts';
import type { Embedder } from '../../../shared/runtime/cache/semantic/embedders/embedder.ts';
import { read } from '../../../shared/runtime/cache/semantic/guards/reading.ts';
import { Partition } from '../../../shared/runtime/cache/semantic/partition.ts';
import { decide, LOOKED_AT } from '../../../shared/runtime/cache/semantic/policy.ts';
import { type Quantised, quantise } from '../../../shared/runtime/cache/semantic/scan/quantised.ts';
import { vectorShelf } from '../../../shared/runtime/cache/semantic/scan/vectorShelf.ts';

export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

export interface Speed {
  readonly embedding: Spread;
  /** Embedding, scan of 10,000 and decision. */
  readonly hitPath: Spread;
  /** Of one such answer, computing alone: what it is on a machine that does nothing else. */
  readonly hitPathCpu: number;
}

const TIMES = 200;

export async function measureSpeed(embedder: Pick<Embedder, 'embed'>, scale: Scale, questions: readonly string[]): Promise<Speed> {
  const [probe] = await embedder.embed(['warm']);
  const shelf = filled(10_000, probe?.length ?? 0);
  const surroundings = new Partition();
  const reading = read('How do I change the address of my order?');
  surroundings.add(reading, 'answer');
  const before = process.cpuUsage();
  const embedding: number[] = [];
  const hitPath: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const text = questions[time % questions.length] as string;
    const start = performance.now();
    const [vector] = await embedder.embed([text]);
    embedding.push(performance.now() - start);
    const near = shelf.nearest('', quantise(vector ?? []) as Quantised, LOOKED_AT);
    const neighbours = near.map(({ similarity }) => ({
      nearness: (similarity - scale.unrelated) / scale.paraphrase,
      question: reading,
      answer: 'answer',
    }));
    decide(read(text), neighbours, surroundings);
    hitPath.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { embedding: spread(embedding), hitPath: spread(hitPath), hitPathCpu: Math.round((user + system) / TIMES) / 1000 };
}

/** Of the scan by itself, at so many vectors of 512 dimensions, beside 32-bit numbers in JavaScript. */
export function measureScan(): readonly { readonly vectors: number; readonly wasm: Spread; readonly javaScript: Spread }[] {
  return [1000, 10_000, 100_000].map(vectors => {
    const shelf = filled(vectors, DIMENSIONS);
    const plain = Float32Array.from({ length: vectors * DIMENSIONS }, () => Math.random() - 0.5);
    const asked = Array.from({ length: 30 }, () => random(DIMENSIONS));
    return {
      vectors,
      wasm: spread(asked.map(vector => timed(() => shelf.nearest('', quantise(vector) as Quantised, LOOKED_AT)))),
      javaScript: spread(asked.slice(0, 10).map(vector => timed(() => nearestOf(vector, plain)))),
    };
  });
}

const DIMENSIONS = 512;
const random = (dimensions: number): Float32Array => Float32Array.from({ length: dimensions }, () => Math.random() - 0.5);

function filled(count: number, dimensions: number) {
  const shelf = vectorShelf(dimensions);
  for (let id = 0; id < count; id++) shelf.add('', id, quantise(random(dimensions)) as Quantised);
  return shelf;
}

function nearestOf(vector: Float32Array, all: Float32Array): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < all.length; at += DIMENSIONS) {
    let sum = 0;
    for (let index = 0; index < DIMENSIONS; index++) sum += (vector[index] as number) * (all[at + index] as number);
    if (sum > best) best = sum;
  }
  return best;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function spread(times: readonly number[]): Spread {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number) * 1000) / 1000;
  return { p50: at(0.5), p95: at(0.95) };
}
