/**
 * What the source does not say and an estimate has to suppose: sizes and counts, low, expected and high. One table; `createEstimator` takes
 * another one. Each supposition that enters an estimate is stated with it.
 */
import type { TokenRange } from './estimate.ts';

export interface HoleKind {
  /** What the reason of a hole says, see `shared/catalogue/volatility`. */
  readonly reason: RegExp;
  readonly tokens: TokenRange;
  /** Grows with the number of retrieved documents. */
  readonly retrieved?: boolean;
}

export interface Assumptions {
  /** Holes of a prompt, by where their content comes from; the first kind that matches. */
  readonly holes: readonly HoleKind[];
  /** Any other hole. */
  readonly unknownHole: TokenRange;
  /** One retrieved piece of a document. */
  readonly chunk: TokenRange;
  /** Messages or a prompt of which nothing is known. */
  readonly unknownPrompt: TokenRange;
  /** The schema of one tool. */
  readonly toolSchema: TokenRange;
  /** An answer; `high` where neither a limit nor the model's maximum is known. */
  readonly output: TokenRange;
  /** Tokens of thinking by effort, before the answer. */
  readonly reasoning: Readonly<Record<string, number>>;
  /** Turns of a tool loop that nothing bounds. */
  readonly turns: TokenRange;
  /** What a tool's answer adds to the conversation. */
  readonly toolResult: TokenRange;
  /** Minutes that a provider keeps a prefix without being asked for it. */
  readonly automaticCacheMinutes: number;
}

const range = (low: number, expected: number, high: number): TokenRange => ({ low, expected, high });

export const DEFAULT_ASSUMPTIONS: Assumptions = {
  holes: [
    { reason: /clock|\bdate\b|time of the call/, tokens: range(5, 10, 25) },
    { reason: /identifier|random value|number that differs/, tokens: range(2, 15, 40) },
    { reason: /environment|command line|machine|session|one user/, tokens: range(2, 10, 200) },
    { reason: /user asks|user typed|request being answered|request handler/, tokens: range(5, 100, 2000) },
    { reason: /conversation so far/, tokens: range(0, 1000, 10_000) },
    { reason: /retrieved documents/, tokens: range(200, 2000, 10_000), retrieved: true },
    { reason: /database query|another service/, tokens: range(20, 500, 5000) },
    { reason: /\bfile/, tokens: range(100, 1500, 20_000) },
  ],
  unknownHole: range(20, 200, 2000),
  // LlamaIndex cuts at 1,024 tokens, most splitters by 500 to 2,000 characters.
  chunk: range(100, 400, 1024),
  unknownPrompt: range(20, 500, 4000),
  toolSchema: range(40, 100, 300),
  output: range(50, 400, 8192),
  reasoning: { none: 0, disabled: 0, minimal: 100, low: 300, medium: 1000, high: 3000, xhigh: 8000, max: 16_000 },
  turns: range(1, 5, 25),
  toolResult: range(50, 300, 2000),
  automaticCacheMinutes: 30,
};
