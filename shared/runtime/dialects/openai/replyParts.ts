/** What objects of OpenAI replies say: the body of an answer, a chunk of a stream, an event of Responses. */
import { type OpenAiUsage, usageOfOpenAi } from '../../../money/providerUsage.ts';
import { serviceTier } from '../../../money/usage.ts';
import type { RequestFacts } from '../dialect.ts';
import { asObject, asText, type JsonObject, objectsOf } from '../jsonValue.ts';
import { errorMessage, type ReplyNotes, usageOrNothing } from '../replyFacts.ts';

/** Reasons with which a model ends an answer by itself. */
export const NATURAL = new Set(['stop', 'tool_calls', 'function_call', 'completed']);

/** Usage, model, tier and error of any object that has them: a completion, a chunk, a response. */
export function noteObject(object: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  // Azure's first chunk has an empty one.
  notes.model = asText(object.model) || notes.model;
  // Groq has the usage of a stream in a member of its own.
  const reported = asObject(object.usage) ?? asObject(asObject(object.x_groq)?.usage);
  if (reported) noteUsage(reported, object, facts, notes);
  if (object.error) notes.error = errorMessage(object) ?? 'the provider reported an error';
}

function noteUsage(reported: JsonObject, object: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  const tier = serviceTier(asText(object.service_tier) ?? '') ?? facts.tier;
  if (reported.type === 'duration') notes.unpriced.add('the provider charges by the second');
  const usage = usageOrNothing(() => ({ ...usageOfOpenAi(reported as OpenAiUsage), ...(tier === undefined ? {} : { tier }) }));
  if (usage) notes.usage = usage;
  for (const member of ['prompt_tokens_details', 'input_tokens_details', 'input_token_details', 'completion_tokens_details'] as const) {
    if (asObject(reported[member])?.audio_tokens) notes.unpriced.add('audio tokens have a price of their own');
  }
}

/** The answers of a completion, streamed or not. `seen` remembers which tool calls were counted. */
export function noteChoices(object: JsonObject, notes: ReplyNotes, seen: Set<string>): void {
  for (const [position, choice] of objectsOf(object.choices).entries()) {
    const reason = asText(choice.finish_reason);
    if (reason !== undefined) notes.finishReasons.push(reason);
    const message = asObject(choice.delta) ?? asObject(choice.message);
    if (!message) continue;
    for (const [place, call] of objectsOf(message.tool_calls).entries()) seen.add(`${choice.index ?? position} ${call.index ?? place}`);
    if (asObject(message.function_call)) seen.add(`${choice.index ?? position} function`);
  }
  notes.toolCalls = seen.size;
}

/** Text of a completion or of a chunk: content, refusal, reasoning that is shown, arguments of calls. */
export function textOfChoices(object: JsonObject | undefined): string {
  let text = '';
  for (const choice of objectsOf(object?.choices)) {
    text += asText(choice.text) ?? '';
    const message = asObject(choice.delta) ?? asObject(choice.message);
    if (!message) continue;
    for (const member of ['content', 'refusal', 'reasoning_content', 'reasoning'] as const) text += asText(message[member]) ?? '';
    for (const call of objectsOf(message.tool_calls)) text += textOfCall(asObject(call.function) ?? asObject(call.custom));
    text += textOfCall(asObject(message.function_call));
  }
  return text;
}

function textOfCall(call: JsonObject | undefined): string {
  return `${asText(call?.name) ?? ''}${asText(call?.arguments) ?? asText(call?.input) ?? ''}`;
}

/** Calls of tools that are charged by the use (developers.openai.com/api/docs/pricing, built-in tools). */
const CHARGED_CALLS: Readonly<Record<string, string>> = {
  web_search_call: 'web_search',
  file_search_call: 'file_search',
  code_interpreter_call: 'code_interpreter',
  image_generation_call: 'image_generation',
};

/** A response when it has ended: its status, its output, the tools that ran. */
export function noteResponse(response: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  noteObject(response, facts, notes);
  notes.continuation = asText(response.id);
  const status = asText(response.status);
  if (status === 'queued' || status === 'in_progress') notes.continues = true;
  const reason = status === 'incomplete' ? asText(asObject(response.incomplete_details)?.reason) : status;
  if (reason !== undefined) notes.finishReasons.push(reason);
  if (status === 'failed') notes.error ??= 'the response failed';
  notes.toolCalls = 0;
  for (const item of objectsOf(response.output)) {
    if (item.type === 'function_call' || item.type === 'custom_tool_call') notes.toolCalls++;
    const charged = CHARGED_CALLS[asText(item.type) ?? ''];
    if (charged !== undefined) notes.toolUses[charged] = (notes.toolUses[charged] ?? 0) + 1;
  }
}

/** Text of a whole response. */
export function textOfResponse(response: JsonObject | undefined): string {
  let text = '';
  for (const item of objectsOf(response?.output)) {
    for (const part of [...objectsOf(item.content), ...objectsOf(item.summary)]) text += asText(part.text) ?? asText(part.refusal) ?? '';
    text += `${asText(item.name) ?? ''}${asText(item.arguments) ?? asText(item.input) ?? ''}`;
  }
  return text;
}
