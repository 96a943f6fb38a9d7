/**
 * Readers of InvokeModel's replies, which are the vendor's own. Their usage comes, in this order, from the vendor's counts, from the metrics of the
 * last event, from the headers (docs.aws.amazon.com/bedrock/latest/userguide/inference-invoke.html).
 */
import { type OpenAiUsage, usageOfOpenAi } from '../../../money/providerUsage.ts';
import { MessageEvents, noteMessage, textOfEvent, textOfMessage } from '../anthropic/replyParts.ts';
import { BodyKeeper } from '../bodyKeeper.ts';
import { asBuffer } from '../dataReader.ts';
import type { Headers, ReplyReader, RequestFacts } from '../dialect.ts';
import { asCount, asObject, asText, type JsonObject, objectsOf, parseObject } from '../jsonValue.ts';
import { noteChoices, textOfChoices } from '../openai/replyParts.ts';
import { ReplyNotes, usageOrNothing } from '../replyFacts.ts';
import { usageOfConverse } from './converseReply.ts';
import { frameReader } from './frameReader.ts';

/** Of all vendors. */
const NATURAL = new Set(['end_turn', 'tool_use', 'stop_sequence', 'stop', 'tool_calls', 'COMPLETE', 'FINISH', 'FINISHED', 'endoftext']);

export function invokeReader(facts: RequestFacts, headers: Headers): ReplyReader {
  const body = new BodyKeeper();
  return {
    write: chunk => body.write(asBuffer(chunk)),
    facts() {
      const notes = new ReplyNotes();
      const object = body.read(['usage', 'stop_reason', 'stopReason', 'inputTextTokenCount']);
      notes.unreadable = object === undefined;
      if (object) {
        notes.ended = true;
        if (isMessage(object)) noteMessage(object, facts, notes);
        else noteVendor(object, facts, notes);
        notes.emitted.addText(textOfVendor(object));
      }
      const counted = countedIn(name => count(headers[`x-amzn-bedrock-${name}-token-count`]));
      if (counted && !notes.usage) notes.usage = usageOfConverse(counted, headers['x-amzn-bedrock-service-tier'], facts);
      return notes.facts(NATURAL);
    },
  };
}

export function invokeStreamReader(facts: RequestFacts): ReplyReader {
  let messages: MessageEvents | undefined;
  return frameReader(
    NATURAL,
    payload => {
      const event = vendorEvent(parseObject(payload) ?? {});
      return event ? textOfEvent(event) || textOfVendor(event) : '';
    },
    (_type, payload, notes) => {
      const event = vendorEvent(payload);
      if (!event) return;
      messages ??= new MessageEvents(facts, notes);
      messages.read(event);
      noteVendor(event, facts, notes);
      const metrics = asObject(event['amazon-bedrock-invocationMetrics']);
      if (!metrics) return;
      notes.ended = true;
      notes.usagePartial = false;
      const counted = countedIn(name => asCount(metrics[METRICS[name]]));
      if (counted && !notes.usage) notes.usage = usageOfConverse(counted, undefined, facts);
    },
  );
}

type Counted = 'input' | 'output' | 'cache-read-input' | 'cache-write-input';

const METRICS: Readonly<Record<Counted, string>> = {
  input: 'inputTokenCount',
  output: 'outputTokenCount',
  'cache-read-input': 'cacheReadInputTokenCount',
  'cache-write-input': 'cacheWriteInputTokenCount',
};

/** Counts of the service itself as Converse would report them; undefined without a count of the input. */
function countedIn(read: (name: Counted) => number | undefined): JsonObject | undefined {
  const inputTokens = read('input');
  if (inputTokens === undefined) return undefined;
  return {
    inputTokens,
    outputTokens: read('output'),
    cacheReadInputTokens: read('cache-read-input'),
    cacheWriteInputTokens: read('cache-write-input'),
  };
}

function count(header: string | undefined): number | undefined {
  return header === undefined || !/^\d+$/.test(header) ? undefined : Number(header);
}

/** The vendor's event in a `chunk`: base64 of its JSON. */
function vendorEvent(payload: JsonObject): JsonObject | undefined {
  const bytes = asText(payload.bytes);
  return bytes === undefined ? undefined : parseObject(Buffer.from(bytes, 'base64'));
}

function isMessage(object: JsonObject): boolean {
  return object.type === 'message' || object.type === 'error';
}

/** Counts and reasons in the spellings of the vendors other than Anthropic: Nova, OpenAI's shape, Llama, Titan. */
function noteVendor(object: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  const results = objectsOf(object.results);
  const nova = asObject(object.metadata) ?? object;
  const usage = asObject(nova.usage);
  if (usage && usage.inputTokens !== undefined) notes.usage = usageOfConverse(usage, undefined, facts);
  else if (usage && usage.prompt_tokens !== undefined)
    notes.usage = usageOrNothing(() => usageOfOpenAi(usage as OpenAiUsage)) ?? notes.usage;
  const input = asCount(object.prompt_token_count) ?? asCount(object.inputTextTokenCount);
  const output = asCount(object.generation_token_count) ?? asCount(object.totalOutputTextTokenCount) ?? sumOf(results);
  if (input !== undefined) notes.usage = usageOfConverse({ inputTokens: input, outputTokens: output ?? 0 }, undefined, facts);
  else if (output !== undefined && notes.usage) notes.usage = { ...notes.usage, output };
  const reason =
    asText(object.stop_reason) ??
    asText(object.stopReason) ??
    asText(object.finish_reason) ??
    asText(object.completionReason) ??
    asText(asObject(object.messageStop)?.stopReason) ??
    asText(results[0]?.completionReason);
  if (reason !== undefined) notes.finishReasons.push(reason);
  noteChoices(object, notes, new Set());
}

function sumOf(results: readonly JsonObject[]): number | undefined {
  const counts = results.map(result => asCount(result.tokenCount)).filter(value => value !== undefined);
  return counts.length === 0 ? undefined : counts.reduce((sum, value) => sum + value, 0);
}

function textOfVendor(object: JsonObject): string {
  const nova = objectsOf(asObject(asObject(object.output)?.message)?.content);
  const delta = asObject(asObject(object.contentBlockDelta)?.delta);
  return (
    textOfMessage(object) +
    textOfChoices(object) +
    nova.map(block => asText(block.text) ?? '').join('') +
    objectsOf(object.results)
      .map(result => asText(result.outputText) ?? '')
      .join('') +
    objectsOf(object.outputs)
      .map(output => asText(output.text) ?? '')
      .join('') +
    (asText(delta?.text) ?? asText(object.generation) ?? asText(object.outputText) ?? '')
  );
}
