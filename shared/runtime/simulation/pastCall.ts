/** A row of the ledger as it can be replayed: what was bought, at which price. */
import type { Provider } from '../../catalogue/schema.ts';
import type { ModelFacts, Price } from '../../models/model.ts';
import { isUnknown, type PriceSource } from '../../models/priceSource.ts';
import { totalOfUsage } from '../../money/cost.ts';
import type { NanoDollars } from '../../money/nanoDollars.ts';
import type { Usage } from '../../money/usage.ts';
import type { Attempt, AttemptEnd } from '../ledger/attempt.ts';
import { DIALECT_PROVIDER } from '../pricing/dialectProvider.ts';

export interface PastCall {
  readonly attempt: Attempt;
  readonly end: AttemptEnd;
  /** Absent: the reply reported none and none could be counted. */
  readonly usage?: Usage;
  /** As it was charged, fees included. */
  readonly cost: NanoDollars;
  /** Absent: its price is not known today, so nothing about it can be priced anew. */
  readonly model?: PricedModel;
}

export interface PricedModel {
  readonly facts: ModelFacts;
  readonly price: Price;
  readonly provider: Provider;
}

/** Rows that no replay can say anything about, by the reason. */
export interface LeftOut {
  /** Under way, or lost with the process that made them. */
  readonly unfinished: number;
  readonly unknownCost: number;
}

export interface Past {
  /** In the order in which they began. */
  readonly calls: readonly PastCall[];
  readonly leftOut: LeftOut;
}

export interface PastOptions {
  /** With everything loaded. */
  readonly prices: PriceSource;
  /** By the names of upstreams, where the configuration says it. */
  readonly providers: ReadonlyMap<string, Provider>;
}

export function pastOf(attempts: Iterable<Attempt>, options: PastOptions): Past {
  const calls: PastCall[] = [];
  let [unfinished, unknownCost] = [0, 0];
  for (const attempt of attempts) {
    const { end } = attempt;
    if (!end) unfinished++;
    else if (end.cost === undefined && end.state !== 'failed') unknownCost++;
    else calls.push(pastCall(attempt, end, options));
  }
  calls.sort((a, b) => a.attempt.startedAt - b.attempt.startedAt);
  return { calls, leftOut: { unfinished, unknownCost } };
}

function pastCall(attempt: Attempt, end: AttemptEnd, options: PastOptions): PastCall {
  const { usage, cost = 0 as NanoDollars } = end;
  const model = usage && modelOf(attempt, end, usage, options);
  return { attempt, end, ...(usage && { usage }), cost, ...(model && { model }) };
}

/** Of the model asked for and the one that answered, the one whose price makes the cost that was charged; else the one that answered. */
function modelOf(attempt: Attempt, end: AttemptEnd, usage: Usage, { prices, providers }: PastOptions): PricedModel | undefined {
  const provider = providers.get(attempt.upstream) ?? DIALECT_PROVIDER[attempt.dialect];
  const at = new Date(attempt.startedAt);
  const priced = [end.answeredBy, attempt.model].flatMap(model =>
    model === undefined ? [] : (pricedModel(prices, provider, model, at) ?? []),
  );
  return priced.find(({ price }) => totalOfUsage(price, usage).total === end.cost) ?? priced[0];
}

export function pricedModel(prices: PriceSource, provider: Provider, model: string, at: Date): PricedModel | undefined {
  const facts = prices.lookup({ provider, model, at });
  return isUnknown(facts) || !facts.price ? undefined : { facts, price: facts.price, provider };
}
