/** What the analysis of one file comes to, as plain data: it crosses threads, lies in the cache, and is all that output formats see. */
import type { Fingerprint } from '../../shared/protocol/sites.ts';
import type { KnownEstimate } from '../estimate/estimate.ts';
import type { CallJson } from '../estimate/toContract.ts';
import type { Span } from '../ir/nodes.ts';
import type { Location } from '../resolve/values.ts';
import type { Safety, Severity } from '../rules/rule.ts';

/** Lines and columns are 1-based, columns in UTF-16 units; in a notebook lines count inside the cell. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Notebook only: 0-based, over all cells. */
  readonly cell?: number;
}

export interface EditReport extends Place {
  /** Offsets in the text as it was analysed. */
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

export interface FixReport {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly EditReport[];
}

export interface FindingReport extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Id of the call site. */
  readonly call?: string;
  /** Other calls that share the place. */
  readonly alsoCalls?: readonly string[];
  readonly fix?: FixReport;
  /** Places that explain it; in another file where `path` is given. */
  readonly related?: readonly (Place & { readonly path?: string; readonly message: string })[];
  /** Stays the same while code elsewhere in the file changes. */
  readonly fingerprint: string;
}

export interface SuppressedReport {
  readonly finding: FindingReport;
  readonly reason?: string;
}

/** A call site as the estimate shows it, and what sums need of it. */
export interface CallReport {
  /** Without its path, which is for the door to write. */
  readonly contract: CallJson;
  readonly span: Span;
  /** For a wrapper's caller: the call inside the wrapper, which is then paid for here. */
  readonly wraps?: Location;
  /** What tells its requests from those of others, and the calls inside its wrappers, the nearest first; only where that was asked for. */
  readonly fingerprint?: Fingerprint;
  readonly via?: readonly Location[];
  /** With it, what one request of the call is thought to cost, nothing cached; its runs may be of several. */
  readonly request?: KnownEstimate['perCall'];
  /** Absent when it is not known; in nano-dollars. */
  readonly cost?: Pick<KnownEstimate, 'perCall' | 'perMonth' | 'perCallCached' | 'priceAsOf'>;
}

/** The analysis of one file. */
export interface FileReport {
  readonly calls: readonly CallReport[];
  readonly findings: readonly FindingReport[];
  readonly suppressed: readonly SuppressedReport[];
  /** What kept a part of the file from being analysed, a sentence each. */
  readonly problems: readonly string[];
}

export const NOTHING_TO_SAY: FileReport = { calls: [], findings: [], suppressed: [], problems: [] };

export const saysSomething = ({ calls, findings, suppressed, problems }: FileReport): boolean =>
  calls.length + findings.length + suppressed.length + problems.length > 0;
