/** Past calls made again under other rules. Pure: rows and prices in, costs out, each a whole number of nano-dollars. */
import { totalOfUsage } from '../../money/cost.ts';
import { asNanos, type NanoDollars, NO_MONEY } from '../../money/nanoDollars.ts';
import type { Usage } from '../../money/usage.ts';
import type { Changes } from './changes.ts';
import type { PastCall } from './pastCall.ts';
import { PromptCaches } from './promptCache.ts';

export interface Replayed {
  readonly call: PastCall;
  readonly cost: NanoDollars;
  /** `exact`, `semantic`: answered from a cache, here or in the past. */
  readonly answered: 'upstream' | 'exact' | 'semantic';
  /** What is bought; absent where it is not known. */
  readonly usage?: Usage;
  /** Whether anything is otherwise than it was. */
  readonly changed: boolean;
}

/** In the order of time, as `calls` are. */
export function replay(calls: readonly PastCall[], changes: Changes): readonly Replayed[] {
  const caches = new PromptCaches();
  const answers = new Map<string, number>();
  return calls.map(call => {
    const cached = fromCache(call, changes, answers);
    if (cached) return cached;
    return bought(call, changes, caches);
  });
}

/** Answered from a cache under these rules. */
function fromCache(call: PastCall, { exact, semantic }: Changes, answers: Map<string, number>): Replayed | undefined {
  const { end, attempt } = call;
  if (end.cache === 'hit' && exact?.(call) !== false) return { call, cost: call.cost, answered: 'exact', changed: false };
  if (end.cache === 'semantic' && semantic?.(call) !== false) return { call, cost: call.cost, answered: 'semantic', changed: false };
  const life = exact?.(call);
  const digest = attempt.verdicts?.digests?.request;
  if (typeof life === 'number' && digest !== undefined) {
    const until = answers.get(digest);
    if (until !== undefined && attempt.startedAt < until) return { call, cost: NO_MONEY, answered: 'exact', changed: true };
    // What was not answered well is not repeated. An answer is there when it has come.
    if (end.state === 'settled' && end.status === 200) answers.set(digest, end.endedAt + life);
  }
  const { semantic: verdict } = end.verdicts ?? {};
  if (verdict?.outcome === 'would' && verdict.verified !== 'different' && semantic?.(call) === true) {
    return { call, cost: NO_MONEY, answered: 'semantic', changed: true };
  }
  return undefined;
}

function bought(call: PastCall, changes: Changes, caches: PromptCaches): Replayed {
  const { usage, model, end } = call;
  // Without its cache the answer is bought, for what it cost when it was.
  const wasCached = end.cache === 'hit' || end.cache === 'semantic';
  const cost = wasCached ? asNanos(call.cost + (end.saved ?? NO_MONEY)) : call.cost;
  const asItWas: Replayed = { call, cost, answered: 'upstream', ...(usage && { usage }), changed: wasCached };
  if (!usage || !model || end.state !== 'settled') return asItWas;
  const chosen = changes.model?.(call) ?? model;
  const limit = changes.outputLimit?.(call);
  let then: Usage =
    limit === undefined || usage.output <= limit ? usage : { ...usage, output: limit, reasoning: Math.min(usage.reasoning, limit) };
  const life = changes.promptCache?.(call);
  if (life !== undefined) then = caches.usage(call, then, chosen, life);
  if (changes.batch?.(call) && chosen.price.batchPermille !== undefined && !usage.tier) then = { ...then, batch: true };
  if (then === usage && chosen === model) return asItWas;
  // Fees beside the tokens, and whatever made the charge differ from the price list, stay as they were.
  const difference = totalOfUsage(chosen.price, then).total - totalOfUsage(model.price, usage).total;
  return { call, cost: asNanos(Math.max(0, cost + difference)), answered: 'upstream', usage: then, changed: true };
}
