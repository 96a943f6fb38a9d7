/** The ways to rank requests that are compared. */

import { featuresOfAnswer } from '../../../shared/runtime/router/answerFeatures.ts';
import { embedded, featuresOf, LEXICAL } from '../../../shared/runtime/router/features.ts';
import { articleScore } from '../../../shared/runtime/router/heuristic.ts';
import { FEWEST_OUTCOMES, learnFrom } from '../../../shared/runtime/router/learned.ts';
import { Outcomes } from '../../../shared/runtime/router/outcomes.ts';
import { wordCount } from '../../../shared/runtime/router/wording.ts';
import { type Judged, randomScores } from './curve.ts';
import type { Split } from './splits.ts';

/** The few features of an answer need less of it than the many of a text; chosen on the sets for development. */
const ANSWER_PENALTY = 2;

export interface Question extends Judged {
  readonly task: string;
  readonly prompt: string;
}

export interface Answered extends Question {
  readonly weakAnswer: string;
}

export const BASELINES: Readonly<Record<string, (questions: readonly Question[]) => number[]>> = {
  random: randomScores,
  'word count': questions => questions.map(({ prompt }) => wordCount(prompt)),
  "the guide's heuristic": questions => questions.map(({ prompt }) => articleScore(prompt).score),
};

/** Learned from some questions, tested on the others. `vectors`: embeddings, if there are any. `withSites`: a task is a call site. */
export function learnedScores(
  questions: readonly Question[],
  splits: readonly Split[],
  withSites: boolean,
  vectors?: readonly ArrayLike<number>[],
): number[] {
  const space = vectors ? embedded((vectors[0] as ArrayLike<number>).length) : LEXICAL;
  const features = questions.map(({ prompt }, at) => featuresOf(prompt, space, vectors?.[at]));
  // As the router does it: with fewer outcomes words count.
  if (splits.some(({ learned }) => learned.length < FEWEST_OUTCOMES)) return questions.map(({ prompt }) => wordCount(prompt));
  return crossed(questions, features, splits, ({ task }) => (withSites ? task : undefined));
}

/** With the weak model's whole answer, after it was paid for. */
export function cascadeScores(questions: readonly Answered[], splits: readonly Split[]): number[] {
  const features = questions.map(({ prompt, weakAnswer }) => featuresOfAnswer(prompt, weakAnswer));
  return crossed(questions, features, splits, () => 'one site', ANSWER_PENALTY);
}

function crossed(
  questions: readonly Question[],
  features: readonly Float64Array[],
  splits: readonly Split[],
  siteOf: (question: Question) => string | undefined,
  penalty?: number,
): number[] {
  const scores = new Array<number>(questions.length).fill(0);
  for (const { learned, tested } of splits) {
    const outcomes = new Outcomes((features[0] as Float64Array).length);
    for (const at of learned) {
      const question = questions[at] as Question;
      outcomes.learn(features[at] as Float64Array, siteOf(question), { cheap: question.weak === 1, strong: question.strong === 1 });
    }
    const model = learnFrom(outcomes, penalty);
    for (const at of tested) scores[at] = model.gain(features[at] as Float64Array, siteOf(questions[at] as Question));
  }
  return scores;
}
