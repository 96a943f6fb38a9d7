/** What a provider may keep of a request from one call to the next, and what in it changes. Tools, then system, then messages. */

import type { ModelFacts } from '../../shared/models/model.ts';
import { costOfTokens } from '../../shared/money/cost.ts';
import { type NanoDollars, subtractMoney } from '../../shared/money/nanoDollars.ts';
import type { Block, CallSite, HolePart } from '../calls/callSite.ts';
import type { RuleContext } from './rule.ts';

/** Where it is not known from how many tokens on a model caches: OpenAI's figure, and that of most Claude models (developers.openai.com and platform.claude.com, 2026-11). */
const USUAL_CACHE_MINIMUM = 1024;

export interface PlacedHole {
  readonly hole: HolePart;
  readonly block: Block;
  /** Index of the hole among the block's parts. */
  readonly index: number;
  /** Tokens of fixed text before it. */
  readonly tokensBefore: number;
}

export interface Prefix {
  readonly blocks: readonly Block[];
  /** Tokens of all fixed text in it: at least so many. */
  readonly fixedTokens: number;
  readonly holes: readonly PlacedHole[];
  /** False when something of unknown length belongs to it: then it may be longer than `fixedTokens` says. */
  readonly complete: boolean;
}

/**
 * The part of a request that ought to be the same on every call: tools and system prompt, or all up to the last cache marker where there are markers.
 * What is put after the last marker is meant to change.
 */
export function prefixOf(call: CallSite, context: RuleContext): Prefix {
  const marked = call.blocks.findLastIndex(block => block.marker && block.marker.placement !== 'topLevel');
  const blocks = marked >= 0 ? call.blocks.slice(0, marked + 1) : instructionBlocks(call);
  const holes: PlacedHole[] = [];
  let tokens = 0;
  for (const block of blocks) {
    for (const [index, part] of block.parts.entries()) {
      if (part.kind === 'static') tokens += context.tokens(part.text, call);
      else holes.push({ hole: part, block, index, tokensBefore: tokens });
    }
  }
  const toolsKnown = call.tools.state === 'absent' || blocks.some(block => block.section === 'tools');
  // A prompt that is nothing but a hole may be long all the same.
  const complete = tokens > 0 && toolsKnown && call.systemPrompt.state !== 'unknown' && holes.every(({ hole }) => isVolatile(hole));
  return { blocks, fixedTokens: tokens, holes, complete };
}

/** Tools and system prompt. */
export function instructionBlocks(call: CallSite): readonly Block[] {
  const blocks = call.blocks.filter(block => block.section !== 'messages');
  if (blocks.some(block => block.section === 'system') || call.systemPrompt.parts.length === 0) return blocks;
  return [...blocks, { section: 'system', parts: call.systemPrompt.parts }];
}

/** Changes while the process lives. */
export function isVolatile(hole: HolePart): boolean {
  return hole.volatility === 'per-day' || hole.volatility === 'per-user' || hole.volatility === 'per-request';
}

/** The last thing the user says, where a changing text does no harm. */
export function lastUserBlock(call: CallSite): Block | undefined {
  return call.blocks.findLast(block => block.section === 'messages' && block.role === 'user');
}

/** From how many tokens on the call's model caches. */
export function cacheMinimum(facts: ModelFacts | undefined): number {
  return facts?.cacheMinimumTokens ?? USUAL_CACHE_MINIMUM;
}

/** Token counts of families without a public tokenizer are estimates: a statement about a minimum keeps this distance from it. */
const MARGIN = 1.15;

export function isClearlyAbove(tokens: number, minimum: number): boolean {
  return tokens >= minimum * MARGIN;
}

export function isClearlyBelow(tokens: number, minimum: number): boolean {
  return tokens * MARGIN < minimum;
}

/** What a call pays for tokens at the full price that the cache would have sold at its own; undefined when a price is missing. */
export function cacheSaving(tokens: number, facts: ModelFacts | undefined): NanoDollars | undefined {
  const rates = facts?.price?.rates;
  if (!rates?.cacheRead) return undefined;
  return subtractMoney(costOfTokens(tokens, rates.input), costOfTokens(tokens, rates.cacheRead));
}

/** Whether a prompt is sent at all, and more than once in the life of the process. */
export function sendsPrompt(call: CallSite): boolean {
  return call.operation === 'chat' || call.operation === 'completion' || call.operation === 'agent';
}

/** Runs again in the same process, as far as can be seen: not once at module level. */
export function runsAgain(call: CallSite): boolean {
  return !call.moduleLevel || call.inLoop !== undefined || call.loop.state === 'unbounded' || call.loop.state === 'bounded';
}
