/** Vectors of all texts of the sets, each made once. */

import type { Embedder } from '../../../shared/runtime/cache/semantic/embedders/embedder.ts';
import { cosine, type Quantised, quantise } from '../../../shared/runtime/cache/semantic/scan/quantised.ts';

export interface Vectors {
  of(text: string): Quantised;
  similarity(one: string, other: string): number;
}

/** Texts of a length are embedded together, as the longest makes all of them long. */
export async function vectorsOf(texts: Iterable<string>, embedder: Pick<Embedder, 'embed'>): Promise<Vectors> {
  const sorted = [...new Set(texts)].sort((one, other) => one.length - other.length);
  const vectors = new Map<string, Quantised>();
  for (let at = 0; at < sorted.length; at += TOGETHER) {
    const part = sorted.slice(at, at + TOGETHER);
    const made = await embedder.embed(part);
    for (const [index, text] of part.entries()) vectors.set(text, quantise(made[index] ?? []) ?? NO_DIRECTION);
  }
  const of = (text: string): Quantised => vectors.get(text) as Quantised;
  return { of, similarity: (one, other) => cosine(of(one), of(other)) };
}

const TOGETHER = 64;
const NO_DIRECTION: Quantised = { bytes: new Int8Array(), norm: 1 };
