/** Facts of OpenAI requests. */
import { type ServiceTier, serviceTier } from '../../../money/usage.ts';
import type { RequestFacts, WireOperation, WireRequest } from '../dialect.ts';
import { contentOfBody, InputTally, textOfBody } from '../inputTally.ts';
import { asCount, asList, asNumber, asObject, asText, type JsonObject } from '../jsonValue.ts';
import { bodyOf, freeFacts, UNKNOWN_ENDPOINT, unknownFacts } from '../requestFacts.ts';
import { readContent } from './content.ts';
import { visitInput } from './input.ts';
import { type OpenAiApi, type OpenAiRoute, routeOf } from './route.ts';

const OPERATIONS: Readonly<Record<OpenAiApi, WireOperation>> = {
  chat: 'chat',
  responses: 'chat',
  completions: 'text_completion',
  embeddings: 'embeddings',
};

/** What is added around the messages (priming of the reply: 3), and once where there are tools or a schema (gpt-tokenizer src/functionCalling.ts: 9; ai-tokenizer: 24). */
const AROUND_MESSAGES = 16;
const AROUND_TOOLS = 64;

export function readRequest(request: WireRequest): RequestFacts {
  const route = routeOf(request);
  const { api, endpoint, provider, deployment } = route;
  if (api === 'free') return freeFacts('other', endpoint, provider, deployment);
  const read = bodyOf(request);
  if ('unread' in read) return unknownFacts(endpoint, provider, api === 'unknown' ? UNKNOWN_ENDPOINT : read.unread, deployment);
  const { body } = read;
  if (api === 'unknown') return unknownFacts(endpoint, provider, UNKNOWN_ENDPOINT, asText(body.model) ?? deployment);
  if (api === 'countTokens') return freeFacts('count_tokens', endpoint, provider, asText(body.model) ?? deployment);
  return spendingFacts(api, route, request, body);
}

function spendingFacts(api: OpenAiApi, route: OpenAiRoute, request: WireRequest, body: JsonObject): RequestFacts {
  const tally = new InputTally();
  const { messages, tools } = visitInput(api, body, tally);
  const model = asText(body.model) ?? route.deployment;
  const limit = outputLimit(api, body);
  const tier = tierOf(body);
  const life = cacheLife(body);
  const structured = tools > 0 || body.response_format !== undefined || body.text !== undefined;
  return {
    operation: OPERATIONS[api],
    endpoint: route.endpoint,
    provider: route.provider,
    ...(model === undefined ? {} : { model }),
    stream: body.stream === true,
    ...(limit === undefined ? {} : { outputLimit: limit }),
    answers: answers(api, body),
    inputBound: tally.bound(request.body.length, AROUND_MESSAGES + (structured ? AROUND_TOOLS : 0)),
    ...(tally.mediaTokens === 0 ? {} : { mediaTokens: tally.mediaTokens }),
    ...(tier === undefined ? {} : { tier }),
    ...(life === undefined ? {} : { cacheLife: life }),
    sampled: api !== 'embeddings' && asNumber(body.temperature) !== 0 && asNumber(body.seed) === undefined,
    tools: tools > 0,
    messages,
    toolCount: tools,
    text: () => textOfBody(request.body, (object, visitor) => visitInput(api, object, visitor)),
    content: () => contentOfBody(request.body, object => readContent(api, object)),
  };
}

/** The larger of two: which of them a model obeys depends on the model. */
function outputLimit(api: OpenAiApi, body: JsonObject): number | undefined {
  if (api === 'embeddings') return 0;
  if (api === 'responses') return asCount(body.max_output_tokens);
  const limits = [asCount(body.max_completion_tokens), asCount(body.max_tokens)].filter(limit => limit !== undefined);
  return limits.length === 0 ? undefined : Math.max(...limits);
}

function answers(api: OpenAiApi, body: JsonObject): number {
  const each = Math.max(1, asCount(body.n) ?? 1, asCount(body.best_of) ?? 1);
  if (api === 'completions') return Math.min(each * prompts(body.prompt), Number.MAX_SAFE_INTEGER);
  return api === 'chat' ? each : 1;
}

/** Several prompts in one request are answered each; a list of numbers is one prompt. */
function prompts(prompt: unknown): number {
  const list = asList(prompt);
  return list.length === 0 || typeof list[0] === 'number' ? 1 : list.length;
}

/** `auto` is what the account has set: not known. */
function tierOf(body: JsonObject): ServiceTier | undefined {
  const written = asText(body.service_tier);
  return written === undefined || written === 'auto' ? undefined : serviceTier(written);
}

/** Life of cache entries that are paid for, from GPT-5.6 on: 30 minutes, or 12 hours with Responses. Older models write for nothing. */
function cacheLife(body: JsonObject): '5m' | '1h' | undefined {
  const ttl = asText(asObject(body.prompt_cache_options)?.ttl);
  if (ttl === undefined) return undefined;
  return /h$/.test(ttl) ? '1h' : '5m';
}
