/** What the semantic cache keeps, and says of itself. */
import type { NanoDollars } from '../../../money/nanoDollars.ts';
import type { RecordedReply } from '../exactCache.ts';
import type { Answer } from './answer.ts';
import type { Interval } from './interval.ts';

/** A question with all that must be the same before it is compared with others. */
export interface Asked {
  /** Hash of identity, upstream, endpoint, model, instructions, earlier turns and parameters. */
  readonly partition: string;
  /** What its rate of wrong answers is counted for: `openai /v1/chat/completions gpt-4o-mini`. */
  readonly route: string;
  readonly question: string;
}

export interface Found {
  readonly outcome: 'would' | 'guarded' | 'far';
  /** Cosine with the entry, or with the nearest where there is none. */
  readonly similarity?: number;
  readonly nearness?: number;
  readonly entry?: string;
  readonly guard?: string;
  /** The answer of the entry, to be compared with. */
  readonly answer?: Answer;
  readonly cost?: NanoDollars;
  readonly reply?: RecordedReply;
  /** Milliseconds since the epoch. */
  readonly storedAt?: number;
}

export interface RouteState {
  readonly route: string;
  readonly checked: number;
  readonly wrong: number;
  /** Of the share of wrong answers, at 95 %. */
  readonly interval: Interval;
  /** It went past the limit and answers no more; ISO instant. */
  readonly offSince?: string;
}

export interface SemanticState {
  readonly mode: 'off' | 'shadow' | 'on';
  /** Why nothing is compared. */
  readonly trouble?: string;
  readonly entries: number;
  readonly routes: readonly RouteState[];
}
