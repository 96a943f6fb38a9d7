/** Embeddings of questions, of length 1; kept in a file, as thousands take minutes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Embedder } from '../../../shared/runtime/cache/semantic/embedders/embedder.ts';

/** What of a long question is read. */
const MOST_LETTERS = 2_000;
const TOGETHER = 16;

/** `file`: read where it has as many rows, else written. */
export async function embeddingsOf(
  texts: readonly string[],
  embedder: Embedder | undefined,
  file?: string,
): Promise<readonly Float32Array[] | undefined> {
  const kept = file !== undefined && existsSync(file) ? rowsIn(file, texts.length) : undefined;
  if (kept) return kept;
  if (!embedder) return undefined;
  const order = [...texts.keys()].sort((one, other) => (texts[one] as string).length - (texts[other] as string).length);
  const vectors = new Array<Float32Array>(texts.length);
  for (let at = 0; at < order.length; at += TOGETHER) {
    const part = order.slice(at, at + TOGETHER);
    const made = await embedder.embed(part.map(row => (texts[row] as string).slice(0, MOST_LETTERS)));
    for (const [index, row] of part.entries()) vectors[row] = ofLengthOne(Float32Array.from(made[index] as ArrayLike<number>));
  }
  if (file !== undefined) writeFileSync(file, Buffer.concat(vectors.map(vector => Buffer.from(vector.buffer))));
  return vectors;
}

function rowsIn(file: string, count: number): Float32Array[] | undefined {
  const bytes = readFileSync(file);
  const length = bytes.length / 4 / count;
  if (!Number.isInteger(length)) return undefined;
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, count * length);
  return Array.from({ length: count }, (_, row) => ofLengthOne(all.slice(row * length, (row + 1) * length)));
}

function ofLengthOne(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map(value => value / length);
}
