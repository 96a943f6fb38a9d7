/** A call that the runtime makes by itself, on behalf of a request: admitted by the same budgets, a row of its own, charged to whoever the request is for. */
import type { ReplyReader } from '../dialects/dialect.ts';
import type { AttemptStart } from '../ledger/attempt.ts';
import type { Upstream } from '../settings.ts';
import { admit } from './admission.ts';
import { endOf } from './ending.ts';
import { factsAt, type Intake, startOf } from './intake.ts';
import type { Parts } from './parts.ts';
import type { Ending } from './relay/relay.ts';
import type { ReplyHead } from './replyHead.ts';
import { settle } from './settlement.ts';
import { addressOf } from './upstream/address.ts';
import type { UpstreamRequest } from './upstream/connections.ts';

export interface OwnCall {
  readonly upstream: Upstream;
  readonly path: string;
  readonly body: object;
  readonly authorization?: string;
  /** Tag `farthing` of its row. */
  readonly purpose: string;
}

/** Milliseconds without a byte. */
const IDLE_MS = 10_000;
/** More is no answer to a question of ours. */
const MOST_BYTES = 32 * 1024 * 1024;

/** The body of its answer. Rejects with a sentence. */
export async function ownCall({ upstream, path, body, authorization, purpose }: OwnCall, behind: Intake, parts: Parts): Promise<Buffer> {
  if (upstream.baseUrl === undefined) throw new Error(`the upstream "${upstream.name}" has no address`);
  const dialect = parts.dialectOf(upstream.dialect);
  const bytes = Buffer.from(JSON.stringify(body));
  const wire = { method: 'POST', path, headers: { 'content-type': 'application/json' }, body: bytes };
  const read = dialect.read(wire);
  const id = parts.newId();
  const { identity } = behind;
  const intake: Intake = {
    ...behind,
    upstream,
    dialect,
    wire,
    read,
    facts: factsAt(upstream, read),
    operation: id,
    arrivedAt: parts.clock(),
    identity: { ...identity, tags: { ...identity.tags, farthing: purpose } },
    verdicts: undefined,
  };
  const start = startOf(intake);
  const admitted = await admit(intake, start, parts);
  if (!admitted.admitted) {
    parts.events.emit({ type: 'refused', start, message: admitted.refusal.message });
    throw new Error(admitted.refusal.message);
  }
  parts.events.emit({ type: 'started', start, ...(admitted.hold && { hold: admitted.hold }) });
  const request: UpstreamRequest = {
    ...addressOf(upstream.baseUrl, path),
    method: 'POST',
    headers: [
      ...['content-type', 'application/json', 'content-length', String(bytes.length), 'accept-encoding', 'identity'],
      ...(authorization === undefined ? [] : ['authorization', authorization]),
    ],
    body: bytes,
    idleMs: IDLE_MS,
  };
  const { ending, answer } = await sent(request, head => dialect.reader(intake.facts, { status: head.status, headers: head.named }), parts);
  await finish(start, ending, admitted.recorded, intake, parts);
  if (ending.how !== 'whole') throw new Error(typeof ending.how === 'string' ? 'it was broken off' : ending.how.sentence);
  if (ending.head?.status !== 200) throw new Error(`the upstream "${upstream.name}" answered with status ${ending.head?.status}`);
  return answer;
}

async function finish(start: AttemptStart, ending: Ending, recorded: boolean, intake: Intake, parts: Parts): Promise<void> {
  await settle(start, await endOf(ending, intake, start.startedAt, parts), recorded, parts);
}

function sent(
  request: UpstreamRequest,
  readerOf: (head: ReplyHead) => ReplyReader,
  { connections, clock }: Parts,
): Promise<{ readonly ending: Ending; readonly answer: Buffer }> {
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    let length = 0;
    let head: ReplyHead | undefined;
    let reader: ReplyReader | undefined;
    let firstByteAt: number | undefined;
    const end = (how: Ending['how']): void => {
      const facts = reader?.facts();
      resolve({
        ending: { how, sent: call.sent, ...(head && { head }), ...(facts && { facts }), ...(firstByteAt !== undefined && { firstByteAt }) },
        answer: Buffer.concat(chunks),
      });
    };
    const call = connections.send(request, {
      onInform: () => {},
      onHead: received => {
        head = received;
        reader = readerOf(received);
      },
      onData: chunk => {
        firstByteAt ??= clock();
        reader?.write(chunk);
        chunks.push(chunk);
        length += chunk.length;
        if (length <= MOST_BYTES) return;
        call.abort();
        end({ kind: 'broken', sent: true, sentence: 'the answer is too long' });
      },
      onEnd: () => end('whole'),
      onFailure: end,
    });
  });
}
