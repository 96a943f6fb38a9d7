/** What a rule is told, from a small price list of its own so that a test says what it rests on. */
import type { CallSite } from '../../../server/calls/callSite.ts';
import type { Estimate } from '../../../server/estimate/estimate.ts';
import type { RuleContext } from '../../../server/rules/rule.ts';
import type { ModelFacts, UnknownModel } from '../../../shared/models/model.ts';
import { fromDollars, NO_MONEY } from '../../../shared/money/nanoDollars.ts';

export const TODAY = '2026-11-24';

interface Row {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly facts?: Partial<ModelFacts>;
}

/** Dollars a million tokens. */
const ROWS: Readonly<Record<string, Row>> = {
  'gpt-4o': { input: 2.5, output: 10, cacheRead: 1.25, facts: { maxOutputTokens: 16_384, caching: 'automatic', cacheMinimumTokens: 1024 } },
  'gpt-4': { input: 30, output: 60, facts: { maxOutputTokens: 8192, caching: 'none', successor: 'gpt-4.1' } },
  'gpt-4.1': { input: 2, output: 8, cacheRead: 0.5, facts: { maxOutputTokens: 32_768, caching: 'automatic', cacheMinimumTokens: 1024 } },
  'gpt-4o-2024-05-13': { input: 5, output: 15, cacheRead: 2.5, facts: { caching: 'automatic', successor: 'gpt-4o' } },
  'claude-sonnet-4-5': {
    input: 3,
    output: 15,
    cacheRead: 0.3,
    facts: { maxOutputTokens: 64_000, caching: 'explicit', cacheMinimumTokens: 1024, retires: '2026-11-30', successor: 'claude-sonnet-5' },
  },
  'claude-sonnet-5': {
    input: 2,
    output: 10,
    cacheRead: 0.2,
    facts: { maxOutputTokens: 128_000, caching: 'explicit', cacheMinimumTokens: 1024 },
  },
  'claude-3-opus-20240229': {
    input: 15,
    output: 75,
    cacheRead: 1.5,
    facts: { caching: 'explicit', cacheMinimumTokens: 1024, retires: '2026-01-05' },
  },
};

export function lookup(id: string): ModelFacts | UnknownModel {
  const prefix = id.startsWith('gpt-4o-preview') ? 'gpt-4o' : id;
  const row = ROWS[prefix];
  if (!row) return { unknown: true, reason: `${id} is in no price list`, didYouMean: id === 'gpt-4oo' ? ['gpt-4o'] : [] };
  const rates = {
    input: fromDollars(row.input),
    output: fromDollars(row.output),
    ...(row.cacheRead === undefined ? {} : { cacheRead: fromDollars(row.cacheRead), cacheWrite5m: fromDollars(row.input * 1.25) }),
  };
  return {
    id: prefix,
    provider: 'openai',
    confidence: prefix === id ? 'exact' : 'prefix',
    price: { rates, tiers: [], asOf: TODAY, source: 'test' },
    tokenizer: 'o200k',
    ...row.facts,
  };
}

const UNKNOWN: Estimate = { known: false, reason: 'not estimated here', assumptions: [] };

/** An estimate of so many dollars a call. */
export function costing(dollars: number, input: number, output: number, turns = 1): Estimate {
  const same = (expected: number) => ({ low: expected, expected, high: expected });
  const money = { low: NO_MONEY, expected: fromDollars(dollars), high: fromDollars(dollars) };
  return {
    known: true,
    perCall: money,
    perMonth: money,
    inputTokens: same(input),
    outputTokens: same(output),
    stablePrefixTokens: 0,
    turns: same(turns),
    assumptions: [],
    priceAsOf: TODAY,
    confidence: 'estimated',
  };
}

/** Four characters are a token. */
export function context(text: string, more: Partial<RuleContext> = {}): RuleContext {
  return {
    text,
    lookup,
    model: (call: CallSite) => {
      const facts = call.model.state === 'present' ? lookup(call.model.value) : undefined;
      return facts && 'unknown' in facts ? undefined : facts;
    },
    estimate: () => UNKNOWN,
    supposed: () => UNKNOWN,
    seen: () => undefined,
    tokens: (piece: string) => Math.ceil(piece.length / 4),
    options: { maxRetrievalK: 10, weakLoopBound: 50, callsPerMonth: 10_000 },
    today: TODAY,
    ...more,
  };
}
