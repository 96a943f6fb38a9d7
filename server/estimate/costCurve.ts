/** What a conversation costs as it grows: each turn sends all turns before it, so that the cost grows with the square. */
import { totalOfUsage } from '../../shared/money/cost.ts';
import { addMoney, type NanoDollars } from '../../shared/money/nanoDollars.ts';
import type { CallSite } from '../calls/callSite.ts';
import { DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import { callSize } from './callSize.ts';
import { type EstimatorOptions, runAt } from './createEstimator.ts';
import { modelsOf } from './modelOfCall.ts';
import { inputOfTurn, usageOfTurns } from './turnUsage.ts';

export interface CurvePoint {
  readonly turns: number;
  /** All requests up to this turn. */
  readonly cost: NanoDollars;
  /** Input of the last request. */
  readonly inputTokens: number;
  /** The conversation no longer fits into the model's window and is cut, or refused. */
  readonly overflows: boolean;
}

const POINTS = [1, 10, 100];

/** Expected cost at these numbers of turns; undefined where the call has no price, or more than one model to ask. */
export function costCurve(
  call: CallSite,
  options: EstimatorOptions,
  points: readonly number[] = POINTS,
): readonly CurvePoint[] | undefined {
  const found = modelsOf(call, options.prices, options.at);
  const [model, ...others] = 'models' in found ? found.models : [];
  const price = model?.facts.price;
  if (!model || !price || others.length > 0) return undefined;
  const assumptions = options.assumptions ?? DEFAULT_ASSUMPTIONS;
  const size = callSize(call, model.facts, price, options, assumptions);
  return points.map(turns => {
    const run = runAt('expected', size, turns, model.facts, assumptions);
    const usages = usageOfTurns(run, size.cache.plan, false);
    return {
      turns,
      cost: addMoney(...usages.map(usage => totalOfUsage(price, usage).total)),
      inputTokens: usages.at(-1)?.input ?? 0,
      overflows: run.window !== undefined && inputOfTurn(run, turns - 1) > run.window,
    };
  });
}
