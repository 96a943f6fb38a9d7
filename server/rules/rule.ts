/** What a rule is. A rule sees call sites; never syntax trees, files or the editor. */

import type { ModelFacts, UnknownModel } from '../../shared/models/model.ts';
import type { SiteObservation } from '../../shared/runtime/attribution/siteObservation.ts';
import type { CallSite, CallSiteId } from '../calls/callSite.ts';
import type { Estimate } from '../estimate/estimate.ts';
import type { Span } from '../ir/nodes.ts';
import type { Location } from '../resolve/values.ts';

export type Severity = 'error' | 'warn' | 'info';
export type Safety = 'safe' | 'suggestion' | 'dangerous';

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Edits of one file, applied together. */
export interface Fix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly Edit[];
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly path: string;
  readonly span: Span;
  /** One line, money first, then the assumption. No final stop. */
  readonly message: string;
  readonly call?: CallSiteId;
  /** Other calls that the same text makes costly: several send one prompt. */
  readonly alsoCalls?: readonly CallSiteId[];
  /** Other places in the file where a comment may silence it: the start of the call, of the string. */
  readonly alsoAt?: readonly Span[];
  readonly fix?: Fix;
  /** The path from source to prompt, or the other place that matters. */
  readonly related?: readonly { readonly at: Location; readonly message: string }[];
}

/** What a rule may ask. All of it is given; a rule reads no clock, file or setting by itself. */
export interface RuleContext {
  /** Text of the file the call is in. */
  readonly text: string;
  /** Facts of a model as a call site names it, or why there are none. */
  model(call: CallSite): ModelFacts | undefined;
  /** A model by its id, as if this call named it. */
  lookup(id: string, call: CallSite): ModelFacts | UnknownModel;
  /** With sizes that were seen in the place of supposed ones, where enough was seen. */
  estimate(call: CallSite): Estimate;
  /** As if nothing had been seen. */
  supposed(call: CallSite): Estimate;
  /** What the runtime saw of its calls; undefined where nothing was, or that is not looked at. */
  seen(call: CallSite): SiteObservation | undefined;
  /** Tokens of a text for the call's model; an estimate by family, see `shared/models`. */
  tokens(text: string, call: CallSite): number;
  readonly options: RuleOptions;
  /** ISO date the check is for: prices and retirement depend on it. */
  readonly today: string;
}

/** Limits a user can set in configuration; defaults in `shared/config`. */
export interface RuleOptions {
  readonly maxRetrievalK: number;
  readonly weakLoopBound: number;
  readonly callsPerMonth: number;
  /** Tokens a fix writes where an output limit is missing; 1,024 if absent. */
  readonly outputLimit?: number;
}

export interface Example {
  readonly language: 'python' | 'typescript';
  /** A line of code that must be found is marked by a comment line below it, `# ^ rule-id`; run as a test. */
  readonly bad: string;
  readonly good: string;
  /** What was seen of the calls in either, where the rule goes by that: the code is then the same. */
  readonly seen?: { readonly bad: SiteObservation; readonly good: SiteObservation };
}

export interface Rule {
  readonly id: string;
  /** One sentence: what it finds. */
  readonly title: string;
  readonly severity: Severity;
  readonly category: 'caching' | 'output' | 'retrieval' | 'loops' | 'model' | 'housekeeping';
  /** How money is lost, with the provider fact, its source and date. Markdown. */
  readonly why: string;
  /** When not to use it. Markdown. */
  readonly whenNot: string;
  readonly fixable: Safety | 'no';
  readonly examples: readonly Example[];
  check(call: CallSite, context: RuleContext): Finding[];
}
