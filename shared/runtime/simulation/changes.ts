/** What is done otherwise in a replay. Each is a function of the call, so that a change may be of one call site alone. */
import type { PastCall, PricedModel } from './pastCall.ts';

export type PromptLife = '5m' | '1h';

export interface Changes {
  /** The model that takes the call's place; undefined: it stays. */
  readonly model?: (call: PastCall) => PricedModel | undefined;
  /** Output tokens at which answers end. */
  readonly outputLimit?: (call: PastCall) => number | undefined;
  readonly batch?: (call: PastCall) => boolean;
  /** A marker after the system prompt and tools, where the request has none. */
  readonly promptCache?: (call: PastCall) => PromptLife | undefined;
  /** Milliseconds for which the exact cache repeats an answer; false: it is off, and what it answered is bought. */
  readonly exact?: (call: PastCall) => number | false | undefined;
  /** The semantic cache serves what it only noted. False: what it served is bought. */
  readonly semantic?: (call: PastCall) => boolean | undefined;
}
