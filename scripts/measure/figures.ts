/** What a matching says about the analysis, as counts that add up over repositories. Pure. */
import { isComplete, type LabelledRepository, type LabelledSite } from './labels.ts';
import { type Matching, matchRepository, type Pair } from './matching.ts';
import type { Reported, ReportedCall } from './reported.ts';

/** Part of a whole. */
export interface Share {
  readonly of: number;
  readonly part: number;
}

/** Names of the shares, in the order they are printed. */
export const figureNames = [
  'recall',
  'precision',
  'lookAlikesReported',
  'modelResolved',
  'modelWrong',
  'limitStatedRight',
  'falseMissing',
  'falseMissingFindings',
  'cacheBustingRecall',
  'cacheBustingPrecision',
  'unboundedRecall',
] as const;
export type FigureName = (typeof figureNames)[number];
export type Figures = Readonly<Record<FigureName, Share>>;

/** One thing to read: where, and what is wrong there. */
export interface Miss {
  readonly figure: FigureName;
  readonly repo: string;
  readonly place: string;
  readonly what: string;
}

export interface Measured {
  readonly figures: Figures;
  readonly misses: readonly Miss[];
}

const nothing: Share = { of: 0, part: 0 };
export const noFigures = Object.fromEntries(figureNames.map(name => [name, nothing])) as Figures;

/** Sums counts. */
export function addFigures(a: Figures, b: Figures): Figures {
  const sum = (name: FigureName): Share => ({ of: a[name].of + b[name].of, part: a[name].part + b[name].part });
  return Object.fromEntries(figureNames.map(name => [name, sum(name)])) as Figures;
}

/** `provider:` and `provider/` in front of a model say who serves it, not which it is. */
function sameModel(a: string, b: string): boolean {
  const bare = (id: string) => id.toLowerCase().replace(/^[a-z_-]+[:/]/, '');
  return a.toLowerCase() === b.toLowerCase() || bare(a) === bare(b);
}

function placeOf(at: { path: string; cell?: number; line: number }): string {
  return `${at.path}${at.cell === undefined ? '' : `#${at.cell}`}:${at.line}`;
}

class Count {
  readonly shares: Record<string, { of: number; part: number }> = {};
  readonly misses: Miss[] = [];
  readonly repo: string;

  constructor(repo: string) {
    this.repo = repo;
    for (const name of figureNames) this.shares[name] = { of: 0, part: 0 };
  }

  /** One more of the whole; of the part too if `counts`. `explain` is for the reader when it is on the wrong side. */
  add(name: FigureName, counts: boolean, wanted: boolean, at: { path: string; cell?: number; line: number }, explain: string): void {
    const share = this.shares[name];
    if (!share) return;
    share.of += 1;
    if (counts) share.part += 1;
    if (counts !== wanted) this.misses.push({ figure: name, repo: this.repo, place: placeOf(at), what: explain });
  }

  get figures(): Figures {
    return this.shares as unknown as Figures;
  }
}

function describe(site: LabelledSite): string {
  return `${site.kind} ${site.sdk} ${site.api}`;
}

function countModel(count: Count, { site, call }: Pair): void {
  const stated = call.model.state === 'present' ? call.model.value : undefined;
  const said = stated ?? (call.model.state === 'unknown' ? `unknown (${call.model.reason})` : 'absent');
  const right = stated !== undefined && site.model !== null && sameModel(stated, site.model);
  if (site.modelResolvable) count.add('modelResolved', right, true, site, `${site.model}; said ${said}`);
  if (stated === undefined) return;
  const possible = right || (site.modelCandidates ?? []).some(candidate => sameModel(candidate, stated));
  count.add('modelWrong', !possible, false, site, `said ${stated}; a reader says ${site.model ?? `unknown (${site.modelReason})`}`);
}

function countLimit(count: Count, { site, call }: Pair, missingFinding: boolean): void {
  if (site.maxTokens.state === 'n/a' || (site.maxTokens.state === 'unknown' && site.maxTokens.reason === 'not judged')) return;
  const missing = site.maxTokens.state === 'absent';
  const said = call.maxOutputTokens;
  if (site.maxTokens.state === 'present' && site.maxTokens.value !== undefined) {
    const right = said.state === 'present' && said.value === site.maxTokens.value;
    count.add('limitStatedRight', right, true, site, `limit ${site.maxTokens.value}; said ${JSON.stringify(said)}`);
  }
  if (said.state === 'absent') count.add('falseMissing', !missing, false, site, `said absent; a reader says ${site.maxTokens.state}`);
  if (missingFinding) count.add('falseMissingFindings', !missing, false, site, `finding; a reader says ${site.maxTokens.state}`);
}

interface Flags {
  has(rule: string, call: string): boolean;
}

function flagsOf(reported: Reported): Flags {
  const seen = new Set(reported.findings.flatMap(({ rule, call, alsoCalls = [] }) => [call, ...alsoCalls].map(id => `${rule} ${id}`)));
  return { has: (rule, call) => seen.has(`${rule} ${call}`) };
}

function countFindings(count: Count, pair: Pair, flags: Flags): void {
  const { site, call } = pair;
  countLimit(count, pair, flags.has('missing-max-tokens', call.id));
  const busted = flags.has('cache-busting-prompt', call.id);
  const said = `said ${call.systemPrompt.state} ${call.systemPrompt.volatility ?? ''} ${call.systemPrompt.reason ?? ''}`.trim();
  if (site.cacheBusting === true) count.add('cacheBustingRecall', busted, true, site, `${site.system.volatility}; ${said}`);
  if (busted && typeof site.cacheBusting === 'boolean') {
    count.add('cacheBustingPrecision', site.cacheBusting, true, site, `${site.system.state} ${site.system.volatility ?? ''}; ${said}`);
  }
  if (site.loop.state === 'unbounded') {
    const found = call.loop.state === 'unbounded' || flags.has('unbounded-tool-loop', call.id);
    count.add('unboundedRecall', found, true, site, `said ${call.loop.state}`);
  }
}

/** Narrows a measurement to some of the sites, and to some of the calls for the figures that look from the calls' side. */
export interface Part {
  readonly site: (site: LabelledSite) => boolean;
  /** Absent: what is reported too much belongs to no part and is left out, and so is precision. */
  readonly call?: (call: ReportedCall) => boolean;
}

const everything: Part = { site: () => true, call: () => true };

function countMatching(count: Count, labels: LabelledRepository, matching: Matching, part: Part): void {
  for (const { site, call } of matching.pairs) {
    if (part.site(site)) count.add('recall', true, true, site, '');
    if (part.call?.(call) && isComplete(labels.head, call.path, call.kind)) count.add('precision', true, true, call, '');
  }
  for (const site of matching.missed.filter(part.site)) {
    count.add('recall', false, true, site, describe(site));
    if (site.cacheBusting === true) count.add('cacheBustingRecall', false, true, site, 'call not found');
    if (site.loop.state === 'unbounded') count.add('unboundedRecall', false, true, site, 'call not found');
  }
  for (const call of matching.surplus) {
    if (part.call?.(call)) count.add('precision', false, true, call, `${call.kind} ${call.sdk} ${call.api}`);
  }
}

function countLookAlikes(count: Count, labels: LabelledRepository, matching: Matching): void {
  for (const negative of labels.negatives) {
    const seen = matching.lookAlikes.find(likeness => likeness.negative === negative);
    count.add('lookAlikesReported', seen !== undefined, false, negative, `${negative.why}; said ${seen?.call.sdk} ${seen?.call.api}`);
  }
}

/** Measures one repository, or a part of it. */
export function measure(labels: LabelledRepository, reported: Reported, part: Part = everything): Measured {
  const count = new Count(labels.head.repo);
  const matching = matchRepository(labels, reported);
  const flags = flagsOf(reported);
  countMatching(count, labels, matching, part);
  for (const pair of matching.pairs.filter(({ site }) => part.site(site))) {
    countModel(count, pair);
    countFindings(count, pair, flags);
  }
  if (part === everything) countLookAlikes(count, labels, matching);
  return { figures: count.figures, misses: count.misses };
}
