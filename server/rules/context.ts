/** What rules are told, put together from prices, the estimator, a token counter and the day. */

import type { ModelFacts, TokenizerFamily, UnknownModel } from '../../shared/models/model.ts';
import type { ModelQuery } from '../../shared/models/priceSource.ts';
import type { CallSite } from '../calls/callSite.ts';
import type { Estimate } from '../estimate/estimate.ts';
import type { Observations } from '../estimate/observed.ts';
import type { RuleContext, RuleOptions } from './rule.ts';

interface RuleKnowledge {
  readonly prices: { lookup(query: ModelQuery): ModelFacts | UnknownModel };
  estimate(call: CallSite): Estimate;
  supposed(call: CallSite): Estimate;
  readonly seen: Observations;
  /** Tokens of a text in a family's tokenizer. */
  countTokens(text: string, family: TokenizerFamily): number;
  /** ISO date. */
  readonly today: string;
}

/** For one file, whose text is given. */
export function createRuleContext(text: string, knowledge: RuleKnowledge, options: RuleOptions): RuleContext {
  const at = new Date(`${knowledge.today.slice(0, 10)}T00:00:00Z`);
  const lookup = (id: string, call: CallSite) => knowledge.prices.lookup({ provider: call.provider, model: id, at });
  const model = (call: CallSite): ModelFacts | undefined => {
    const found = call.model.state === 'present' ? lookup(call.model.value, call) : undefined;
    return found === undefined || 'unknown' in found ? undefined : found;
  };
  return {
    text,
    lookup,
    model,
    estimate: call => knowledge.estimate(call),
    supposed: call => knowledge.supposed(call),
    seen: call => knowledge.seen(call),
    tokens: (piece, call) => knowledge.countTokens(piece, model(call)?.tokenizer ?? 'other'),
    options,
    today: knowledge.today,
  };
}
