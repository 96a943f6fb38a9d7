/** Whether a conversation has become a storm of calls, in sentences: money first, then what to do. */
import { formatDollars } from '../../money/formatDollars.ts';
import type { Followed } from './conversationBook.ts';
import { ABSURD, NOTEWORTHY, type StormLimits } from './stormLimits.ts';

export interface StormVerdict {
  /** The next call is not made. */
  readonly refusal?: string;
  /** Told once for each kind of trouble of a conversation. */
  readonly warning?: string;
}

/** `limits`: what the configuration names; what it does not is refused only where it is absurd. Marks in the conversation what was told. */
export function stormIn(followed: Followed, limits: StormLimits): StormVerdict {
  const refused = firstOver(followed, overAll(limits, ABSURD));
  if (refused) return { refusal: refusalOf(followed, refused) };
  const noted = firstOver(followed, overAll(limits, NOTEWORTHY));
  const { told } = followed.conversation;
  if (!noted || told.has(noted.setting)) return {};
  told.add(noted.setting);
  return { warning: `${spentIn(followed)} ${noted.what}; nothing is refused. ${howToLimit(noted.setting)}` };
}

/** A limit of the user's own stands in place of ours. */
function overAll(own: StormLimits, ours: StormLimits): StormLimits {
  return {
    turn: { ...ours.turn, ...own.turn },
    conversation: { ...ours.conversation, ...own.conversation },
    repeats: own.repeats ?? ours.repeats,
  };
}

interface Over {
  /** Behind `runtime.storm.` in the configuration. */
  readonly setting: string;
  readonly what: string;
  readonly limit: string;
}

function firstOver({ conversation, same }: Followed, { turn, conversation: whole, repeats }: StormLimits): Over | undefined {
  const { toolCalls, requests } = conversation;
  if (repeats !== undefined && same && same.times > repeats) {
    return {
      setting: 'repeats',
      what: `${same.tool} was called ${same.times} times in a row with the same arguments`,
      limit: count(repeats),
    };
  }
  if (repeats !== undefined && conversation.repeats > repeats) {
    return { setting: 'repeats', what: `the same request came ${conversation.repeats} times in a row`, limit: count(repeats) };
  }
  if (turn.toolCalls !== undefined && toolCalls > turn.toolCalls) {
    return { setting: 'turn.toolCalls', what: `${count(toolCalls)} tool calls since the user last spoke`, limit: count(turn.toolCalls) };
  }
  const amounts = [
    ['turn.tokens', conversation.turn.tokens, turn.tokens, 'tokens in this turn'],
    ['conversation.tokens', conversation.all.tokens, whole.tokens, 'tokens in this conversation'],
    ['conversation.requests', requests, whole.requests, 'requests in this conversation'],
  ] as const;
  for (const [setting, reached, limit, what] of amounts) {
    if (limit !== undefined && reached > limit) return { setting, what: `${count(reached)} ${what}`, limit: count(limit) };
  }
  const sums = [
    ['turn.usd', conversation.turn.money, turn.money, 'in this turn'],
    ['conversation.usd', conversation.all.money, whole.money, 'in this conversation'],
  ] as const;
  for (const [setting, spent, limit, what] of sums) {
    if (limit !== undefined && spent >= limit)
      return { setting, what: `${formatDollars(spent)} spent ${what}`, limit: formatDollars(limit) };
  }
  return undefined;
}

function refusalOf(followed: Followed, { setting, what, limit }: Over): string {
  return `${spentIn(followed)} ${what}, and ${limit} is the limit: this call is not made. Raise it with runtime.storm.${setting} in config.jsonc and restart the runtime, or begin a new conversation.`;
}

function spentIn({ conversation }: Followed): string {
  return `${formatDollars(conversation.all.money)} in a conversation of ${count(conversation.requests)} ${conversation.requests === 1 ? 'request' : 'requests'}:`;
}

function howToLimit(setting: string): string {
  return `runtime.storm.${setting} in config.jsonc stops it there.`;
}

function count(amount: number): string {
  return amount.toLocaleString('en');
}
