/** The exact cache on the path of a request: asked before the upstream is, told afterwards. */
import type { CacheKey, Lookup, Outcome, RecordedReply } from '../cache/exactCache.ts';
import { reasonNotToStore } from '../cache/fitness.ts';
import type { AttemptEnd } from '../ledger/attempt.ts';
import type { CachePlan } from './cachePlan.ts';
import type { Intake } from './intake.ts';
import { answerWithKept } from './keptAnswer.ts';
import type { Parts } from './parts.ts';
import type { Recording } from './relay/recording.ts';
import type { Ending } from './relay/relay.ts';

/** Undefined: the request was answered from the cache, or its client went away while it waited for an identical one. */
export async function throughCache(intake: Intake, parts: Parts): Promise<CachePlan | undefined> {
  const { own, exchange } = intake;
  const { explain } = own.cache;
  const bypass: CachePlan = { verdict: 'bypass', wishes: own.cache, done: () => {} };
  const key = keyOf(intake, parts);
  const { cache } = parts;
  if (!cache || 'bypass' in key) return { ...bypass, ...(explain && 'bypass' in key && { why: key.bypass }) };
  const unasked: CachePlan = { ...bypass, verdict: 'miss', key };
  if (own.cache.noCache) return { ...unasked, ...(explain && { why: 'no-cache was asked for' }) };
  const found = cache.lookup(key);
  if (await answered(found, intake, parts)) return undefined;
  const plan: CachePlan = { ...unasked, ...(explain && 'miss' in found && { why: found.why() }) };
  // Nobody gains by waiting for an answer that will not be kept.
  if (own.cache.noStore) return plan;
  const waiting = new AbortController();
  exchange.onGone(() => waiting.abort());
  const turn = await Promise.resolve(cache.enter(key, waiting.signal)).catch(error => {
    if (!exchange.gone) throw error;
  });
  if (!turn) return undefined;
  if (turn.lead) return (await answeredByTeam(key, turn.done, intake, parts)) ? undefined : { ...plan, done: turn.done };
  return (await answered(cache.lookup(key), intake, parts)) ? undefined : plan;
}

/** What another machine of the team was answered. */
async function answeredByTeam(key: CacheKey, done: CachePlan['done'], intake: Intake, parts: Parts): Promise<boolean> {
  const { cache } = parts;
  if (!cache?.fetch) return false;
  await cache.fetch(key);
  const found = cache.lookup(key);
  if (!('hit' in found)) return false;
  done('stored');
  return answered(found, intake, parts);
}

function keyOf(
  { wire, facts, dialect, upstream, identity, own, streamsUp }: Intake,
  { cache }: Parts,
): CacheKey | { readonly bypass: string } {
  if (!cache) return { bypass: 'the cache is switched off' };
  if (streamsUp) return { bypass: 'not an endpoint that is read' };
  return cache.key(wire, facts, dialect.name, `${upstream.name} ${upstream.baseUrl ?? ''}`, identity, own.cache);
}

async function answered(lookup: Lookup, intake: Intake, parts: Parts): Promise<boolean> {
  if (!('hit' in lookup)) return false;
  const { hit } = lookup;
  await answerWithKept({ reply: hit, cache: 'hit' }, intake, parts);
  return true;
}

const OF_THE_CONTENT = ['content-type', 'content-encoding'];

/** Stores an answer that is fit for it, and tells those who wait how it went. Returns it, or undefined where it was not stored. */
export function keepInCache(
  plan: CachePlan,
  ending: Ending,
  end: AttemptEnd,
  recorded: Recording,
  intake: Intake,
  parts: Parts,
): RecordedReply | undefined {
  const answer = kept(plan, ending, end, recorded, intake, parts);
  plan.done(typeof answer === 'string' ? answer : 'stored');
  return typeof answer === 'string' ? undefined : answer;
}

function kept(
  { key, wishes }: CachePlan,
  ending: Ending,
  end: AttemptEnd,
  recorded: Recording,
  { facts }: Intake,
  { cache }: Parts,
): RecordedReply | Exclude<Outcome, 'stored'> {
  const { head, facts: reply } = ending;
  const body = recorded.take();
  if (ending.how !== 'whole' || !head || !reply) return 'failed';
  if (!key || !cache || !body || reasonNotToStore(head.status, reply) !== undefined) return 'unfit';
  const answer: RecordedReply = {
    status: head.status,
    headers: Object.fromEntries(OF_THE_CONTENT.flatMap(name => (head.named[name] === undefined ? [] : [[name, head.named[name]]]))),
    body,
    stream: facts.stream,
    ...(end.usage && { usage: end.usage }),
    ...(end.cost !== undefined && { cost: end.cost }),
    ...(reply.model !== undefined && { model: reply.model }),
  };
  cache.store(key, answer, wishes);
  return answer;
}
