/** How many tokens a call sends, and how many of them are the same from call to call. */
import type { TokenizerFamily } from '../../shared/models/model.ts';
import { overheadOf } from '../../shared/models/tokens/overheads.ts';
import type { Block, CallSite, HolePart, Marker } from '../calls/callSite.ts';
import type { Assumptions } from './assumptions.ts';
import type { TokenRange } from './estimate.ts';
import { addTokens, exactly, isExact, NO_TOKENS, timesTokens } from './ranges.ts';
import { count, spread } from './wording.ts';

export interface PromptSize {
  readonly tokens: TokenRange;
  /** Up to the first thing that changes from call to call. */
  readonly stable: number;
  /** Where cache markers stand, in tokens from the start, and whether all before them is stable. */
  readonly markers: readonly { readonly at: number; readonly stable: boolean; readonly marker: Marker }[];
  readonly assumptions: readonly string[];
}

export type CountTokens = (text: string) => number;

/** Walks the request in the order a provider caches it: tools, then system, then messages. */
export function promptSize(call: CallSite, family: TokenizerFamily, countTokens: CountTokens, assumptions: Assumptions): PromptSize {
  const blocks = allBlocks(call);
  const overhead = overheadOf(family);
  const notes = new Notes();
  const tools = toolsSize(call, blocks, family, assumptions, notes);
  let tokens = addTokens(exactly(overhead.perRequest), tools);
  let stable = isExact(tools) || call.tools.state === 'present';
  let stableTokens = tokens.expected;
  const markers: PromptSize['markers'][number][] = [];
  const retrieved = blocks.flatMap(block => block.parts).filter(part => part.kind === 'hole' && /retrieved/.test(part.reason)).length;

  for (const block of blocks) {
    let size = block.section === 'tools' ? NO_TOKENS : exactly(overhead.perMessage);
    for (const part of block.parts) {
      const own = part.kind === 'static' ? exactly(countTokens(part.text)) : holeSize(part, call, retrieved, assumptions, notes);
      if (stable && part.kind === 'hole' && changesFromCallToCall(part)) {
        stable = false;
        stableTokens = tokens.expected + size.expected;
      }
      size = addTokens(size, own);
    }
    tokens = addTokens(tokens, size);
    if (stable) stableTokens = tokens.expected;
    if (block.marker) markers.push({ at: tokens.expected, stable, marker: block.marker });
  }
  if (call.blocksComplete !== true && mayHaveMore(call, blocks)) {
    tokens = addTokens(tokens, assumptions.unknownPrompt);
    notes.add(`${spread(assumptions.unknownPrompt)} besides: ${call.blocksComplete}`);
  }
  if (call.kind === 'config') {
    tokens = addTokens(tokens, assumptions.unknownPrompt);
    notes.add(`a prompt of ${spread(assumptions.unknownPrompt)}: it stands where this is called`);
  }
  return { tokens, stable: stableTokens, markers, assumptions: notes.list };
}

/** A system prompt that no block shows stands before the messages. */
function allBlocks(call: CallSite): readonly Block[] {
  if (call.systemPrompt.parts.length === 0 || call.blocks.some(block => block.section === 'system')) return call.blocks;
  const tools = call.blocks.filter(block => block.section === 'tools');
  return [...tools, { section: 'system', parts: call.systemPrompt.parts }, ...call.blocks.filter(block => block.section !== 'tools')];
}

/** A hole that stands for all the messages already counts as what may be missing. */
function mayHaveMore(call: CallSite, blocks: readonly Block[]): boolean {
  const messages = blocks.filter(block => block.section === 'messages');
  return !(messages.length === 1 && call.open === undefined && messages[0]?.parts.some(part => part.kind === 'hole'));
}

/**
 * What changes between two calls that could share a cache entry: the entry lives minutes, so that a date does not count, and each user's
 * calls share one only with themselves.
 */
function changesFromCallToCall(hole: HolePart): boolean {
  return hole.unordered === true || hole.volatility === 'per-request' || hole.volatility === 'per-user' || hole.volatility === 'unknown';
}

function holeSize(hole: HolePart, call: CallSite, retrievedHoles: number, assumptions: Assumptions, notes: Notes): TokenRange {
  const kind = assumptions.holes.find(({ reason }) => reason.test(hole.reason));
  const k = call.retrievalK.state === 'present' ? call.retrievalK.value : undefined;
  if (kind?.retrieved && k !== undefined && retrievedHoles > 0) {
    const documents = Math.max(1, Math.round(k / retrievedHoles));
    notes.add(`${count(documents)} retrieved pieces of ${spread(assumptions.chunk)}`);
    return timesTokens(exactly(documents), assumptions.chunk);
  }
  const tokens = kind?.tokens ?? assumptions.unknownHole;
  notes.add(`${shortened(hole.label)} is ${spread(tokens)}`);
  return tokens;
}

function toolsSize(call: CallSite, blocks: readonly Block[], family: TokenizerFamily, assumptions: Assumptions, notes: Notes): TokenRange {
  const number = call.tools.state === 'present' ? call.tools.value : undefined;
  const seen = blocks.filter(block => block.section === 'tools' && block.parts.length > 0);
  if (number === undefined && seen.length === 0) {
    if (call.tools.state === 'unknown' && call.tools.candidates === undefined && call.open === undefined) {
      notes.add(`tools not known (${call.tools.reason}): none counted`);
    }
    return NO_TOKENS;
  }
  const overhead = overheadOf(family);
  const known = number ?? seen.length;
  if (known === 0) return NO_TOKENS;
  const preamble = exactly(overhead.withTools + known * overhead.perTool);
  if (seen.length > 0) return preamble;
  notes.add(`${count(known)} tools of ${spread(assumptions.toolSchema)}`);
  return addTokens(preamble, timesTokens(exactly(known), assumptions.toolSchema));
}

function shortened(label: string): string {
  const line = label.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** Sentences, each once. */
class Notes {
  readonly #sentences = new Set<string>();
  add(sentence: string): void {
    this.#sentences.add(sentence);
  }
  get list(): readonly string[] {
    return [...this.#sentences];
  }
}
