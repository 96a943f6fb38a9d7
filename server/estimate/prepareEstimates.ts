/** Loads what estimates of these calls need, and no more: most runs need neither the packaged prices nor a vocabulary. */

import type { TokenizerFamily } from '../../shared/models/model.ts';
import { isUnknown, type PriceSource } from '../../shared/models/priceSource.ts';
import type { TokenCounter } from '../../shared/models/tokens/tokenCounter.ts';
import type { CallSite } from '../calls/callSite.ts';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from './assumptions.ts';
import { needsCounting } from './callSize.ts';
import { queriesOf } from './modelOfCall.ts';

export interface Preparation {
  readonly prices: PriceSource;
  readonly tokens: TokenCounter;
  readonly at: Date;
  readonly exact?: boolean;
  readonly assumptions?: Assumptions;
}

export async function prepareEstimates(calls: readonly CallSite[], { prices, tokens, at, exact, assumptions }: Preparation): Promise<void> {
  const spending = calls.filter(call => !call.free);
  await prices.prepare(spending.flatMap(call => queriesOf(call, at)));
  const families = new Set<TokenizerFamily>();
  for (const call of spending) {
    for (const query of queriesOf(call, at)) {
      const facts = prices.lookup(query);
      if (isUnknown(facts) || tokens.isLoaded(facts.tokenizer) || families.has(facts.tokenizer)) continue;
      if (exact || needsCounting(call, facts, tokens, assumptions ?? DEFAULT_ASSUMPTIONS)) families.add(facts.tokenizer);
    }
  }
  if (families.size > 0) await tokens.load(families);
}
