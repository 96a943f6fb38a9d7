/** What is known of one place that spends tokens, or where its limits are set. */

import type {
  CacheMarkerShape,
  CallKind,
  CallShape,
  MissingLimit,
  Operation,
  Provider,
  Sdk,
  Volatility,
} from '../../shared/catalogue/schema.ts';
import type { Language, Span } from '../ir/nodes.ts';
import type { ArgumentBag, Location, Value } from '../resolve/values.ts';

declare const callSiteId: unique symbol;
/** Stable under edits elsewhere in the file: a hash of path, symbol, API and the call's own text (with an ordinal for twins). */
export type CallSiteId = string & { readonly [callSiteId]: true };

/** Present, absent or unknown. Absent means certainly absent. */
export type Field<T> =
  | {
      readonly state: 'present';
      readonly value: T /** How it was found when not literally there: `constant MODEL in config.py:3`. */;
      readonly from?: string;
      readonly at?: Location;
    }
  | { readonly state: 'absent' /** What the SDK or API then does. */; readonly default?: T }
  | {
      readonly state: 'unknown';
      readonly reason: string /** The values it may have, where all or some are known (both branches of a conditional). */;
      readonly candidates?: readonly T[];
    };

export interface StaticPart {
  readonly kind: 'static';
  readonly text: string;
  readonly at?: Location;
}

export interface HolePart {
  readonly kind: 'hole';
  /** As written. */
  readonly label: string;
  readonly volatility: Volatility;
  /** From the source of change to the prompt, the source first: `datetime.now()` at a.py:3, `today` at a.py:9. */
  readonly path: readonly { readonly label: string; readonly at?: Location }[];
  /** Sentence part saying why the volatility is what it is: `the clock, to the second`. */
  readonly reason: string;
  /** 'certain': by data flow. 'named': only the name of a parameter says so (`user_name`). */
  readonly certainty: 'certain' | 'named';
  /** Value comes from something whose order is not fixed (a set, unsorted JSON, shuffle). */
  readonly unordered?: boolean;
  /** A template that is not in sight, with its own fixed text, filled with values that are: `template.format(now=datetime.now())`. */
  readonly fillsTemplate?: boolean;
  readonly at?: Location;
}

export type PromptPart = StaticPart | HolePart;

/** One block of the request in the order a provider caches it: tools, then system, then messages. */
export interface Block {
  readonly section: 'tools' | 'system' | 'messages';
  readonly role?: string;
  readonly parts: readonly PromptPart[];
  /** A cache marker on this block, or standing as a block of its own right after it. */
  readonly marker?: Marker;
  /** Its text is the one looked at of several that may be sent in its place: of these, all of which are texts; of what is not known where there are none. */
  readonly oneOf?: readonly (readonly PromptPart[])[];
  readonly at?: Location;
}

export interface Marker {
  readonly ttl: Field<'5m' | '1h'>;
  /** 'onBlock' and 'ownBlock' as the SDK wants them or not; 'insideText' is Bedrock's `{text, cachePoint}` mistake; 'topLevel' covers the request. */
  readonly placement: 'onBlock' | 'ownBlock' | 'insideText' | 'topLevel';
  readonly at?: Location;
}

export interface Prompt {
  readonly state: 'present' | 'absent' | 'unknown';
  /** For unknown. */
  readonly reason?: string;
  /** Complete when state is present; what is known of it otherwise. */
  readonly parts: readonly PromptPart[];
}

export interface Loop {
  readonly state: 'none' | 'bounded' | 'unbounded' | 'unknown';
  readonly bound?: number;
  /** Where the bound comes from: 'argument', 'code' (a counter or `for` in the user's code), 'default' of the SDK. */
  readonly by?: 'argument' | 'code' | 'default';
  /** A default so large that it bounds nothing. */
  readonly weak?: boolean;
  readonly reason?: string;
  /** The user's own loop around the call, where that is the loop. */
  readonly at?: Location;
}

/** An output limit that is written down, whatever its spelling. */
export interface WrittenLimit {
  readonly path: string;
  readonly status: 'current' | 'deprecated' | 'ignored' | 'rejected';
  readonly insteadUse?: string;
  readonly value: Field<number>;
  /** The whole argument or entry `max_tokens=100`, and its name alone. */
  readonly at?: Location;
  readonly nameAt?: Location;
}

export interface CallSite {
  readonly id: CallSiteId;
  readonly language: Language;
  readonly path: string;
  /** The call expression, from the start of its chain; for chained calls the span of this call. */
  readonly span: Span;
  /** From `(` to after `)`: where a fix inserts an argument. */
  readonly argsSpan: Span;
  /** The options object a TypeScript fix inserts into, or a config object (`config={...}`); absent when it is not a literal at the call. */
  readonly optionsSpan?: Span;
  /** Qualified name of the enclosing function: `Support.answer`. */
  readonly symbol?: string;
  readonly sdk: Sdk['id'];
  readonly api: string;
  readonly kind: CallKind;
  readonly operation: Operation;
  readonly free: boolean;
  readonly provider: Provider;
  /** Foreign base URL, if one is given in code. */
  readonly baseUrl: Field<string>;
  readonly model: Field<string>;
  readonly maxOutputTokens: Field<number>;
  readonly limits: readonly WrittenLimit[];
  readonly missingLimit?: MissingLimit;
  readonly systemPrompt: Prompt;
  /** Everything sent, in cache order. */
  readonly blocks: readonly Block[];
  /** False when there may be more blocks than `blocks` shows, with the reason. */
  readonly blocksComplete: true | string;
  /** Number of tools. */
  readonly tools: Field<number>;
  readonly loop: Loop;
  readonly retrievalK: Field<number>;
  /** Another retrieval step that cuts the list again (a reranker, a compressor) follows. */
  readonly reranked: Field<boolean>;
  readonly cacheMarker: Field<string>;
  readonly automaticCache: boolean;
  readonly markerShape?: CacheMarkerShape;
  readonly completions: Field<number>;
  readonly stream: Field<boolean>;
  readonly effort: Field<string>;
  readonly serviceTier: Field<string>;
  /** The shape that matched, for rules that need a source or a fix. */
  readonly shape: Pick<CallShape, 'api' | 'params' | 'options'>;
  /** Arguments may be hidden in a spread or a parameter, and why; then nothing is ever 'absent'. */
  readonly open?: string;
  /** For a wrapper's caller: the call site inside the wrapper. */
  readonly wraps?: Location;
  /** All calls on the way to it, the nearest first, itself the last. */
  readonly via?: readonly Location[];
  /** The innermost loop or comprehension of the user's code around the call, if any. */
  readonly inLoop?: Location;
  /** Evaluated at module or cell level, once a process. */
  readonly moduleLevel: boolean;
  /** The raw arguments. */
  readonly arguments: ArgumentBag;
  readonly receiver?: Value;
}
