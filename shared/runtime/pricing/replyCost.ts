/** What an answered call cost: reported counts where there are any, counted ones where not, and never a guess without a word. */
import type { Confidence, ModelFacts, TokenizerFamily } from '../../models/model.ts';
import { isUnknown, type ModelQuery, type PriceSource } from '../../models/priceSource.ts';
import { totalOfUsage } from '../../money/cost.ts';
import { addMoney, type NanoDollars, NO_MONEY, times } from '../../money/nanoDollars.ts';
import { type Usage, usageOf } from '../../money/usage.ts';
import type { ReplyFacts, RequestFacts } from '../dialects/dialect.ts';
import { isFree } from '../dialects/requestFacts.ts';
import type { CostConfidence } from '../ledger/attempt.ts';
import type { TextCounter } from './textCounter.ts';
import { toolFee } from './toolFees.ts';

export interface ReplyCost {
  /** Reported, or counted here where `confidence` says so. */
  readonly usage?: Usage;
  /** Absent: not known, and `notes` says why. */
  readonly cost?: NanoDollars;
  readonly confidence: CostConfidence;
  /** `2026-10-08 platform.claude.com/...`: day and source of the price. */
  readonly priceVersion?: string;
  readonly notes: readonly string[];
}

export interface Means {
  readonly prices: PriceSource;
  readonly counter: TextCounter;
}

type Priced = ModelFacts | { readonly unknown: string };

export function costOfReply(
  means: Means,
  facts: RequestFacts,
  reply: ReplyFacts,
  at: Date,
  how: 'settled' | 'aborted',
): ReplyCost | Promise<ReplyCost> {
  if (reply.refused) return { cost: NO_MONEY, confidence: 'exact', notes: ['refused by the upstream: nothing is charged'] };
  if (isFree(facts)) return { cost: NO_MONEY, confidence: 'exact', notes: [] };
  const model = pricedModel(means.prices, facts, reply, at);
  if (!model) return means.prices.prepare(queries(facts, reply, at)).then(() => costOfReply(means, facts, reply, at, how));
  const reason = uncountable(facts, reply, how);
  if (reason !== undefined) return { ...(reply.usage ? { usage: reply.usage } : {}), confidence: 'unknown', notes: [reason] };
  if (!mustCount(reply, how)) return priced(model, facts, reply, reply.usage as Usage, []);
  return countedCost(means.counter, facts, reply, model);
}

async function countedCost(counter: TextCounter, facts: RequestFacts, reply: ReplyFacts, model: Priced): Promise<ReplyCost> {
  const known = 'unknown' in model ? undefined : model;
  const { usage, notes } = await countedUsage(counter, facts, reply, known?.tokenizer ?? 'o200k');
  if (known?.reasoning) notes.push('reasoning that was not shown is not counted');
  const cost = priced(model, facts, reply, usage, notes);
  return cost.confidence === 'unknown' ? cost : { ...cost, confidence: 'counted' };
}

/** The reported counts are not all there are. */
function mustCount(reply: ReplyFacts, how: 'settled' | 'aborted'): boolean {
  return (
    reply.usage === undefined || reply.usagePartial === true || (how === 'aborted' && !reply.complete && reply.finishReasons.length === 0)
  );
}

/** Why no count would be right; undefined when the call can be counted or was. */
function uncountable(facts: RequestFacts, reply: ReplyFacts, how: 'settled' | 'aborted'): string | undefined {
  if (reply.continues) return 'it goes on at the provider: what it costs is not said in the reply';
  if (reply.unpriced && reply.unpriced.length > 0) return reply.unpriced.join('; ');
  if (!mustCount(reply, how) || reply.usage !== undefined) return undefined;
  if (facts.operation === 'other') return 'the reply reports no usage';
  // What is not streamed is generated before its first byte: nothing that came says how much.
  if (how === 'aborted' && !facts.stream && facts.operation !== 'embeddings') return 'it broke off before it said what was generated';
  if (reply.unreadable) return 'the reply could not be read';
  return 'unknown' in facts.inputBound ? `the reply reports no usage, and ${facts.inputBound.unknown}` : undefined;
}

/** Input as reported, else counted; output as emitted, but never below what was reported. */
async function countedUsage(
  counter: TextCounter,
  facts: RequestFacts,
  reply: ReplyFacts,
  family: TokenizerFamily,
): Promise<{ readonly usage: Usage; readonly notes: string[] }> {
  const reported = reply.usage;
  const emitted = facts.operation === 'embeddings' ? 0 : await counter.likelyTokens(reply.emittedText, family);
  // No more than the provider would have let it say: a count by another vocabulary may be over it.
  const limit = facts.outputLimit === undefined ? emitted : facts.outputLimit * facts.answers;
  const output = Math.max(Math.min(emitted, limit), reported?.output ?? 0);
  if (reported) return { usage: usageOf({ ...reported, output }), notes: ['output counted: the reply ended before its last count'] };
  const input = await counter.likelyInput(facts, family);
  const tier = facts.tier === undefined ? {} : { tier: facts.tier };
  return { usage: usageOf({ input, output, ...tier }), notes: ['counted: the reply reports no usage'] };
}

function priced(model: Priced, facts: RequestFacts, reply: ReplyFacts, usage: Usage, notes: readonly string[]): ReplyCost {
  const price = 'unknown' in model ? undefined : model.price;
  if ('unknown' in model || !price) {
    const reason = 'unknown' in model ? model.unknown : `the price of ${model.id} is not known`;
    return { usage, confidence: 'unknown', notes: [...notes, reason] };
  }
  const priceVersion = `${price.asOf} ${price.source}`;
  const fees = feesOf(facts, reply);
  if (typeof fees === 'string') return { usage, confidence: 'unknown', priceVersion, notes: [...notes, fees] };
  const { total, assumed } = totalOfUsage(price, usage);
  const split = reply.splitAssumed ? ['the life of cache writes is taken from the request'] : [];
  return { usage, cost: addMoney(total, fees), confidence: model.confidence, priceVersion, notes: [...notes, ...split, ...assumed] };
}

/** Fees of the tools that ran at the provider; a sentence when one of them is not known. */
function feesOf({ provider }: RequestFacts, { toolUses = {} }: ReplyFacts): NanoDollars | string {
  let sum = NO_MONEY;
  for (const [tool, uses] of Object.entries(toolUses)) {
    const fee = toolFee(provider, tool);
    if (fee === undefined) return `what ${tool} costs at the provider is not known`;
    sum = addMoney(sum, times(fee, uses));
  }
  return sum;
}

const CERTAINTY: readonly Confidence[] = ['prefix', 'alias', 'exact', 'override'];

/**
 * The model whose price holds: the one that answered, which routers and aliases choose, unless the user's own table names the one asked for, or only
 * that one is known. Undefined while prices have to be loaded.
 */
function pricedModel(prices: PriceSource, facts: RequestFacts, reply: ReplyFacts, at: Date): Priced | undefined {
  let best: ModelFacts | undefined;
  let unknown = 'neither request nor reply names a model';
  for (const query of queries(facts, reply, at)) {
    const found = prices.find(query);
    if (!found) return undefined;
    if (isUnknown(found)) unknown = found.reason;
    else if (!best || outranks(found, best)) best = found;
  }
  return best ?? { unknown };
}

/** The later of two, which is the one that answered, unless it is less certain. */
function outranks(answered: ModelFacts, asked: ModelFacts): boolean {
  if (!answered.price) return false;
  if (!asked.price) return true;
  if (asked.confidence === 'override') return answered.confidence === 'override';
  return answered.confidence !== 'prefix' || CERTAINTY.indexOf(asked.confidence) <= CERTAINTY.indexOf(answered.confidence);
}

/** The model asked for, then the one that answered. */
function queries({ provider, model }: RequestFacts, reply: ReplyFacts, at: Date): readonly ModelQuery[] {
  const asked = model === undefined ? [] : [{ provider, model, at }];
  return reply.model === undefined || reply.model === model ? asked : [...asked, { provider, model: reply.model, at }];
}
