/**
 * Call sites, as the analysis tells them to the runtime (`PUT /_farthing/sites/SUPPLIER`) and the runtime tells them on (`GET /_farthing/sites`, `site`
 * on its events): what tells the requests of one line of code from those of all others, and where that line is.
 */
import type { NanoDollars } from '../money/nanoDollars.ts';

/** Where a call stands and what it is thought to cost: for showing. */
export interface SitePlace {
  /** `CallSiteId` of the analysis, `id` of `farthing estimate --format json`, `identity.site` of the ledger. */
  readonly id: string;
  /** Absolute path of the folder it was found in. */
  readonly workspace: string;
  /** Relative to it, with `/`. */
  readonly path: string;
  /** From 1; inside the cell where there is one. */
  readonly line: number;
  readonly endLine: number;
  /** From 0, over all cells of a notebook. */
  readonly cell?: number;
  /** Qualified name of the function around it: `Support.answer`. */
  readonly symbol?: string;
  /** One request, as its code lets expect, nothing cached; absent: its price is not known. */
  readonly estimate?: SiteEstimate;
}

export interface SiteEstimate {
  readonly low: NanoDollars;
  readonly expected: NanoDollars;
  readonly high: NanoDollars;
}

/**
 * A text as its fixed parts, with a hole between each two: `['Hello ', '!']` is `Hello ${name}!`, `['Hello']` is just that, `['', '']` may be anything.
 */
export type Template = readonly string[];

/** A text of the prompt, in its order. */
export interface PromptTemplate {
  readonly role: 'system' | 'user' | 'assistant' | 'tool' | 'unknown';
  /** One of these. */
  readonly texts: readonly Template[];
}

export type WireDialect = 'openai' | 'anthropic' | 'bedrock' | 'gemini';

/** A value that the request has under this name; null: the name is there, its value is not known. */
export type Parameters = Readonly<Record<string, string | number | boolean | null>>;

/** What tells a call from others. What is not known is absent, and excludes nothing. */
export interface Fingerprint {
  /** Wire formats its SDK may speak. */
  readonly dialects?: readonly WireDialect[];
  readonly operation: 'chat' | 'completion' | 'embedding';
  readonly language: 'python' | 'typescript';
  /** As code writes them; `open`: others are possible. */
  readonly models: { readonly ids: readonly string[]; readonly open: boolean };
  readonly prompt: readonly PromptTemplate[];
  /** The system prompt, and all of the prompt, are no more than `prompt` says. */
  readonly complete: { readonly system: boolean; readonly prompt: boolean };
  /** Names of its tools that are known; `complete` where there are no others. */
  readonly tools: { readonly names: readonly string[]; readonly complete: boolean };
  /** Members of the request's body that the code gives. */
  readonly parameters: Parameters;
  /** Output tokens of an answer at most, as the code says. */
  readonly outputLimit?: number;
}

export interface SiteFacts {
  readonly place: Omit<SitePlace, 'workspace' | 'path'>;
  readonly fingerprint: Fingerprint;
  /**
   * For a call of the project's own wrapper: the calls inside, the nearest first. Requests fit all of them; they are the caller's, as that is the line
   * that differs from others and can be changed for itself. Those that fit several callers alike are of the nearest call inside that these share.
   */
  readonly wraps?: readonly string[];
}

/** A set of sites, by the path of their file. `whole`: there are no others; else those of these files take the place of what was told of them before. */
export interface SitesUpdate {
  readonly version: typeof SITES_VERSION;
  readonly workspace: string;
  readonly whole: boolean;
  readonly files: Readonly<Record<string, readonly SiteFacts[]>>;
}

export const SITES_VERSION = 1;

/** The answer to an update; `unknown`: the runtime has nothing of this supplier (it was started anew), and wants the whole set. */
export interface SitesAnswer {
  readonly sites: number;
  readonly unknown?: true;
}

/** The answer to `GET /_farthing/sites`: what the suppliers of now have told. */
export interface KnownSites {
  readonly sites: readonly SitePlace[];
}
