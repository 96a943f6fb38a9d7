/** What the runtime decided about an attempt and why: kept with its row, shown beside it. Nothing of a call's content. */
import type { NanoDollars } from '../../money/nanoDollars.ts';

/** Known before the request leaves. */
export interface StartVerdicts {
  readonly attribution?: Attribution;
  readonly route?: RouteVerdict;
  readonly turn?: Turn;
  readonly digests?: Digests;
}

/** Whether two requests say the same, without what they say: HMACs with the salt of this installation. */
export interface Digests {
  /** Of identity, address and body: the same bytes sent again. */
  readonly request: string;
  /** Of system prompt and tools; absent where there are none. */
  readonly prefix?: string;
  /** How much of the request's text they are, in thousandths. */
  readonly prefixPermille?: number;
}

/** Known when the reply is there. */
export interface EndVerdicts {
  readonly semantic?: SemanticVerdict;
}

/** Which line of code the request came from; its site is in the identity, and absent where this is `ambiguous`. */
export interface Attribution {
  /** `pinned`: a header names it. `high`: no other site of the open workspaces fits. `likely`: others fit less well. */
  readonly confidence: 'pinned' | 'high' | 'likely' | 'ambiguous';
  /** The sites that fit equally: none of them is chosen; or, where all of them call one wrapper, the call inside it is. */
  readonly candidates?: readonly string[];
  /** The call that sends, inside the project's own wrapper that the site is a call of. */
  readonly inside?: string;
}

export interface RouteVerdict {
  /** `shadow`: only what would have been chosen; the request went as it was. */
  readonly mode: 'shadow' | 'on';
  /** The model the request named, and the one that was (or would have been) chosen. */
  readonly asked: string;
  readonly chosen: string;
  /** 0 (simple) to 1. */
  readonly complexity: number;
  /** What weighed, the heaviest first, each a short phrase: `41 words`, `code`, `prior of this call site 0.2`. */
  readonly reasons: readonly string[];
  /** Worst case of what was asked for less that of what was chosen, where both are known. */
  readonly difference?: NanoDollars;
  /** The answer was held back until the caller's check had passed it. */
  readonly checked?: true;
  /** Why the answer of the attempt before was not good enough. */
  readonly escalated?: string;
}

/** Where in its conversation the request stands, found by its growing message prefix. */
export interface Turn {
  /** The first attempt's id of the conversation. */
  readonly conversation: string;
  /** Which turn of the user's it is; 1 for the first. */
  readonly turn: number;
  /** Requests of the conversation so far, this one counted. */
  readonly requests: number;
  /** Since the user last spoke. */
  readonly toolCalls: number;
  /** Input and output tokens of the turn so far, without this request. */
  readonly tokens: number;
  /** What the conversation has cost so far, without this request. */
  readonly cost: NanoDollars;
  /** The same call came again so many times in a row: the request, or a tool with the same arguments. */
  readonly repeats?: number;
  /** The tool of those calls; absent: it is the request that came again. */
  readonly tool?: string;
}

export interface SemanticVerdict {
  readonly mode: 'shadow' | 'on';
  /** `served` answered the request; `would` fitted, and was only noted or was verified upstream; `guarded` was near enough but for the guard. */
  readonly outcome: 'served' | 'would' | 'guarded' | 'far';
  /** Cosine of the nearest entry, 0 to 1. */
  readonly similarity?: number;
  /** Id of the entry. */
  readonly entry?: string;
  readonly guard?: string;
  /** What the upstream answered beside it, where both were had. */
  readonly verified?: 'same' | 'different';
  /** What the call cost that a served answer would have saved. */
  readonly wouldSave?: NanoDollars;
}
