/** A request as the router's model sees it: how its question is written, its words, and where one is at hand its embedding. */
import { hashedWords } from './hashedWords.ts';
import { featuresOfWriting, WRITTEN } from './wording.ts';

export interface FeatureSpace {
  readonly words: number;
  /** Length of the embedding; 0: there is none. */
  readonly embedding: number;
}

/** Where an embedding says what a text is about, its words are left out: they made unseen subjects worse (measured). */
export const LEXICAL: FeatureSpace = { words: 256, embedding: 0 };
export const embedded = (length: number): FeatureSpace => ({ words: 0, embedding: length });

export const sizeOf = ({ words, embedding }: FeatureSpace): number => WRITTEN.length + words + embedding;

/** Of a long text its beginning says what it is about, and a decision stays below a millisecond. */
const MOST_LETTERS = 8_000;

/** Beside vectors of length 1 whose entries are small. */
const WRITING_WEIGHT = 0.4;

/** `embedding`: of length 1. */
export function featuresOf(text: string, space: FeatureSpace, embedding?: ArrayLike<number>): Float64Array {
  const features = new Float64Array(sizeOf(space));
  const read = text.slice(0, MOST_LETTERS);
  features.set(featuresOfWriting(read).map(value => value * WRITING_WEIGHT));
  if (space.words > 0) features.set(hashedWords(read, space.words), WRITTEN.length);
  if (embedding) features.set(embedding, WRITTEN.length + space.words);
  return features;
}
