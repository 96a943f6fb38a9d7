import { type Interval, wilson } from '../../../shared/runtime/cache/semantic/interval.ts';
import type { Looked } from './looked.ts';
import type { Method } from './methods.ts';

export interface Score {
  readonly asked: number;
  readonly served: number;
  readonly wrong: number;
}

/** A score with what it says of questions of the same kind. */
export interface Figures extends Score {
  readonly hitRate: number;
  readonly hitInterval: Interval;
  /** Among those served; absent: none was. */
  readonly wrongRate?: number;
  readonly wrongInterval: Interval;
}

export function score(looked: readonly Looked[], method: Method): Score {
  let served = 0;
  let wrong = 0;
  for (const one of looked) {
    const answer = method(one);
    if (answer === undefined) continue;
    served++;
    if (answer !== one.asked.intent) wrong++;
  }
  return { asked: looked.length, served, wrong };
}

export function together(scores: readonly Score[]): Score {
  const sum = (key: keyof Score) => scores.reduce((total, one) => total + one[key], 0);
  return { asked: sum('asked'), served: sum('served'), wrong: sum('wrong') };
}

export function figuresOf({ asked, served, wrong }: Score): Figures {
  return {
    asked,
    served,
    wrong,
    hitRate: served / asked,
    hitInterval: wilson(served, asked),
    ...(served > 0 && { wrongRate: wrong / served }),
    wrongInterval: wilson(wrong, served),
  };
}

/** The lowest of the thresholds, tried from the highest down, with which at most so large a share of those served is wrong. */
export function lowestWithin(
  limit: number,
  thresholds: readonly number[],
  looked: readonly Looked[],
  method: (threshold: number) => Method,
): number {
  const [highest = 1] = thresholds;
  return (
    thresholds.findLast(threshold => {
      const { served, wrong } = score(looked, method(threshold));
      return served > 0 && wrong / served <= limit;
    }) ?? highest
  );
}
