/** Cosines mean something else with each model; on this scale they can be compared. */
import { cosine, quantise } from '../scan/quantised.ts';
import { PARAPHRASES } from './paraphrases.ts';

export interface Scale {
  /** Mean cosine of questions that have nothing to do with each other. */
  readonly unrelated: number;
  /** Mean cosine of paraphrases. */
  readonly paraphrase: number;
}

/** All that is found out of a model once. */
export interface KnownModel extends Scale {
  readonly dimensions: number;
}

export const nearnessOf = (similarity: number, { unrelated, paraphrase }: Scale): number =>
  (similarity - unrelated) / (paraphrase - unrelated);

/** Of a model, by questions of ours. Undefined: it does not tell paraphrases from questions that have nothing to do with each other. */
export async function scaleOf(embedder: {
  embed(texts: readonly string[]): Promise<readonly ArrayLike<number>[]>;
}): Promise<Scale | undefined> {
  const vectors = (await embedder.embed(PARAPHRASES.flat())).map(quantise);
  const related: number[] = [];
  const others: number[] = [];
  for (const [at, one] of vectors.entries()) {
    for (const [later, other] of vectors.entries()) {
      if (later <= at || !one || !other) continue;
      const isPair = at % 2 === 0 && later === at + 1;
      (isPair ? related : others).push(cosine(one, other));
    }
  }
  const scale = { unrelated: mean(others), paraphrase: mean(related) };
  return scale.paraphrase - scale.unrelated > LEAST_DIFFERENCE ? scale : undefined;
}

const LEAST_DIFFERENCE = 0.05;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
