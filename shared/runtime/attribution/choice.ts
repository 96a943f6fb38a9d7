/** Which of the call sites that a request fits it is of; none where they are equals. */
import type { Attribution } from '../ledger/verdicts.ts';
import type { SiteFit } from './siteFit.ts';

export interface Fitting {
  readonly id: string;
  /** The calls inside the project's own wrapper that this is a call of, the nearest first. */
  readonly wraps: readonly string[];
  /** It is inside a wrapper of which callers are known: what comes through it fits one of these. */
  readonly isInner: boolean;
  readonly fit: SiteFit;
}

export interface Choice {
  /** Absent where it is ambiguous. */
  readonly site?: string;
  readonly attribution: Attribution;
}

/** A lead of fewer points is none: what one site leaves open, the other may only happen to say. */
const LEAD = 4;
/** Text among other text has to be longer to be no coincidence. */
const SURE_WITHIN = 32;
const MOST_CANDIDATES = 10;

export function choose(all: readonly Fitting[]): Choice | undefined {
  const fitting = withoutInner(all);
  const best = fitting.reduce<Fitting | undefined>((top, one) => (top && compare(top.fit, one.fit) >= 0 ? top : one), undefined);
  if (!best) return undefined;
  const equals = fitting.filter(one => one.id !== best.id && isEqual(best.fit, one.fit));
  if (equals.length > 0) return between([best, ...equals]);
  const isAlone = fitting.every(one => one.id === best.id || (one.isInner && !one.fit.evident));
  return { site: best.id, attribution: { confidence: isAlone && isSure(best.fit) ? 'high' : 'likely', ...inside(best) } };
}

/** A request of a wrapper fits the call inside it as well; the caller is the better name for it, as long as nothing speaks against it. */
function withoutInner(all: readonly Fitting[]): readonly Fitting[] {
  const inner = new Set(all.flatMap(({ wraps, fit }) => (fit.conflicts === 0 ? wraps : [])));
  return inner.size === 0 ? all : all.filter(({ id }) => !inner.has(id));
}

/** Where only the callers of one wrapper are in question, it is certain that it was the call inside. */
function between(equals: readonly Fitting[]): Choice {
  const candidates = [...new Set(equals.map(({ id }) => id))].slice(0, MOST_CANDIDATES);
  const inner = equals[0]?.wraps.find(id => equals.every(({ wraps }) => wraps.includes(id)));
  if (inner !== undefined) return { site: inner, attribution: { confidence: 'likely', candidates } };
  return { attribution: { confidence: 'ambiguous', candidates } };
}

function inside({ wraps }: Fitting): Pick<Attribution, 'inside'> {
  const sends = wraps.at(-1);
  return sends === undefined ? {} : { inside: sends };
}

function isSure({ evident, conflicts, how, points }: SiteFit): boolean {
  return evident && conflicts === 0 && (how !== 'within' || points >= SURE_WITHIN);
}

/** Above 0: the first is the better one. */
function compare(one: SiteFit, other: SiteFit): number {
  if (one.evident !== other.evident) return one.evident ? 1 : -1;
  if (one.conflicts !== other.conflicts) return other.conflicts - one.conflicts;
  return one.points - other.points;
}

function isEqual(best: SiteFit, other: SiteFit): boolean {
  return best.evident === other.evident && best.conflicts === other.conflicts && best.points - other.points < LEAD;
}
