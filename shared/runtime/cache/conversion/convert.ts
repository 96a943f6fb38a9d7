/** Answers of one form made from the other: where that is exact, so that a client cannot tell, and not otherwise. */
import { structureOf } from '../canonicalBody.ts';
import type { CacheKey, RecordedReply } from '../exactCache.ts';
import type { AnswerForms } from './answerForms.ts';
import { anthropicMessages } from './anthropicMessages.ts';
import { isObject, type Result } from './json.ts';
import { openAiChat } from './openAiChat.ts';
import { openAiResponses } from './openAiResponses.ts';
import { eventsIn, streamOf } from './streamEvents.ts';

const APIS: readonly AnswerForms[] = [openAiChat, openAiResponses, anthropicMessages];

/** The reply in the form that the key wants. */
export function convert(reply: RecordedReply, key: Pick<CacheKey, 'endpoint' | 'stream' | 'usageInStream'>): Result<RecordedReply> {
  const api = APIS.find(one => key.endpoint.endsWith(one.endpoint));
  if (reply.stream && key.stream) return api?.withUsage ? withUsage(api, reply, key.usageInStream) : reply;
  if (!reply.stream && !key.stream) return reply;
  const recorded = reply.stream ? 'a stream' : 'a whole answer';
  if (!api) return { reason: `recorded as ${recorded}, and asked for in the other form` };
  const converted = reply.stream ? wholeOf(api, reply) : streamFrom(api, reply, key.usageInStream);
  return 'reason' in converted
    ? { reason: `recorded as ${recorded}, and not exactly the same in the other form: ${converted.reason}` }
    : converted;
}

function withUsage(api: AnswerForms, reply: RecordedReply, wanted: boolean): Result<RecordedReply> {
  const body = api.withUsage?.(reply.body, wanted) ?? reply.body;
  if ('reason' in body) return body;
  return body === reply.body ? reply : { ...reply, body };
}

function wholeOf(api: AnswerForms, reply: RecordedReply): Result<RecordedReply> {
  const events = eventsIn(reply.body);
  if (events.some(event => structureOf(event.data).inexact !== undefined)) return { reason: 'a number with many digits' };
  const answer = api.whole(events);
  if (isReason(answer)) return answer;
  return {
    ...reply,
    stream: false,
    headers: { ...reply.headers, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(answer)),
  };
}

function streamFrom(api: AnswerForms, reply: RecordedReply, usageInStream: boolean): Result<RecordedReply> {
  if (!api.stream) return { reason: 'its events are not known' };
  const text = reply.body.toString('utf8');
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return { reason: 'it is not JSON' };
  }
  if (!isObject(answer)) return { reason: 'it is not an object' };
  if (structureOf(text).inexact !== undefined) return { reason: 'a number with many digits' };
  const events = api.stream(answer, usageInStream);
  if (isReason(events)) return events;
  return {
    ...reply,
    stream: true,
    headers: { ...reply.headers, 'content-type': 'text/event-stream; charset=utf-8' },
    body: streamOf(events),
  };
}

function isReason(result: Result<object>): result is { readonly reason: string } {
  return 'reason' in result && typeof result.reason === 'string' && Object.keys(result).length === 1;
}
