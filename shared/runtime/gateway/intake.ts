/** A request that was let in, understood as far as it can be before anything is decided. */
import type { Followed } from '../conversations/conversationBook.ts';
import type { RequestContent } from '../dialects/content.ts';
import type { Dialect, RequestFacts, WireRequest } from '../dialects/dialect.ts';
import type { AttemptStart, Identity } from '../ledger/attempt.ts';
import type { StartVerdicts } from '../ledger/verdicts.ts';
import type { Upstream } from '../settings.ts';
import type { Exchange } from './client/exchange.ts';
import type { OwnHeaders } from './ownHeaders.ts';
import type { RequestHead } from './requestHead.ts';

export interface Intake {
  readonly exchange: Exchange;
  readonly head: RequestHead;
  readonly own: OwnHeaders;
  readonly identity: Identity;
  /** What was decided of it so far. */
  readonly verdicts?: StartVerdicts;
  /** The conversation it goes on with. */
  readonly followed?: Followed;
  readonly upstream: Upstream;
  readonly dialect: Dialect;
  /** With the whole body where it was read, else with an empty one. */
  readonly wire: WireRequest;
  /** The body is not held: it goes upstream as it arrives, so it can be sent only once. */
  readonly streamsUp: boolean;
  /** With the provider whose prices hold at this upstream. */
  readonly facts: RequestFacts;
  /** As the dialect reads them, whoever serves. */
  readonly read: RequestFacts;
  /** What the request says, read once, by the first who asks. */
  readonly content: () => RequestContent;
  /** Nobody will ask for the content any more: it is not held while the request is on its way. */
  readonly letGoOfContent: () => void;
  /** One for all attempts; the client's `x-farthing-request-id`. */
  readonly operation: string;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
}

export const withoutBody = Buffer.alloc(0);
const EMPTY_OBJECT = Buffer.from('{}');

/** Bodies are held only for calls to a model. Whether a path is one is asked of its dialect, with an empty object; the answer is kept for the paths of late. */
export function bodyMatters(dialect: Dialect, method: string, path: string): boolean {
  const plain = path.split('?', 1)[0] as string;
  const key = `${dialect.name} ${method} ${plain}`;
  let matters = known.get(key);
  if (matters === undefined) {
    matters = dialect.read({ method, path: plain, headers: {}, body: EMPTY_OBJECT }).operation !== 'other';
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, matters);
  }
  return matters;
}

const known = new Map<string, boolean>();
const MOST_KNOWN = 2000;

/** The content of a request, kept from the first who asks for it until it is let go of. */
export function contentOnce(read: RequestFacts): Pick<Intake, 'content' | 'letGoOfContent'> {
  let kept: RequestContent | undefined;
  return {
    content: () => {
      kept ??= read.content();
      return kept;
    },
    letGoOfContent: () => {
      kept = undefined;
    },
  };
}

/** The same request for another upstream. */
export function at(upstream: Upstream, intake: Intake): Intake {
  return upstream === intake.upstream ? intake : { ...intake, upstream, facts: factsAt(upstream, intake.read) };
}

export function factsAt({ provider }: Upstream, read: RequestFacts): RequestFacts {
  return provider === undefined ? read : { ...read, provider };
}

/** The row of its first attempt, or of a later one. */
export function startOf(intake: Intake, later?: Pick<AttemptStart, 'id' | 'attempt' | 'startedAt'>): AttemptStart {
  const { operation, facts, identity, verdicts, arrivedAt, dialect, upstream } = intake;
  return {
    id: operation,
    operation,
    attempt: 1,
    startedAt: arrivedAt,
    dialect: dialect.name,
    upstream: upstream.name,
    kind: facts.operation,
    endpoint: facts.endpoint,
    ...(facts.model !== undefined && { model: facts.model }),
    stream: facts.stream,
    identity,
    ...(verdicts && { verdicts }),
    ...later,
  };
}
