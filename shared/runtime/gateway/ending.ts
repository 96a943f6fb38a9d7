/** What an attempt comes to in the ledger. */
import { NO_MONEY } from '../../money/nanoDollars.ts';
import type { ReplyFacts } from '../dialects/dialect.ts';
import type { AttemptEnd } from '../ledger/attempt.ts';
import type { ReplyCost } from '../pricing/pricer.ts';
import type { Intake } from './intake.ts';
import type { Parts } from './parts.ts';
import type { Ending } from './relay/relay.ts';

/** A reply of which nothing came. */
const NOTHING_CAME: ReplyFacts = { emittedCharacters: 0, emittedText: '', complete: false, finishReasons: [], toolCalls: 0 };

const NOTHING_SPENT: ReplyCost = { cost: NO_MONEY, confidence: 'exact', notes: [] };

export async function endOf(ending: Ending, intake: Intake, startedAt: number, parts: Parts): Promise<AttemptEnd> {
  const { head, firstByteAt, facts } = ending;
  const state = stateOf(ending);
  const priced = await costOf(ending, state, intake, startedAt, parts);
  return {
    endedAt: parts.clock(),
    state,
    ...(head && { status: head.status }),
    ...priced,
    ...(facts?.model !== undefined && { answeredBy: facts.model }),
    ...(firstByteAt !== undefined && { firstByteMs: firstByteAt - intake.arrivedAt }),
    cache: 'bypass',
    notes: [...noteOf(ending), ...priced.notes],
  };
}

function stateOf({ how, head, sent }: Ending): AttemptEnd['state'] {
  if (how === 'gone') return 'aborted';
  if (how === 'discarded' || (head && isError(head.status))) return 'failed';
  if (how === 'whole') return 'settled';
  return sent ? 'aborted' : 'failed';
}

function costOf(
  ending: Ending,
  state: AttemptEnd['state'],
  { facts }: Intake,
  startedAt: number,
  { pricer }: Parts,
): ReplyCost | Promise<ReplyCost> {
  if (!ending.sent) return NOTHING_SPENT;
  if (ending.unreadable) {
    const encoding = ending.head?.named['content-encoding'];
    return { confidence: 'unknown', notes: [`the reply cannot be read: its content-encoding is ${encoding}`] };
  }
  const reply = ending.facts ?? NOTHING_CAME;
  if (reply.usage === undefined && state === 'failed') return NOTHING_SPENT;
  return pricer.costOf(facts, reply, new Date(startedAt), state === 'aborted' ? 'aborted' : 'settled');
}

function noteOf({ how }: Ending): string[] {
  if (how === 'gone') return ['the client went away'];
  return typeof how === 'string' ? [] : [how.sentence];
}

function isError(status: number): boolean {
  return status >= 400;
}
