/** Chat Completions: `chat.completion` and the chunks of its stream (openai-node 7.57 resources/chat/completions/completions.d.ts). */
import { usageFilter } from '../../dialects/openai/usageFilter.ts';
import type { AnswerForms } from './answerForms.ts';
import { isObject, type Json, listOf, pick, unknownKey } from './json.ts';
import { eventsIn, objectOf, type StreamEvent } from './streamEvents.ts';

const HEAD = ['id', 'created', 'model', 'service_tier', 'system_fingerprint'];
const TOP = new Set([...HEAD, 'object', 'choices', 'usage', 'obfuscation']);
/** Parts of a message whose pieces are joined. The last two are of upstreams that speak this dialect. */
const TEXTS = ['content', 'refusal', 'reasoning_content', 'reasoning'];
const MESSAGE = new Set(['role', ...TEXTS, 'tool_calls']);
const WHOLE_CHOICE = new Set(['index', 'message', 'logprobs', 'finish_reason']);
const CHUNK_CHOICE = new Set(['index', 'delta', 'logprobs', 'finish_reason']);
const TOOL_CALL = new Set(['index', 'id', 'type', 'function']);
const FUNCTION = new Set(['name', 'arguments']);

const DONE: StreamEvent = { data: '[DONE]' };

export const openAiChat: AnswerForms = {
  endpoint: '/chat/completions',

  whole(events) {
    const chunks = events.map(objectOf).filter(chunk => chunk !== undefined);
    const strange = chunks.map(strangeChunk).find(found => found !== undefined);
    if (strange !== undefined) return { reason: strange };
    const [first] = chunks;
    const usage = chunks.findLast(chunk => isObject(chunk.usage))?.usage;
    if (!first) return { reason: 'it has no chunks' };
    if (!usage) return { reason: 'it was recorded without its usage' };
    const choices = new Map<unknown, Json>();
    for (const piece of chunks.flatMap(chunk => listOf(chunk.choices))) choices.set(piece.index, grown(choices.get(piece.index), piece));
    const about = Object.assign({}, ...chunks.map(chunk => pick(chunk, HEAD)).toReversed());
    return { ...pick(about, ['id']), object: 'chat.completion', ...about, choices: [...choices.values()].sort(byIndex), usage };
  },

  stream(answer, usageInStream) {
    const choices = listOf(answer.choices);
    const strange = unknownKey(answer, TOP) ?? choices.map(strangeWholeChoice).find(found => found !== undefined);
    if (strange !== undefined) return { reason: `${strange} is not known` };
    const { id, ...about } = pick(answer, HEAD);
    const chunk = (pieces: readonly Json[], usage: unknown = null): StreamEvent => ({
      data: JSON.stringify({ id, object: 'chat.completion.chunk', ...about, choices: pieces, ...(usageInStream && { usage }) }),
    });
    return [
      ...choices.map(choice =>
        chunk([{ index: choice.index, delta: deltaOf(choice.message as Json), logprobs: choice.logprobs ?? null, finish_reason: null }]),
      ),
      ...choices.map(choice => chunk([{ index: choice.index, delta: {}, logprobs: null, finish_reason: choice.finish_reason }])),
      ...(usageInStream ? [chunk([], answer.usage)] : []),
      DONE,
    ];
  },

  withUsage(body, wanted) {
    const tells = eventsIn(body).some(event => event.data.includes('"usage"') && isObject(objectOf(event)?.usage));
    if (tells === wanted) return body;
    if (wanted) return { reason: 'recorded as a stream without its usage' };
    const filter = usageFilter();
    return Buffer.concat([filter.write(body), filter.end()].filter(part => part !== undefined));
  },
};

function strangeChunk(chunk: Json): string | undefined {
  const strange =
    unknownKey(chunk, TOP) ??
    listOf(chunk.choices)
      .map(strangeChunkChoice)
      .find(found => found !== undefined);
  return strange === undefined ? undefined : `${strange} is not known`;
}

function strangeChunkChoice(choice: Json): string | undefined {
  return unknownKey(choice, CHUNK_CHOICE) ?? (isObject(choice.delta) ? strangeMessage(choice.delta) : undefined);
}

function strangeWholeChoice(choice: Json): string | undefined {
  return unknownKey(choice, WHOLE_CHOICE) ?? (isObject(choice.message) ? strangeMessage(choice.message) : 'a choice without a message');
}

function strangeMessage(message: Json): string | undefined {
  return (
    unknownKey(message, MESSAGE) ??
    listOf(message.tool_calls)
      .map(call => unknownKey(call, TOOL_CALL) ?? (isObject(call.function) ? unknownKey(call.function, FUNCTION) : undefined))
      .find(found => found !== undefined)
  );
}

/** A choice with one more piece of it. */
function grown(choice: Json | undefined, piece: Json): Json {
  const delta = isObject(piece.delta) ? piece.delta : {};
  const before = (choice?.message ?? { role: 'assistant', content: null, refusal: null }) as Json;
  const message: Record<string, unknown> = { ...before };
  if (typeof delta.role === 'string') message.role = delta.role;
  for (const name of TEXTS) if (typeof delta[name] === 'string') message[name] = `${before[name] ?? ''}${delta[name]}`;
  if (listOf(delta.tool_calls).length > 0) message.tool_calls = grownCalls(listOf(before.tool_calls), listOf(delta.tool_calls));
  return {
    index: piece.index,
    message,
    logprobs: joinedLogprobs(choice?.logprobs, piece.logprobs),
    finish_reason: piece.finish_reason ?? choice?.finish_reason ?? null,
  };
}

/** Calls of tools come in pieces that say which one they belong to; the whole answer has them in that order, without the number. */
function grownCalls(calls: readonly Json[], pieces: readonly Json[]): readonly Json[] {
  const all = [...calls];
  for (const piece of pieces) {
    const { index = all.length, function: named, ...about } = piece;
    const at = index as number;
    const before = all[at] ?? {};
    const spoken = (before.function ?? {}) as Json;
    const more = isObject(named) ? named : {};
    const name = `${spoken.name ?? ''}${more.name ?? ''}`;
    all[at] = { ...before, ...about, function: { name, arguments: `${spoken.arguments ?? ''}${more.arguments ?? ''}` } };
  }
  return all;
}

function joinedLogprobs(one: unknown, other: unknown): unknown {
  if (!isObject(one)) return other ?? one ?? null;
  if (!isObject(other)) return one;
  return Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map(key => {
      const both = [...listOf(one[key]), ...listOf(other[key])];
      return [key, both.length > 0 ? both : null];
    }),
  );
}

function deltaOf(message: Json): Json {
  const calls = listOf(message.tool_calls).map((call, index) => ({ index, ...call }));
  return { ...pick(message, ['role', ...TEXTS]), ...(calls.length > 0 && { tool_calls: calls }) };
}

const byIndex = (one: Json, other: Json): number => Number(one.index) - Number(other.index);
