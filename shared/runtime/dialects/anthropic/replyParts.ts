/** What objects of Anthropic's replies say: a message, the events of a stream. The same come out of Bedrock's invoke. */
import { type AnthropicUsage, usageOfAnthropic } from '../../../money/providerUsage.ts';
import { addUsage } from '../../../money/usage.ts';
import type { RequestFacts } from '../dialect.ts';
import { asCount, asObject, asText, type JsonObject, jsonText, objectsOf } from '../jsonValue.ts';
import { errorMessage, type ReplyNotes, usageOrNothing } from '../replyFacts.ts';
import { US_PERMILLE } from './place.ts';

/** `pause_turn`: the client sends the answer back to have it go on; `refusal` ends nothing that could be used again. */
export const NATURAL = new Set(['end_turn', 'tool_use', 'stop_sequence']);

export function noteMessage(message: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  notes.model = asText(message.model) ?? notes.model;
  new UsageSoFar(facts, notes).add(message.usage);
  const reason = asText(message.stop_reason);
  if (reason !== undefined) notes.finishReasons.push(reason);
  for (const block of objectsOf(message.content)) noteBlock(block, notes);
  if (message.type === 'error') notes.error = errorMessage(message) ?? 'the provider reported an error';
}

function noteBlock(block: JsonObject, notes: ReplyNotes): void {
  if (block.type === 'tool_use') notes.toolCalls++;
}

/** Events of a stream, in their order. Counts of `message_delta` are cumulative and win over those of `message_start`. */
export class MessageEvents {
  readonly #notes: ReplyNotes;
  readonly #usage: UsageSoFar;

  constructor(facts: RequestFacts, notes: ReplyNotes) {
    this.#notes = notes;
    this.#usage = new UsageSoFar(facts, notes);
  }

  read(event: JsonObject): void {
    const notes = this.#notes;
    switch (event.type) {
      case 'message_start': {
        const message = asObject(event.message);
        notes.model = asText(message?.model) ?? notes.model;
        notes.usagePartial = true;
        this.#usage.add(message?.usage);
        return;
      }
      case 'content_block_start':
        noteBlock(asObject(event.content_block) ?? {}, notes);
        return;
      case 'message_delta': {
        const reason = asText(asObject(event.delta)?.stop_reason);
        this.#usage.add(event.usage);
        if (reason === undefined) return;
        notes.finishReasons.push(reason);
        if (asObject(event.usage)) notes.usagePartial = false;
        return;
      }
      case 'message_stop':
        notes.ended = true;
        return;
      case 'error':
        notes.error = errorMessage(event) ?? 'the provider reported an error';
        return;
      default:
    }
  }
}

/** Merges the usage objects of a message: a later count replaces an earlier one, what is null or missing is kept. */
class UsageSoFar {
  readonly #facts: RequestFacts;
  readonly #notes: ReplyNotes;
  #reported: JsonObject = {};

  constructor(facts: RequestFacts, notes: ReplyNotes) {
    this.#facts = facts;
    this.#notes = notes;
  }

  add(usage: unknown): void {
    const given = asObject(usage);
    if (!given) return;
    const news = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
    const before = this.#reported;
    this.#reported = { ...before, ...news };
    // A split by life that does not belong to the newer sum says nothing.
    const sum = asCount(news.cache_creation_input_tokens);
    if (sum !== undefined && !('cache_creation' in news) && sumOfSplit(before) !== sum)
      this.#reported = { ...this.#reported, cache_creation: null };
    noteUsage(this.#reported, this.#facts, this.#notes);
  }
}

function sumOfSplit(reported: JsonObject): number | undefined {
  const split = asObject(reported.cache_creation);
  return split && (asCount(split.ephemeral_5m_input_tokens) ?? 0) + (asCount(split.ephemeral_1h_input_tokens) ?? 0);
}

function noteUsage(reported: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  const life = facts.cacheLife ?? '5m';
  const read = (counts: JsonObject) => usageOfAnthropic(counts as AnthropicUsage, life);
  const tier = reported.service_tier;
  const usage = usageOrNothing(() => {
    const message = read(reported);
    // A compaction's tokens are not in the sums of the message.
    const compactions = objectsOf(reported.iterations).filter(iteration => iteration.type === 'compaction');
    const all = compactions.reduce((sum, iteration) => addUsage(sum, read(iteration)), message);
    return {
      ...all,
      ...(tier === 'batch' ? { batch: true } : {}),
      ...(tier === 'priority' ? { tier: 'priority' as const } : {}),
      ...(reported.inference_geo === 'us' ? { placePermille: US_PERMILLE } : {}),
    };
  });
  if (!usage) return;
  notes.usage = usage;
  notes.splitAssumed = (asCount(reported.cache_creation_input_tokens) ?? 0) > 0 && !asObject(reported.cache_creation);
  if (asObject(asObject(reported.fallback_credit)?.status)?.type === 'redeemed')
    notes.unpriced.add('a credit for a fallback changed the price');
  if (reported.speed === 'fast') notes.unpriced.add('fast mode has a price of its own');
  if (objectsOf(reported.iterations).some(iteration => asText(iteration.model) !== undefined && iteration.model !== notes.model)) {
    notes.unpriced.add('another model took part in the answer');
  }
  const searches = asCount(asObject(reported.server_tool_use)?.web_search_requests) ?? 0;
  if (searches > 0) notes.toolUses.web_search = searches;
}

/** Text of the blocks of a message. */
export function textOfMessage(message: JsonObject | undefined): string {
  let text = '';
  for (const block of objectsOf(message?.content)) {
    text += asText(block.text) ?? asText(block.thinking) ?? '';
    if (block.type === 'tool_use') text += `${asText(block.name) ?? ''}${jsonText(block.input ?? {})}`;
  }
  return text + (asText(message?.completion) ?? '');
}

/** Text of an event: of a delta, or the name of a tool that is called. */
export function textOfEvent(event: JsonObject | undefined): string {
  const delta = asObject(event?.delta);
  const block = asObject(event?.content_block);
  return (
    asText(delta?.text) ??
    asText(delta?.thinking) ??
    asText(delta?.partial_json) ??
    asText(block?.name) ??
    asText(block?.text) ??
    asText(event?.completion) ??
    ''
  );
}
