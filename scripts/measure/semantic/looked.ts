/** What the cache sees of each question asked of it. */
import { nearnessOf, type Scale } from '../../../shared/runtime/cache/semantic/calibration/scale.ts';
import { type Reading, read } from '../../../shared/runtime/cache/semantic/guards/reading.ts';
import { Partition } from '../../../shared/runtime/cache/semantic/partition.ts';
import { LOOKED_AT, type Neighbour } from '../../../shared/runtime/cache/semantic/policy.ts';
import { vectorShelf } from '../../../shared/runtime/cache/semantic/scan/vectorShelf.ts';
import type { IntentSet, Labelled } from './data.ts';
import type { Vectors } from './vectors.ts';

export interface Looked {
  readonly asked: Labelled;
  readonly question: Reading;
  readonly neighbours: readonly Neighbour[];
  /** Cosines of the neighbours. */
  readonly similarities: readonly number[];
  readonly surroundings: Partition;
}

export function look({ cached, asked }: Pick<IntentSet, 'cached' | 'asked'>, vectors: Vectors, scale: Scale): Looked[] {
  const first = cached[0];
  if (!first) return [];
  const shelf = vectorShelf(vectors.of(first.text).bytes.length);
  const surroundings = new Partition();
  const readings = cached.map(({ text }) => read(text));
  for (const [id, { text, intent }] of cached.entries()) {
    shelf.add('', id, vectors.of(text));
    surroundings.add(readings[id] as Reading, intent);
  }
  return asked.map(one => {
    const near = shelf.nearest('', vectors.of(one.text), LOOKED_AT);
    return {
      asked: one,
      question: read(one.text),
      similarities: near.map(({ similarity }) => similarity),
      neighbours: near.map(({ id, similarity }) => ({
        nearness: nearnessOf(similarity, scale),
        question: readings[id] as Reading,
        answer: cached[id]?.intent,
      })),
      surroundings,
    };
  });
}
