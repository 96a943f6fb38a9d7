/** Readers of Converse's replies: a body, or frames of an event stream. */
import { type BedrockUsage, usageOfBedrock } from '../../../money/providerUsage.ts';
import { BodyKeeper } from '../bodyKeeper.ts';
import { asBuffer } from '../dataReader.ts';
import type { ReplyReader, RequestFacts } from '../dialect.ts';
import { asObject, asText, type JsonObject, jsonText, objectsOf, parseObject } from '../jsonValue.ts';
import { ReplyNotes, usageOrNothing } from '../replyFacts.ts';
import { frameReader } from './frameReader.ts';
import { tierOf } from './vendorBodies.ts';

const NATURAL = new Set(['end_turn', 'tool_use', 'stop_sequence']);

export function converseReader(facts: RequestFacts): ReplyReader {
  const body = new BodyKeeper();
  return {
    write: chunk => body.write(asBuffer(chunk)),
    facts() {
      const notes = new ReplyNotes();
      const object = body.read(['usage', 'stopReason', 'serviceTier']);
      notes.unreadable = object === undefined;
      if (object) {
        notes.ended = true;
        noteReply(object, facts, notes);
        const content = objectsOf(asObject(asObject(object.output)?.message)?.content);
        notes.emitted.addText(content.map(textOfBlock).join(''));
        notes.toolCalls = content.filter(block => asObject(block.toolUse)).length;
      }
      return notes.facts(NATURAL);
    },
  };
}

export function converseStreamReader(facts: RequestFacts): ReplyReader {
  return frameReader(NATURAL, textOfFrame, (type, payload, notes) => {
    if (type === 'contentBlockStart') {
      if (asObject(asObject(payload.start)?.toolUse)) notes.toolCalls++;
    } else if (type === 'messageStop') {
      noteReply(payload, facts, notes);
    } else if (type === 'metadata') {
      noteReply(payload, facts, notes);
      notes.ended = true;
    }
  });
}

/** Usage, reason, tier, and the model a prompt router chose; in a body or in the events that end a stream. */
function noteReply(object: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  const reason = asText(object.stopReason);
  if (reason !== undefined) notes.finishReasons.push(reason);
  notes.model = asText(asObject(asObject(object.trace)?.promptRouter)?.invokedModelId) ?? notes.model;
  if (asObject(object.performanceConfig)?.latency === 'optimized') notes.unpriced.add('optimised latency has a price of its own');
  const reported = asObject(object.usage);
  if (!reported) return;
  notes.usage = usageOfConverse(reported, asObject(object.serviceTier)?.type, facts);
  notes.splitAssumed = Boolean(reported.cacheWriteInputTokens) && objectsOf(reported.cacheDetails).length === 0;
}

export function usageOfConverse(reported: JsonObject, tier: unknown, facts: RequestFacts) {
  const answered = tierOf(tier) ?? facts.tier;
  return usageOrNothing(() => ({
    ...usageOfBedrock(reported as BedrockUsage, facts.cacheLife),
    ...(answered === undefined ? {} : { tier: answered }),
  }));
}

function textOfBlock(block: JsonObject): string {
  const reasoning = asText(asObject(asObject(block.reasoningContent)?.reasoningText)?.text);
  const call = asObject(block.toolUse);
  return asText(block.text) ?? reasoning ?? (call ? `${asText(call.name) ?? ''}${jsonText(call.input ?? {})}` : '');
}

function textOfFrame(payload: Buffer): string {
  const event = parseObject(payload);
  const delta = asObject(event?.delta);
  return (
    asText(delta?.text) ??
    asText(asObject(delta?.toolUse)?.input) ??
    asText(asObject(delta?.reasoningContent)?.text) ??
    asText(asObject(asObject(event?.start)?.toolUse)?.name) ??
    ''
  );
}
