/** How often questions with known answers are answered, and how often wrongly, by each method. */
import type { Scale } from '../../../shared/runtime/cache/semantic/calibration/scale.ts';
import { AGREEMENT } from '../../../shared/runtime/cache/semantic/thresholds.ts';
import type { IntentSet, Labelled } from './data.ts';
import { type Looked, look } from './looked.ts';
import { agreeing, cosineAbove, exact, guardedAbove, type Method, normalised } from './methods.ts';
import { type Figures, figuresOf, lowestWithin, score, together } from './scoring.ts';
import { examplesOf, fitted } from './training.ts';
import type { Vectors } from './vectors.ts';

export interface IntentFigures {
  readonly set: string;
  readonly cached: number;
  readonly methods: Readonly<Record<string, Figures>>;
}

/** Share of wrong answers that thresholds are chosen for. */
const LIMIT = 0.02;
const THRESHOLDS = Array.from({ length: 101 }, (_, step) => 1 - step / 200);

export function measureIntents(sets: readonly IntentSet[], vectors: Vectors, scale: Scale): IntentFigures[] {
  /** Weights from one half of the intents of all sets. */
  const refitted = ([0, 1] as const).map(part =>
    fitted(
      examplesOf(
        sets.map(set => only(set, part, halves(set))),
        vectors,
        scale,
      ),
    ),
  );
  return sets.map(set => {
    const looked = look(set, vectors, scale);
    const half = halves(set);
    const parts = [0, 1].map(part => looked.filter(({ asked }) => half(asked) === part)) as [Looked[], Looked[]];
    /** Chosen on one half of the intents, scored on the other, and the other way round. */
    const across = (choose: (part: 0 | 1) => Method): Figures =>
      figuresOf(together(([0, 1] as const).map(part => score(parts[part === 0 ? 1 : 0], choose(part)))));
    return {
      set: set.name,
      cached: set.cached.length,
      methods: {
        exact: figuresOf(score(looked, exact)),
        normalised: figuresOf(score(looked, normalised)),
        'cosine 0.95': figuresOf(score(looked, cosineAbove(0.95))),
        'cosine, chosen for 2 %': across(part => cosineAbove(lowestWithin(LIMIT, THRESHOLDS, parts[part], cosineAbove))),
        'guards, chosen for 2 %': across(part => guardedAbove(lowestWithin(LIMIT, THRESHOLDS, parts[part], guardedAbove))),
        'agreement, as shipped': figuresOf(score(looked, agreeing())),
        'agreement, fitted to the other half': across(part =>
          agreeing({ ...AGREEMENT, weights: refitted[part] as (typeof refitted)[number] }),
        ),
      },
    };
  });
}

/** Which half a question is in: by its intent, or, where it has none, by turns. */
function halves({ cached, asked }: IntentSet): (one: Labelled) => number {
  const intents = [...new Set(cached.map(({ intent }) => intent))].sort();
  const others = new Map(asked.filter(({ intent }) => intent === undefined).map(({ text }, index) => [text, index % 2]));
  return ({ text, intent }) => (intent === undefined ? (others.get(text) ?? 0) : intents.indexOf(intent) % 2);
}

const only = (set: IntentSet, part: number, half: (one: Labelled) => number): IntentSet => ({
  ...set,
  cached: set.cached.filter(one => half(one) === part),
  asked: set.asked.filter(one => half(one) === part),
});
