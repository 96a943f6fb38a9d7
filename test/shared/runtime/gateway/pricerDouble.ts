import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import type { Pricer } from '../../../../shared/runtime/pricing/pricer.ts';

/** A dollar a million tokens, in and out: prices are tested elsewhere. */
export const pricerDouble: Pricer = {
  worstCase: facts => {
    if ('unknown' in facts.inputBound) return { unknown: facts.inputBound.unknown };
    const input = facts.inputBound.tokens;
    const output = (facts.outputLimit ?? 4096) * facts.answers;
    return { hold: { money: asNanos((input + output) * 1000), tokens: input + output }, input, output };
  },
  costOf: (_facts, { usage, emittedCharacters, refused }) => {
    if (refused) return { cost: asNanos(0), confidence: 'exact', notes: [] };
    const tokens = usage ? usage.input + usage.output : emittedCharacters;
    return { ...(usage && { usage }), cost: asNanos(tokens * 1000), confidence: usage ? 'exact' : 'counted', notes: [] };
  },
};
