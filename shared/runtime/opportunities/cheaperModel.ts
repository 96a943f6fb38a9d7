/** The model of the same provider that a call site might do with. */
import { isUnknown, type PriceSource } from '../../models/priceSource.ts';
import { modelsSold } from '../../models/sold.ts';
import { totalOfUsage } from '../../money/cost.ts';
import { addUsage, type Usage } from '../../money/usage.ts';
import { type PastCall, type PricedModel, pricedModel } from '../simulation/pastCall.ts';

export interface CheaperModel {
  readonly model: PricedModel;
  /** The provider's own successor of the model that is called, not only another of its models. */
  readonly successor: boolean;
}

/** A step down, not a fall: another model costs at most this share of the present one. */
const WORTHWHILE = 2 / 3;

/**
 * The successor where it is cheaper; else of the models that are sold today the dearest that is worth the change. It has room for the longest call, and
 * is not superseded itself. Undefined: there is none.
 */
export function cheaperModel(calls: readonly PastCall[], prices: PriceSource, now: Date): CheaperModel | undefined {
  const latest = calls.findLast(call => call.model && call.usage);
  if (!latest?.model) return undefined;
  const { facts, price, provider } = latest.model;
  const usages = calls.flatMap(({ model, usage }) => (model?.facts.id === facts.id && usage ? [usage] : []));
  const sum = usages.reduce(addUsage);
  const present = totalOfUsage(price, standard(sum)).total;
  const longest = Math.max(...usages.map(({ input, output }) => input + output));
  const costOf = (model: PricedModel) => totalOfUsage(model.price, standard(sum)).total;
  const hasRoom = (model: PricedModel) => (model.facts.contextTokens ?? Number.POSITIVE_INFINITY) >= longest;
  const successor = facts.successor === undefined ? undefined : pricedModel(prices, provider, facts.successor, now);
  if (successor && hasRoom(successor) && costOf(successor) < present) return { model: successor, successor: true };
  const others = modelsSold(provider, facts.embedding ?? false, now.toISOString().slice(0, 10)).flatMap(id => {
    const model = id === facts.id ? undefined : pricedModel(prices, provider, id, now);
    const fits = model && model.facts.successor === undefined && (model.facts.reasoning ?? false) === (facts.reasoning ?? false);
    return fits && hasRoom(model) && costOf(model) <= present * WORTHWHILE ? [model] : [];
  });
  const [best] = others.sort((a, b) => costOf(b) - costOf(a));
  return best && { model: best, successor: false };
}

/** Of many calls together, at the standard price. */
function standard({ batch: _, tier: __, ...usage }: Usage): Usage {
  return usage;
}

/** Whether prices have to be looked up under another name for a model the router chose. */
export function routedModel({ attempt, model }: PastCall, prices: PriceSource): PricedModel | undefined {
  const route = attempt.verdicts?.route;
  if (!model || route?.mode !== 'shadow' || route.chosen === route.asked) return undefined;
  const query = { provider: model.provider, model: route.chosen, at: new Date(attempt.startedAt) };
  return isUnknown(prices.lookup(query)) ? undefined : pricedModel(prices, model.provider, route.chosen, query.at);
}
