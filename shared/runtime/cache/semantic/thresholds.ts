import type { Features } from './features.ts';

/**
 * What the policy goes by. Chosen on half of the intents of Banking77 and CLINC150 (PolyAI-LDN/task-specific-datasets CC-BY-4.0, clinc/oos-eval CC-BY-3.0)
 * with Universal Sentence Encoder lite; `npm run measure:semantic -- --fit` makes the weights anew, and docs/measurements.md has what they come to on
 * questions that had no part in them.
 */
export interface Agreement {
  /** Estimated probability of a right answer from which on it is given. */
  readonly sureness: number;
  readonly weights: Readonly<Record<keyof Features | 'bias', number>>;
}

export const AGREEMENT = {
  sureness: 0.975,
  /** Of the five nearest, so many must have the same answer. */
  fewestVoters: 3,
  /** An answer that so many questions have anyway (yes, no, positive) proves nothing by coming up again. */
  largestShare: 0.34,
  weights: { bias: -4.254, nearest: 1.904, supporters: 0.759, margin: 2.563, agreement: 2.301, coverage: 3.266 },
} as const satisfies Agreement & Readonly<Record<string, unknown>>;

export const PAIR = {
  /** On the scale of the embedder: nearer than paraphrases mostly are. */
  nearness: 1.2,
  /** What lies so much farther, at most, may contradict it. */
  asNear: 0.3,
};
