/** How far a conversation may go before somebody is told, and before its next call is refused. */
import type { NanoDollars } from '../../money/nanoDollars.ts';

export interface TurnLimits {
  /** Calls of tools since the user last spoke. */
  readonly toolCalls?: number;
  /** Input and output tokens. */
  readonly tokens?: number;
  readonly money?: NanoDollars;
}

export interface ConversationLimits {
  readonly requests?: number;
  readonly tokens?: number;
  readonly money?: NanoDollars;
}

export interface StormLimits {
  readonly turn: TurnLimits;
  readonly conversation: ConversationLimits;
  /** The same tool with the same arguments, or the same request, so many times in a row. */
  readonly repeats?: number;
}

/** Whoever lets an agent run wants to know of these; many agents do as much with reason, so nothing is refused for them. */
export const NOTEWORTHY: StormLimits = { turn: { toolCalls: 25 }, conversation: {}, repeats: 6 };

/** No agent that gets anywhere does this: refused where the configuration names no limit of its own. */
export const ABSURD: StormLimits = { turn: { toolCalls: 2_000 }, conversation: {}, repeats: 250 };
