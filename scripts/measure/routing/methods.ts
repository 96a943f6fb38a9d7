/** The ways to rank requests that are compared. */

import { ANSWER_FEATURES, featuresOfAnswer } from '../../../shared/runtime/router/answerFeatures.ts';
import { embedded, featuresOf, LEXICAL, sizeOf } from '../../../shared/runtime/router/features.ts';
import { articleScore } from '../../../shared/runtime/router/heuristic.ts';
import { learnFrom } from '../../../shared/runtime/router/learned.ts';
import { Outcomes } from '../../../shared/runtime/router/outcomes.ts';
import { wordCount } from '../../../shared/runtime/router/wording.ts';
import { type Judged, randomScores } from './curve.ts';
import type { Split } from './splits.ts';

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
  return crossed(questions, features, splits, sizeOf(space), ({ task }) => (withSites ? task : undefined));
}

/** With the weak model's whole answer, after it was paid for. */
export function cascadeScores(questions: readonly Answered[], splits: readonly Split[]): number[] {
  const features = questions.map(({ prompt, weakAnswer }) => featuresOfAnswer(prompt, weakAnswer));
  return crossed(questions, features, splits, ANSWER_FEATURES, () => 'one site');
}

function crossed(
  questions: readonly Question[],
  features: readonly Float64Array[],
  splits: readonly Split[],
  size: number,
  siteOf: (question: Question) => string | undefined,
): number[] {
  const scores = new Array<number>(questions.length).fill(0);
  for (const { learned, tested } of splits) {
    const outcomes = new Outcomes(size);
    for (const at of learned) {
      const question = questions[at] as Question;
      outcomes.learn(features[at] as Float64Array, siteOf(question), { cheap: question.weak === 1, strong: question.strong === 1 });
    }
    const model = learnFrom(outcomes);
    for (const at of tested) scores[at] = model.gain(features[at] as Float64Array, siteOf(questions[at] as Question));
  }
  return scores;
}
