/**
 * Whether a cached answer is the answer to another question. Two ways lead there. Agreement: enough of the nearest questions have the same answer, and
 * what is known of them says that this one has it too. Pair: nothing but one question speaks for its answer, so both must say the same in other words.
 */

import type { Features } from './features.ts';
import { GUARDS, objection, STRICT_GUARDS } from './guards/index.ts';
import type { Reading } from './guards/reading.ts';
import { telling } from './guards/wording.ts';
import { AGREEMENT, type Agreement, PAIR } from './thresholds.ts';

export interface Neighbour {
  /** On the scale of the embedder: 0 as near as questions that have nothing to do with each other, 1 as near as paraphrases mostly are. */
  readonly nearness: number;
  readonly question: Reading;
  /** Answers that can be compared; absent: it cannot. */
  readonly answer?: string;
  /** An answer to a question was wrong at this nearness: it is none for questions that are not nearer. */
  readonly wrongAt?: number;
}

/** What else is in the partition. */
export interface Surroundings {
  /** Questions in it. */
  readonly size: number;
  /** Share of the questions with this answer. */
  share(answer: string): number;
  /** How much a stem tells: the logarithm of how rare it is among the questions. */
  rarity(stem: string): number;
}

export type Decision =
  /** `neighbour`: whose answer it is. `sureness`: estimated probability that it is right, where neighbours agree. */
  | { readonly answer: true; readonly neighbour: number; readonly way: 'agreement' | 'pair'; readonly sureness?: number }
  | { readonly answer: false; readonly guard?: string };

/** The nearest whose answers decide. */
const VOTERS = 5;
/** So many of the nearest are looked at. */
export const LOOKED_AT = 16;

/** `neighbours`: the nearest of the partition, nearest first, at most `LOOKED_AT`. */
export function decide(
  question: Reading,
  neighbours: readonly Neighbour[],
  surroundings: Surroundings,
  agreement: Agreement = AGREEMENT,
): Decision {
  if (neighbours.length === 0) return { answer: false };
  return byAgreement(question, neighbours, surroundings, agreement) ?? byPair(question, neighbours);
}

function byAgreement(
  question: Reading,
  neighbours: readonly Neighbour[],
  surroundings: Surroundings,
  { sureness: enough, weights }: Agreement,
): Decision | undefined {
  const features = featuresOf(question, neighbours, surroundings);
  if (!features) return undefined;
  const sureness = surenessOf(features, weights);
  if (sureness < enough) return undefined;
  const answer = neighbours[0]?.answer;
  let guard: string | undefined;
  for (const [at, neighbour] of neighbours.entries()) {
    if (neighbour.answer !== answer) continue;
    const objected = objectionTo(question, neighbour, GUARDS);
    if (objected === undefined) return { answer: true, neighbour: at, way: 'agreement', sureness };
    guard ??= objected;
  }
  return { answer: false, guard };
}

function byPair(question: Reading, neighbours: readonly Neighbour[]): Decision {
  let guard: string | undefined;
  for (const [at, neighbour] of neighbours.entries()) {
    if (neighbour.nearness < PAIR.nearness) break;
    if (contradicted(neighbour, neighbours)) continue;
    const objected = objectionTo(question, neighbour, STRICT_GUARDS);
    if (objected === undefined) return { answer: true, neighbour: at, way: 'pair' };
    guard ??= objected;
  }
  return { answer: false, guard };
}

/** Most of those that lie about as near have another answer than this one. */
function contradicted({ answer, nearness }: Neighbour, neighbours: readonly Neighbour[]): boolean {
  if (answer === undefined) return false;
  const asNear = neighbours
    .filter(neighbour => neighbour.answer !== undefined && neighbour.nearness > nearness - PAIR.asNear)
    .slice(0, VOTERS);
  return asNear.length >= AGREEMENT.fewestVoters && asNear.filter(neighbour => neighbour.answer === answer).length * 2 < asNear.length;
}

function objectionTo(question: Reading, { question: other, nearness, wrongAt }: Neighbour, guards: typeof GUARDS): string | undefined {
  if (wrongAt !== undefined && nearness <= wrongAt) return 'an answer that was wrong';
  return objection(guards, question, other);
}

/** Supporters whose words count. */
const SPEAKERS = 10;

/** Undefined: there is nothing that could agree. */
export function featuresOf(question: Reading, neighbours: readonly Neighbour[], surroundings: Surroundings): Features | undefined {
  const [first] = neighbours;
  const answer = first?.answer;
  if (!first || answer === undefined || neighbours.length < LOOKED_AT || surroundings.share(answer) > AGREEMENT.largestShare)
    return undefined;
  const supporters = neighbours.filter(neighbour => neighbour.answer === answer);
  const voters = neighbours.slice(0, VOTERS).filter(neighbour => neighbour.answer === answer);
  if (voters.length < AGREEMENT.fewestVoters) return undefined;
  const mean = average(supporters.slice(0, VOTERS).map(({ nearness }) => nearness));
  // Where all that were looked at agree, whatever has another answer is at least as far as the last of them.
  const other = neighbours.find(neighbour => neighbour.answer !== answer) ?? (neighbours.at(-1) as Neighbour);
  return {
    nearest: first.nearness,
    supporters: mean,
    margin: mean - other.nearness,
    agreement: voters.length / VOTERS,
    coverage: coverageOf(question, supporters.slice(0, SPEAKERS), surroundings),
  };
}

function coverageOf(question: Reading, supporters: readonly Neighbour[], { rarity }: Surroundings): number {
  const said = new Set(supporters.flatMap(supporter => telling(supporter.question)));
  let told = 0;
  let all = 0;
  for (const stem of new Set(telling(question))) {
    const weight = rarity(stem);
    all += weight;
    if (said.has(stem)) told += weight;
  }
  return all === 0 ? 1 : told / all;
}

/** Estimated probability that the answer of the nearest is right. */
function surenessOf({ nearest, supporters, margin, agreement, coverage }: Features, weights: Agreement['weights']): number {
  const sum =
    weights.bias +
    weights.nearest * nearest +
    weights.supporters * supporters +
    weights.margin * margin +
    weights.agreement * agreement +
    weights.coverage * coverage;
  return 1 / (1 + Math.exp(-sum));
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
