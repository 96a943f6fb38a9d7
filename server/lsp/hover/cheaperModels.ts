/** Models of the same provider that would do the same call for less. */
import type { Price } from '../../../shared/models/model.ts';
import { modelsSold } from '../../../shared/models/sold.ts';
import type { CallSite } from '../../calls/callSite.ts';
import type { CostRange } from '../../estimate/estimate.ts';
import type { Costing } from '../../project/costing.ts';
import type { RuleContext } from '../../rules/rule.ts';

export interface CheaperModel {
  readonly id: string;
  readonly perCall: CostRange;
  readonly price: Price;
}

const MOST = 5;

/** Cheapest first. Whether their answers are good enough is not said. */
export async function cheaperModels(call: CallSite, context: RuleContext, costing: Costing): Promise<CheaperModel[]> {
  const now = context.estimate(call);
  const own = context.model(call);
  if (!now.known || !own) return [];
  const ids = modelsSold(own.provider, own.embedding ?? false, context.today).filter(id => id !== own.id);
  const others = ids.map(id => ({ id, call: { ...call, model: { state: 'present', value: id } } satisfies CallSite }));
  await costing.prepare(others.map(other => other.call));
  return others
    .flatMap(({ id, call: other }) => {
      const estimate = context.estimate(other);
      const facts = context.lookup(id, other);
      if (!estimate.known || 'unknown' in facts || !facts.price || estimate.perCall.expected >= now.perCall.expected) return [];
      if (facts.contextTokens !== undefined && facts.contextTokens < now.inputTokens.high) return [];
      return [{ id, perCall: estimate.perCall, price: facts.price }];
    })
    .sort((a, b) => a.perCall.expected - b.perCall.expected)
    .slice(0, MOST);
}
