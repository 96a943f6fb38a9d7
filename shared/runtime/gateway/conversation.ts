/** Which conversation a request belongs to, and whether that has become a storm of calls: told before anything is spent. */

import type { Conversation } from '../conversations/conversation.ts';
import type { Followed } from '../conversations/conversationBook.ts';
import { stormIn } from '../conversations/storm.ts';
import type { ReplyFacts } from '../dialects/dialect.ts';
import type { AttemptEnd } from '../ledger/attempt.ts';
import type { Turn } from '../ledger/verdicts.ts';
import { type Intake, startOf } from './intake.ts';
import type { Parts } from './parts.ts';
import { sendWhole } from './replies.ts';

/** A long prompt of a single message is not taken apart only to be followed: it begins a conversation at most. */
const LONG_BYTES = 256 * 1024;

/** Undefined: the request was refused. */
export function followConversation(intake: Intake, parts: Parts): Intake | undefined {
  const { facts, read, own, wire } = intake;
  const { conversations } = parts;
  if (!conversations || own.dryRun || (facts.operation !== 'chat' && facts.operation !== 'generate_content')) return intake;
  if (read.messages <= 1 && !read.tools && wire.body.length > LONG_BYTES) return intake;
  const followed = conversations.book.follow(intake.operation, intake.identity.key, intake.content());
  if (!followed) return intake;
  const told: Intake = { ...intake, followed, verdicts: { ...intake.verdicts, turn: turnOf(followed) } };
  const { refusal, warning } = stormIn(followed, conversations.limits);
  if (warning !== undefined) parts.events.emit({ type: 'storm', start: startOf(told), message: warning });
  if (refusal === undefined) return told;
  parts.events.emit({ type: 'refused', start: startOf(told), message: refusal });
  const { dialect, operation, exchange } = intake;
  sendWhole(exchange, dialect.refuse({ kind: 'storm', message: refusal, requestId: operation }), operation, 'bypass');
  return undefined;
}

/** Adds up what its conversation has come to, and remembers by what its next request may go on. */
export function rememberAnswer(
  { followed }: Intake,
  { usage, cost }: AttemptEnd,
  reply: ReplyFacts | undefined,
  { conversations }: Parts,
): void {
  if (!followed || !conversations) return;
  conversations.book.answered(followed.conversation, (usage?.input ?? 0) + (usage?.output ?? 0), cost, reply?.continuation);
}

function turnOf({ conversation, same }: Followed): Turn {
  return {
    conversation: conversation.id,
    turn: conversation.turns,
    requests: conversation.requests,
    toolCalls: conversation.toolCalls,
    tokens: conversation.turn.tokens,
    cost: conversation.all.money,
    ...loopOf(conversation, same),
  };
}

/** Once is no loop. */
function loopOf({ repeats }: Conversation, same: Followed['same']): Pick<Turn, 'repeats' | 'tool'> {
  if (same) return { repeats: same.times, tool: same.tool };
  return repeats > 1 ? { repeats } : {};
}
