/** One request of a client may take several attempts, each admitted and each a row. */
import { setTimeout as pause } from 'node:timers/promises';
import type { NanoDollars } from '../../money/nanoDollars.ts';
import type { AttemptEnd, AttemptStart, Hold } from '../ledger/attempt.ts';
import type { Upstream } from '../settings.ts';
import { admit } from './admission.ts';
import { endOf } from './ending.ts';
import type { Intake } from './intake.ts';
import type { Parts } from './parts.ts';
import { Relay, type Relayed } from './relay/relay.ts';
import { type CachePlan, keepInCache } from './replay.ts';
import { sendWhole } from './replies.ts';
import { addedHeaders, type ReplyHead } from './replyHead.ts';
import { backoffMs, type Position, stepAfter } from './retries.ts';
import { settle } from './settlement.ts';
import type { UpstreamFailure } from './upstream/failure.ts';
import { failureReply } from './upstream/failureReply.ts';
import { type Prepared, prepare } from './upstream/preparation.ts';

/** Sends the request upstream, again where the configuration says so, and sees its reply through. */
export async function makeAttempts(intake: Intake, plan: CachePlan, parts: Parts): Promise<void> {
  const { exchange, operation, dialect } = intake;
  let position: Position = { upstream: intake.upstream, tries: 0 };
  for (let number = 1; ; number++) {
    const { upstream } = position;
    const prepared = await prepare(intake, upstream, parts);
    if ('missing' in prepared) return refuse({ kind: 'unpriceable', message: prepared.missing });
    const start = startOf(intake, upstream, number, parts);
    const admitted = await admit(intake, start, parts);
    if (!admitted.admitted) {
      parts.events.emit({ type: 'refused', start, message: admitted.refusal.message });
      return refuse(admitted.refusal);
    }
    parts.events.emit({ type: 'started', start, ...(admitted.hold && { hold: admitted.hold }) });
    const relayed = await attempt(intake, plan, position, prepared, { start, ...admitted }, parts);
    if (relayed.replied || exchange.gone) return;
    const next = stepAfter(position, intake, parts.settings.upstreams);
    if (!next) return tellFailure(relayed.failure as UpstreamFailure);
    if (next.upstream === upstream) await pause(backoffMs(position.tries, relayed.head));
    position = next;
    if (exchange.gone) return;
  }

  function refuse(refusal: { readonly kind: 'budget' | 'unpriceable' | 'store'; readonly message: string }): void {
    sendWhole(exchange, dialect.refuse({ ...refusal, requestId: operation }), operation, plan.verdict);
  }

  function tellFailure(failure: UpstreamFailure): void {
    sendWhole(exchange, failureReply(dialect.name, failure, operation), operation, plan.verdict);
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
  const { relayed } = new Relay(
    {
      exchange,
      clock: parts.clock,
      readerOf: ({ status, named }) => dialect.reader(facts, { status, headers: named }),
      filter,
      recording: recorder,
      added: cost => addedHeaders(operation, plan.verdict, cost),
      discards: again,
      patienceMs: request.idleMs,
      settle: async ending => {
        const end: AttemptEnd = { ...(await endOf(ending, intake, start.startedAt, parts)), cache: plan.verdict };
        await settle(start, end, recorded, parts);
        if (recorder) keepInCache(plan, ending, end, recorder, intake, parts);
        return knownBefore(end);
      },
    },
    receiver => parts.connections.send(request, receiver),
  );
  return relayed;
}

/** A cost that is only counted is for the ledger, which says so beside it. */
function knownBefore({ cost, confidence }: AttemptEnd): NanoDollars | undefined {
  return confidence === 'counted' ? undefined : cost;
}

function startOf(intake: Intake, upstream: Upstream, number: number, parts: Parts): AttemptStart {
  const { operation, facts, identity, arrivedAt, dialect } = intake;
  return {
    id: number === 1 ? operation : parts.newId(),
    operation,
    attempt: number,
    startedAt: number === 1 ? arrivedAt : parts.clock(),
    dialect: dialect.name,
    upstream: upstream.name,
    kind: facts.operation,
    endpoint: facts.endpoint,
    ...(facts.model !== undefined && { model: facts.model }),
    stream: facts.stream,
    identity,
  };
}
