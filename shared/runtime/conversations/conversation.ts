/** What is remembered of a conversation: digests, counts and sums, nothing that was said. */
import { type NanoDollars, NO_MONEY } from '../../money/nanoDollars.ts';

export interface Sums {
  tokens: number;
  money: NanoDollars;
}

export interface Conversation {
  /** Id of its first request. */
  readonly id: string;
  /** Where the book finds it. */
  readonly key: string;
  /** Messages of its last request, and the digest of the last of them. */
  messages: number;
  last: string;
  requests: number;
  /** How often the user has spoken. */
  turns: number;
  /** Of this turn. */
  toolCalls: number;
  turn: Sums;
  all: Sums;
  /** The same request in a row; 1 for a new one. */
  repeats: number;
  /** The model that a router chose for this turn, which its tool calls stay with. */
  chosen?: string;
  /** What was told of it already. */
  readonly told: Set<string>;
}

export function newConversation(id: string, key: string): Conversation {
  return {
    id,
    key,
    messages: 0,
    last: '',
    requests: 0,
    turns: 0,
    toolCalls: 0,
    turn: { tokens: 0, money: NO_MONEY },
    all: { tokens: 0, money: NO_MONEY },
    repeats: 0,
    told: new Set(),
  };
}
