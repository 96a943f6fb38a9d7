import type { KnownModel } from '../calibration/scale.ts';

/** A model that turns texts into vectors which lie near each other where texts mean the same. */
export interface Embedder {
  /** Names the model and all that changes its vectors: those of another are never compared with them. */
  readonly id: string;
  /** What its cosines mean, where that was found out before. */
  readonly model?: KnownModel;
  /** One each, of the same length. Rejects with a sentence for the user. */
  embed(texts: readonly string[]): Promise<readonly ArrayLike<number>[]>;
}

/** Where the packages or the model of an embedder are; or a sentence that says what to do. */
export type Opened = Embedder | { readonly missing: string };
