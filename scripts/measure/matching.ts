/** Which reported call is which labelled site. Pure. */
import { type IgnoredPlace, isComplete, type LabelledNegative, type LabelledRepository, type LabelledSite } from './labels.ts';
import type { Reported, ReportedCall } from './reported.ts';

export interface Pair {
  readonly site: LabelledSite;
  readonly call: ReportedCall;
}

export interface Matching {
  readonly pairs: readonly Pair[];
  readonly missed: readonly LabelledSite[];
  /** Reported where all sites of that kind are labelled, and none is there. */
  readonly surplus: readonly ReportedCall[];
  /** Reported where nobody looked. */
  readonly unjudged: readonly ReportedCall[];
  readonly lookAlikes: readonly { readonly negative: LabelledNegative; readonly call: ReportedCall }[];
}

type Place = Pick<LabelledSite, 'path' | 'cell' | 'line'> & { readonly endLine?: number; readonly otherLines?: readonly number[] };

const sameText = (a: Place, b: Place) => a.path === b.path && a.cell === b.cell;

/** How far apart the two are, in lines; undefined when neither begins inside the other. */
function distance(place: Place, call: ReportedCall): number | undefined {
  if (!sameText(place, call)) return undefined;
  if (place.otherLines?.includes(call.line)) return 0;
  const labelInCall = call.line <= place.line && place.line <= call.endLine;
  const callInLabel = place.line <= call.line && call.line <= (place.endLine ?? place.line);
  return labelInCall || callInLabel ? Math.abs(place.line - call.line) : undefined;
}

interface Candidate extends Pair {
  readonly cost: number;
}

/** Nearest first, one to one; the same kind breaks a tie. */
function pairUp(sites: readonly LabelledSite[], calls: readonly ReportedCall[]): Pair[] {
  const candidates: Candidate[] = [];
  for (const site of sites) {
    for (const call of calls) {
      const lines = distance(site, call);
      if (lines !== undefined) candidates.push({ site, call, cost: lines + (site.kind === call.kind ? 0 : 0.5) });
    }
  }
  candidates.sort((a, b) => a.cost - b.cost);
  const taken = new Set<LabelledSite | ReportedCall>();
  const pairs: Pair[] = [];
  for (const { site, call } of candidates) {
    if (taken.has(site) || taken.has(call)) continue;
    taken.add(site).add(call);
    pairs.push({ site, call });
  }
  return pairs;
}

const begins = (place: IgnoredPlace | LabelledNegative, call: ReportedCall) => sameText(place, call) && place.line === call.line;

/** Pairs what is labelled with what is reported, and sorts out the rest. */
export function matchRepository(labels: LabelledRepository, reported: Reported): Matching {
  const pairs = pairUp(labels.sites, reported.calls);
  const pairedSites = new Set(pairs.map(pair => pair.site));
  const pairedCalls = new Set(pairs.map(pair => pair.call));
  const rest = reported.calls.filter(call => !pairedCalls.has(call));
  const lookAlikes = rest.flatMap(call =>
    labels.negatives.filter(negative => begins(negative, call)).map(negative => ({ negative, call })),
  );
  const ignored = rest.filter(call => labels.ignored.some(place => begins(place, call) || distance(place, call) !== undefined));
  const judged = rest.filter(call => !ignored.includes(call));
  const wrong = (call: ReportedCall) => isComplete(labels.head, call.path, call.kind) || lookAlikes.some(seen => seen.call === call);
  return {
    pairs,
    missed: labels.sites.filter(site => !pairedSites.has(site)),
    surplus: judged.filter(wrong),
    unjudged: judged.filter(call => !wrong(call)),
    lookAlikes,
  };
}
