/** Labels: what a person who read the code says of it. One JSON-lines file a repository, in `test/measure/labels`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Split = 'dev' | 'held-out' | 'unseen';

/** Paths in which every site of these kinds is labelled, so that anything else reported there is wrong. */
export interface Completeness {
  readonly kinds: readonly string[];
  /** A folder ending in `/`, a file, or `**` for all. */
  readonly paths: readonly string[];
  readonly except: readonly string[];
}

export interface RepositoryHead {
  readonly type: 'repository';
  readonly repo: string;
  readonly commit: string;
  readonly split: Split;
  readonly complete: readonly Completeness[];
}

interface Placed {
  readonly path: string;
  readonly cell?: number;
  readonly line: number;
}

export type LabelledLimit =
  | { readonly state: 'present'; readonly value?: number }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly reason: string }
  | { readonly state: 'n/a' };

export interface LabelledSite extends Placed {
  readonly type: 'site';
  readonly endLine: number;
  /** Lines where it may be reported just as well: where a command object is built that is sent later. */
  readonly otherLines?: readonly number[];
  readonly language: 'python' | 'typescript' | 'javascript';
  readonly sdk: string;
  readonly api: string;
  readonly operation: string;
  readonly kind: 'direct' | 'framework' | 'config' | 'retriever' | 'wrapper';
  /** As a careful reader resolves it in the repository; null when it comes from elsewhere or is one of several. */
  readonly model: string | null;
  readonly modelResolvable: boolean;
  readonly modelReason?: string;
  /** What it may be: a default, a branch. Stating one of these is neither right nor wrong. */
  readonly modelCandidates?: readonly string[];
  readonly maxTokens: LabelledLimit;
  readonly system: { readonly state: 'present' | 'absent' | 'unknown' | 'n/a'; readonly volatility?: string };
  readonly cacheBusting?: boolean | 'unclear';
  readonly loop: { readonly state: 'none' | 'bounded' | 'unbounded' | 'unknown'; readonly bound?: number };
}

/** A look-alike: a line on which no call may be reported. */
export interface LabelledNegative extends Placed {
  readonly type: 'negative';
  readonly why: string;
}

/** Neither right nor wrong to report. */
export interface IgnoredPlace extends Placed {
  readonly type: 'ignore';
  readonly why: string;
}

export interface LabelledRepository {
  readonly head: RepositoryHead;
  readonly sites: readonly LabelledSite[];
  readonly negatives: readonly LabelledNegative[];
  readonly ignored: readonly IgnoredPlace[];
}

type Row = RepositoryHead | LabelledSite | LabelledNegative | IgnoredPlace;

/** Reads one file of labels; its first line is the repository. */
export function parseLabels(text: string): LabelledRepository {
  const rows = text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Row);
  const [head, ...rest] = rows;
  if (head?.type !== 'repository') throw new Error('the first line of a label file names its repository');
  return {
    head,
    sites: rest.filter(row => row.type === 'site'),
    negatives: rest.filter(row => row.type === 'negative'),
    ignored: rest.filter(row => row.type === 'ignore'),
  };
}

/** All label files of a folder, in the order of their names. */
export function readLabels(folder: string): LabelledRepository[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .map(name => parseLabels(readFileSync(join(folder, name), 'utf8')));
}

/** Is every site of this kind labelled in this path? */
export function isComplete(head: RepositoryHead, path: string, kind: string): boolean {
  const under = (pattern: string) => pattern === '**' || path === pattern || (pattern.endsWith('/') && path.startsWith(pattern));
  return head.complete.some(scope => scope.kinds.includes(kind) && scope.paths.some(under) && !scope.except.some(under));
}
