/** How many tokens an answer may have. */
import type { ModelFacts } from '../../shared/models/model.ts';
import type { CallSite } from '../calls/callSite.ts';
import type { Assumptions } from './assumptions.ts';
import type { TokenRange } from './estimate.ts';
import { NO_TOKENS } from './ranges.ts';
import { count } from './wording.ts';

export interface OutputSize {
  readonly tokens: TokenRange;
  readonly assumptions: readonly string[];
}

const WITHOUT_OUTPUT = new Set(['embedding', 'rerank', 'count']);

export function outputSize(call: CallSite, facts: ModelFacts, assumptions: Assumptions): OutputSize {
  if (WITHOUT_OUTPUT.has(call.operation) || facts.embedding) return { tokens: NO_TOKENS, assumptions: [] };
  const most = ceiling(call, facts, assumptions);
  const thinking = thinkingTokens(call, facts, assumptions);
  const tokens = {
    low: Math.min(assumptions.output.low, most.tokens),
    expected: Math.min(assumptions.output.expected + thinking.tokens, most.tokens),
    high: most.tokens,
  };
  const notes = [`output ${count(tokens.expected)} tokens, at most ${count(tokens.high)} (${most.why})`];
  const thought = Math.min(thinking.tokens, most.tokens);
  if (thought > 0) notes.push(`up to ${count(thought)} of it thinking (${thinking.why})`);
  return { tokens, assumptions: notes };
}

interface Ceiling {
  readonly tokens: number;
  readonly why: string;
}

function ceiling(call: CallSite, facts: ModelFacts, assumptions: Assumptions): Ceiling {
  const limit = call.maxOutputTokens;
  if (limit.state === 'present' && limit.value > 0) return { tokens: Math.round(limit.value), why: 'the limit' };
  const candidates = limit.state === 'unknown' ? limit.candidates?.filter(value => value > 0) : undefined;
  if (candidates?.length) return { tokens: Math.round(Math.max(...candidates)), why: 'the highest of its limits' };
  const unset = limit.state === 'unknown' ? 'limit not known' : 'no limit set';
  const sent = limit.state === 'absent' ? (limit.default ?? call.missingLimit?.tokens) : undefined;
  if (limit.state === 'absent' && sent !== undefined && call.missingLimit?.sends !== 'unlimited') {
    return { tokens: sent, why: `${unset}: the library sends ${count(sent)}` };
  }
  if (facts.maxOutputTokens !== undefined) return { tokens: facts.maxOutputTokens, why: `${unset}: the model's maximum` };
  return { tokens: assumptions.output.high, why: `${unset}, the model's maximum is not known` };
}

/** Thinking is billed as output and counts against the limit. */
function thinkingTokens(call: CallSite, facts: ModelFacts, assumptions: Assumptions): { tokens: number; why: string } {
  if (call.effort.state === 'present') {
    return { tokens: assumptions.reasoning[call.effort.value.toLowerCase()] ?? 0, why: `effort ${call.effort.value}` };
  }
  const thinks = facts.reasoning === true && thinksUnasked(facts);
  return { tokens: thinks ? (assumptions.reasoning.medium ?? 0) : 0, why: 'effort not set' };
}

/**
 * Models that think unless told not to: OpenAI's reasoning models, Gemini 2.5 and later, Claude 5 and later (platform.claude.com, model
 * overviews). Claude 4 thinks only when asked.
 */
function thinksUnasked(facts: ModelFacts): boolean {
  return !/claude-(3|(opus|sonnet|haiku)-4)/.test(facts.id);
}
