/**
 * Tells which conversation a request goes on with: a conversation grows, so that the messages of its last request stand at the head of its next one. Only
 * its first message and the one that was its last are compared, and only those are hashed, however long it is. OpenAI's Responses, which may leave
 * the messages at the provider, name what they go on from.
 */
import { hash } from 'node:crypto';
import { addMoney, type NanoDollars, NO_MONEY } from '../../money/nanoDollars.ts';
import type { Message, RequestContent } from '../dialects/content.ts';
import { asObject, asText } from '../dialects/jsonValue.ts';
import { type Conversation, newConversation } from './conversation.ts';
import { isUsers, type ToolRun, toolRunOf } from './toolCalls.ts';

export interface Followed {
  readonly conversation: Conversation;
  /** The last calls of tools were all the same. */
  readonly same?: ToolRun['same'];
  /** It waits for the model's answer to a tool's result: the model is not to change here. */
  readonly inToolLoop: boolean;
}

export interface ConversationBook {
  /** `who`: conversations of different people and keys are never one. Undefined: there is no message to follow. */
  follow(id: string, who: string, content: RequestContent): Followed | undefined;
  /** What a request of it came to. `reply`: the id by which the next request may go on. */
  answered(conversation: Conversation, tokens: number, cost: NanoDollars | undefined, reply?: string): void;
}

const MOST_CONVERSATIONS = 4_000;
const MOST_REPLIES = 20_000;
/** That began with the same message. */
const MOST_ALIKE = 32;

export function conversationBook(mostConversations = MOST_CONVERSATIONS): ConversationBook {
  /** By their first message; the last used last. */
  const byStart = new Map<string, Conversation[]>();
  const byReply = new Map<string, Conversation>();
  let count = 0;

  const forget = () => {
    for (const [key, alike] of byStart) {
      if (count <= mostConversations) return;
      byStart.delete(key);
      count -= alike.length;
    }
  };

  const begin = (id: string, key: string): Conversation => {
    const begun = newConversation(id, key);
    const alike = byStart.get(key) ?? [];
    if (alike.length >= MOST_ALIKE) {
      alike.shift();
      count--;
    }
    alike.push(begun);
    byStart.set(key, alike);
    count++;
    forget();
    return begun;
  };

  const touch = ({ key }: Conversation) => {
    const alike = byStart.get(key);
    if (!alike) return;
    byStart.delete(key);
    byStart.set(key, alike);
  };

  return {
    follow(id, who, { messages, body }) {
      const from = goesOnFrom(body);
      const first = messages[0];
      if (from === undefined && !first) return undefined;
      const run = toolRunOf(messages);
      const inToolLoop = (messages.at(-1)?.toolResults ?? 0) > 0;
      if (from !== undefined) {
        const conversation = byReply.get(`${who} ${from}`) ?? begin(id, `${who} ${from}`);
        byReply.set(`${who} ${from}`, conversation);
        goOn(conversation, messages, run, true);
        touch(conversation);
        return { conversation, inToolLoop, ...(run.same && { same: run.same }) };
      }
      const key = `${who} ${digestOf(first as Message)}`;
      const conversation = longestOf(byStart.get(key), messages) ?? begin(id, key);
      goOn(conversation, messages, run, false);
      touch(conversation);
      return { conversation, inToolLoop, ...(run.same && { same: run.same }) };
    },
    answered(conversation, tokens, cost, reply) {
      for (const sums of [conversation.turn, conversation.all]) {
        sums.tokens += tokens;
        if (cost !== undefined) sums.money = addMoney(sums.money, cost);
      }
      if (reply === undefined) return;
      const [who] = conversation.key.split(' ', 1);
      byReply.set(`${who} ${reply}`, conversation);
      for (const [oldest] of byReply) {
        if (byReply.size <= MOST_REPLIES) break;
        byReply.delete(oldest);
      }
    },
  };
}

/** Of those whose messages stand at the head of these, the one that went furthest. */
function longestOf(alike: readonly Conversation[] | undefined, messages: readonly Message[]): Conversation | undefined {
  if (!alike) return undefined;
  const digests = new Map<number, string>();
  const digestAt = (at: number) => {
    const known = digests.get(at) ?? digestOf(messages[at] as Message);
    digests.set(at, known);
    return known;
  };
  let longest: Conversation | undefined;
  for (const one of alike) {
    if (one.messages > messages.length || one.messages === 0 || (longest && one.messages < longest.messages)) continue;
    if (digestAt(one.messages - 1) === one.last) longest = one;
  }
  return longest;
}

/** `stored`: the messages before these are at the provider, so that counts go on. */
function goOn(conversation: Conversation, messages: readonly Message[], { toolCalls }: ToolRun, stored: boolean): void {
  const last = messages.at(-1);
  const digest = last ? digestOf(last) : '';
  const again = digest === conversation.last && (stored || messages.length === conversation.messages);
  const spoken = messages.filter(isUsers).length;
  const turns = stored ? conversation.turns + (again ? 0 : spoken) : Math.max(1, spoken);
  const anew = turns !== conversation.turns || (again && last !== undefined && isUsers(last));
  if (anew) {
    conversation.turn = { tokens: 0, money: NO_MONEY };
    conversation.toolCalls = 0;
    delete conversation.chosen;
  }
  const results = messages.reduce((sum, { toolResults }) => sum + toolResults, 0);
  conversation.toolCalls = stored ? conversation.toolCalls + results : toolCalls;
  conversation.turns = turns;
  conversation.repeats = again ? conversation.repeats + 1 : 1;
  conversation.requests++;
  conversation.messages = messages.length;
  conversation.last = digest;
}

/** Where it says that earlier messages are at the provider: OpenAI's Responses. */
function goesOnFrom(body: RequestContent['body']): string | undefined {
  const conversation = asText(body.conversation) ?? asText(asObject(body.conversation)?.id);
  return asText(body.previous_response_id) ?? conversation;
}

/** Markers of a prompt cache move from message to message, so only what was said counts. */
function digestOf({ role, texts, toolCalls, toolResults }: Message): string {
  return hash('sha1', `${role} ${toolResults} ${toolCalls.join(',')}\n${texts.join('\n')}`, 'base64');
}
