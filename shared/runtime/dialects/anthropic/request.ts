/** Facts of Anthropic requests. */

import { serviceTier } from '../../../money/usage.ts';
import type { RequestFacts, WireRequest } from '../dialect.ts';
import { contentOfBody, InputTally, textOfBody } from '../inputTally.ts';
import { asCount, asNumber, asText, type JsonObject, parseObject } from '../jsonValue.ts';
import { readContent as readOpenAi } from '../openai/content.ts';
import { bodyOf, freeFacts, onlyAsks, pathOf, templateOf, UNKNOWN_ENDPOINT, unknownFacts } from '../requestFacts.ts';
import { readContent } from './content.ts';
import { visitMessages } from './input.ts';
import { US_PERMILLE } from './place.ts';

const PROVIDER = 'anthropic';

export function readRequest(request: WireRequest): RequestFacts {
  const path = pathOf(request).replace(/\/+$/, '');
  if (onlyAsks(request.method)) return freeFacts('other', templateOf(path), PROVIDER);
  // platform.claude.com/docs/en/build-with-claude/token-counting: free.
  if (path.endsWith('/messages/count_tokens')) {
    return freeFacts('count_tokens', '/v1/messages/count_tokens', PROVIDER, asText(parseObject(request.body)?.model));
  }
  if (/\/(cancel|files)$/.test(path)) return freeFacts('other', templateOf(path), PROVIDER);
  if (path.endsWith('/messages/batches')) return unknownFacts('/v1/messages/batches', PROVIDER, 'a batch is charged when it has run');
  const api = path.endsWith('/messages') ? 'messages' : path.endsWith('/complete') ? 'complete' : undefined;
  if (!api) return unknownFacts(templateOf(path), PROVIDER, UNKNOWN_ENDPOINT);
  const endpoint = `/v1/${api}`;
  const read = bodyOf(request);
  if ('unread' in read) return unknownFacts(endpoint, PROVIDER, read.unread);
  const { body } = read;
  const model = asText(body.model);
  return {
    endpoint,
    provider: PROVIDER,
    ...(model === undefined ? {} : { model }),
    stream: body.stream === true,
    ...(api === 'messages' ? { ...messagesFacts(body, request.body), ...place(body) } : completionFacts(body, request.body)),
  };
}

/** Priming of the turns; with tools a system prompt of the provider's: 290 to 700 tokens by model and choice (platform.claude.com, tool-use overview). */
const AROUND_MESSAGES = 16;
const AROUND_TOOLS = 1200;
/** A schema for the answer is explained to the model (platform.claude.com/docs/en/build-with-claude/structured-outputs: "additional system prompt"). */
const AROUND_SCHEMA = 600;

/** Everything but where it goes: the same body is sent to Bedrock. */
export function messagesFacts(body: JsonObject, bytes: Buffer): Omit<RequestFacts, 'endpoint' | 'provider' | 'model' | 'stream'> {
  const tally = new InputTally();
  const { messages, tools, cacheLife } = visitMessages(body, tally);
  const limit = asCount(body.max_tokens);
  const tier = asText(body.service_tier);
  const asked = tier === undefined || tier === 'auto' ? undefined : serviceTier(tier);
  const schema = body.output_config !== undefined || body.output_format !== undefined;
  return {
    operation: 'chat',
    ...(limit === undefined ? {} : { outputLimit: limit }),
    answers: 1,
    inputBound: tally.bound(bytes.length, AROUND_MESSAGES + (tools > 0 ? AROUND_TOOLS : 0) + (schema ? AROUND_SCHEMA : 0)),
    ...(tally.mediaTokens === 0 ? {} : { mediaTokens: tally.mediaTokens }),
    ...(asked === undefined ? {} : { tier: asked }),
    ...(cacheLife === undefined ? {} : { cacheLife }),
    // The default is 1, and there is no seed.
    sampled: asNumber(body.temperature) !== 0,
    tools: tools > 0,
    messages,
    toolCount: tools,
    text: () => textOfBody(bytes, visitMessages),
    content: () => contentOfBody(bytes, readContent),
  };
}

/** Inference in the United States costs 1.1 times; who does not say where leaves it to the workspace (platform.claude.com, data residency). */
function place(body: JsonObject): Pick<RequestFacts, 'place'> {
  const geography = asText(body.inference_geo);
  return geography === 'global' ? {} : { place: { permille: US_PERMILLE, account: geography === undefined } };
}

/** The old text completions. */
function completionFacts(body: JsonObject, bytes: Buffer): Omit<RequestFacts, 'endpoint' | 'provider' | 'model' | 'stream'> {
  const limit = asCount(body.max_tokens_to_sample);
  return {
    operation: 'text_completion',
    ...(limit === undefined ? {} : { outputLimit: limit }),
    answers: 1,
    inputBound: { tokens: bytes.length + AROUND_MESSAGES },
    sampled: asNumber(body.temperature) !== 0,
    tools: false,
    messages: 1,
    toolCount: 0,
    text: () => asText(parseObject(bytes)?.prompt) ?? '',
    content: () => contentOfBody(bytes, object => readOpenAi('completions', object)),
  };
}
