/** What a call can cost at most before it is made, and what it did cost when it is answered. */
import type { ModelFacts } from '../../models/model.ts';
import { isUnknown, type PriceSource } from '../../models/priceSource.ts';
import { NO_MONEY } from '../../money/nanoDollars.ts';
import type { ReplyFacts, RequestFacts } from '../dialects/dialect.ts';
import { isFree } from '../dialects/requestFacts.ts';
import { costOfReply, type ReplyCost } from './replyCost.ts';
import { createTextCounter, type TextCounter } from './textCounter.ts';
import { type WorstCase, worstCaseOf } from './worstCase.ts';

export type { ReplyCost } from './replyCost.ts';
export type { WorstCase } from './worstCase.ts';

/** Answers at once, but for what has to be loaded first: prices that our own table lacks, a tokenizer. So: `await`. */
export interface Pricer {
  /**
   * The most the call can cost, over price tiers, cache writes and service tiers. `exact`: its input is counted, or where the model's vocabulary is not
   * public bounded by the bytes of its text alone; worth the time when the cheap bound does not fit.
   */
  worstCase(facts: RequestFacts, at: Date, exact?: boolean): WorstCase | Promise<WorstCase>;
  /** `aborted`: the client went away or the reply broke off, so that what was emitted is counted. */
  costOf(facts: RequestFacts, reply: ReplyFacts, at: Date, how: 'settled' | 'aborted'): ReplyCost | Promise<ReplyCost>;
}

export interface PricerOptions {
  readonly prices: PriceSource;
  /**
   * What a request that names no service tier and no place is held for. `standard`: at the standard price, until a reply says that the account has it
   * dearer. `dearest`: at the dearest an account can be set to.
   */
  readonly accountTier?: 'standard' | 'dearest';
  readonly counter?: TextCounter;
}

const FREE: WorstCase = { hold: { money: NO_MONEY, tokens: 0 }, input: 0, output: 0 };

export function createPricer({ prices, accountTier = 'dearest', counter = createTextCounter() }: PricerOptions): Pricer {
  let standardAccount = accountTier === 'standard';
  return {
    worstCase(facts, at, exact = false) {
      if (isFree(facts)) return FREE;
      return modelOf(prices, facts, at, model => {
        if ('unknown' in model || !exact) return worstCaseOf(facts, model, facts.inputBound, standardAccount);
        return counter.closerBound(facts, model.tokenizer).then(bound => worstCaseOf(facts, model, bound, standardAccount));
      });
    },
    costOf(facts, reply, at, how) {
      if (paysMore(facts, reply)) standardAccount = false;
      return costOfReply({ prices, counter }, facts, reply, at, how);
    },
  };
}

/** The reply was charged above the standard price though the request did not ask for that: the account is set so. */
function paysMore({ tier, place }: RequestFacts, { usage }: ReplyFacts): boolean {
  const byTier = tier === undefined && usage?.tier === 'priority';
  return byTier || (place?.account === true && (usage?.placePermille ?? 1000) > 1000);
}

/** Calls back at once when the price is at hand, else when the packaged table is loaded. */
function modelOf<Answer>(
  prices: PriceSource,
  facts: RequestFacts,
  at: Date,
  then: (model: ModelFacts | { readonly unknown: string }) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  if (facts.model === undefined) return then({ unknown: 'the request names no model' });
  const query = { provider: facts.provider, model: facts.model, at };
  const found = prices.find(query);
  const reason = (answer: ReturnType<PriceSource['lookup']>) => then(isUnknown(answer) ? { unknown: answer.reason } : answer);
  return found ? reason(found) : prices.prepare([query]).then(() => reason(prices.lookup(query)));
}
