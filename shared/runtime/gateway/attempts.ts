/** One request of a client may take several attempts, each admitted and each a row. */
import { setTimeout as pause } from 'node:timers/promises';
import type { NanoDollars } from '../../money/nanoDollars.ts';
import type { Refusal } from '../dialects/dialect.ts';
import type { AttemptEnd, AttemptStart, Hold } from '../ledger/attempt.ts';
import { admit } from './admission.ts';
import type { CachePlan } from './cachePlan.ts';
import { rememberAnswer } from './conversation.ts';
import { endOf } from './ending.ts';
import { at, type Intake, startOf } from './intake.ts';
import type { Parts } from './parts.ts';
import { Relay, type Relayed, type RelayPlan } from './relay/relay.ts';
import { keepInCache } from './replay.ts';
import { sendWhole } from './replies.ts';
import { addedHeaders, explanation, type ReplyHead } from './replyHead.ts';
import { backoffMs, type Position, stepAfter } from './retries.ts';
import { settle } from './settlement.ts';
import type { UpstreamFailure } from './upstream/failure.ts';
import { failureReply } from './upstream/failureReply.ts';
import { type Prepared, prepare } from './upstream/preparation.ts';

/** `number`: of the last attempt. `refused`: by a limit, or as it cannot be sent, which its reply says. */
export interface Attempted {
  readonly number: number;
  readonly refused: boolean;
}

/** Sends the request upstream, again where the configuration says so, and sees its reply through. `first`: number of its first attempt. */
export async function makeAttempts(intake: Intake, plan: CachePlan, parts: Parts, first = 1): Promise<Attempted> {
  const { exchange, operation, dialect } = intake;
  let position: Position = { upstream: intake.upstream, tries: 0 };
  for (let number = first; ; number++) {
    const current = at(position.upstream, intake);
    const prepared = await prepare(current, parts);
    if ('missing' in prepared) return refuse({ kind: 'unpriceable', message: prepared.missing }, number);
    const start = startOf(current, number === 1 ? undefined : { id: parts.newId(), attempt: number, startedAt: parts.clock() });
    const admitted = await admit(current, start, parts);
    if (!admitted.admitted) {
      parts.events.emit({ type: 'refused', start, message: admitted.refusal.message });
      return refuse(admitted.refusal, number);
    }
    parts.events.emit({ type: 'started', start, ...(admitted.hold && { hold: admitted.hold }) });
    const relayed = await attempt(current, plan, position, prepared, { start, ...admitted }, parts);
    if (relayed.replied || exchange.gone) return { number, refused: false };
    const { failure, head } = relayed;
    const next = stepAfter(position, intake, parts.settings.upstreams, failure ? undefined : head);
    if (!next) return tellFailure(failure as UpstreamFailure, number);
    if (next.upstream === position.upstream) await pause(backoffMs(position.tries, head));
    position = next;
    if (exchange.gone) return { number, refused: false };
  }

  function refuse(refusal: Omit<Refusal, 'requestId'>, number: number): Attempted {
    sendWhole(exchange, dialect.refuse({ ...refusal, requestId: operation }), operation, plan.verdict);
    return { number, refused: true };
  }

  function tellFailure(failure: UpstreamFailure, number: number): Attempted {
    sendWhole(exchange, failureReply(dialect.name, failure, operation), operation, plan.verdict);
    return { number, refused: false };
  }
}

interface Entered {
  readonly start: AttemptStart;
  readonly hold?: Hold;
  readonly recorded: boolean;
}

async function attempt(
  intake: Intake,
  plan: CachePlan,
  position: Position,
  { request, filter }: Exclude<Prepared, { missing: string }>,
  { start, recorded }: Entered,
  parts: Parts,
): Promise<Relayed> {
  const { exchange, dialect, facts, operation } = intake;
  const recorder = plan.key && !plan.wishes.noStore ? parts.newRecording() : undefined;
  const again = (head: ReplyHead) => stepAfter(position, intake, parts.settings.upstreams, head) !== undefined;
  let settled = false;
  const relayPlan: RelayPlan = {
    exchange,
    clock: parts.clock,
    readerOf: ({ status, named }) => dialect.reader(facts, { status, headers: named }),
    filter,
    recording: recorder,
    added: cost => [...addedHeaders(operation, plan.verdict, cost), ...explanation(plan.why)],
    discards: again,
    patienceMs: request.idleMs,
    settle: async ending => {
      const semantic = plan.semantic?.verdict(ending);
      const end: AttemptEnd = {
        ...(await endOf(ending, intake, start.startedAt, parts)),
        cache: plan.verdict,
        ...(semantic && { verdicts: { semantic } }),
      };
      settled = true;
      await settle(start, end, recorded, parts);
      rememberAnswer(intake, end, ending.facts, parts);
      const answer = recorder && keepInCache(plan, ending, end, recorder, intake, parts);
      if (answer && ending.facts) plan.semantic?.answered(answer, ending.facts);
      return knownBefore(end);
    },
  };
  try {
    return await new Relay(relayPlan, receiver => parts.connections.send(request, receiver)).relayed;
  } catch (bug) {
    // No hold stands for the life of the process because of a mistake of ours.
    if (!settled) await settle(start, brokenEnd(parts, plan), recorded, parts);
    throw bug;
  }
}

/** What it came to is not known: budgets count its hold. */
function brokenEnd({ clock }: Parts, { verdict }: CachePlan): AttemptEnd {
  return { endedAt: clock(), state: 'aborted', confidence: 'unknown', cache: verdict, notes: ['a fault of the runtime broke it off'] };
}

/** A cost that is only counted is for the ledger, which says so beside it. */
function knownBefore({ cost, confidence }: AttemptEnd): NanoDollars | undefined {
  return confidence === 'counted' ? undefined : cost;
}
