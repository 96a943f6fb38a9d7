/** Facts of Gemini requests. */
import { type ServiceTier, serviceTier } from '../../../money/usage.ts';
import { messagesFacts } from '../anthropic/request.ts';
import type { RequestContent } from '../content.ts';
import type { RequestFacts, WireRequest } from '../dialect.ts';
import { contentOfBody, InputTally, type InputVisitor, textOfBody } from '../inputTally.ts';
import { asCount, asNumber, asObject, asText, type JsonObject, objectsOf } from '../jsonValue.ts';
import { openai } from '../openai/index.ts';
import { bodyOf, freeFacts, UNKNOWN_ENDPOINT, unknownFacts } from '../requestFacts.ts';
import { readContents, readEmbedding, readInteraction } from './content.ts';
import { type Counts, member, visitContent, visitContents, visitInteraction } from './input.ts';
import { type GeminiApi, type GeminiRoute, routeOf } from './route.ts';

/** Around the messages, and once with tools (ai-tokenizer 1.0.6 has 9 for the chat format). */
const AROUND = 16;
const AROUND_TOOLS = 400;

export function readRequest(request: WireRequest): RequestFacts {
  const route = routeOf(request);
  const { api, endpoint, provider, model } = route;
  if (api === 'openai') return { ...openai.read(request), provider };
  if (api === 'free') return freeFacts('other', endpoint, provider);
  if (api === 'countTokens') return freeFacts('count_tokens', endpoint, provider, model);
  if (api === 'unknown') return unknownFacts(endpoint, provider, UNKNOWN_ENDPOINT, model);
  const read = bodyOf(request);
  return 'unread' in read ? unknownFacts(endpoint, provider, read.unread, model) : spendingFacts(api, route, read.body, request.body);
}

function spendingFacts(api: GeminiApi, { endpoint, provider, model, action }: GeminiRoute, body: JsonObject, bytes: Buffer): RequestFacts {
  const named = model === undefined ? {} : { model };
  switch (api) {
    case 'claude':
      return { ...messagesFacts(body, bytes), endpoint, provider, ...named, stream: action === 'streamRawPredict' };
    case 'interactions': {
      const config = asObject(body.generation_config);
      const asked = asText(body.model);
      return {
        ...contentFacts(visitInteraction, readInteraction, body, config, bytes),
        endpoint,
        provider,
        ...(asked === undefined ? {} : { model: asked }),
        stream: body.stream === true,
      };
    }
    case 'embedContent':
    case 'batchEmbedContents':
      return { ...embeddingFacts(body, bytes), endpoint, provider, ...named };
    default: {
      const config = asObject(member(body, 'generationConfig'));
      return {
        ...contentFacts(visitContents, readContents, body, config, bytes),
        endpoint,
        provider,
        ...named,
        stream: api === 'streamGenerateContent',
      };
    }
  }
}

type Said = Omit<RequestFacts, 'endpoint' | 'provider' | 'model' | 'stream'>;
type Visit = (body: JsonObject, visitor: InputVisitor) => Counts;

function contentFacts(
  visit: Visit,
  read: (body: JsonObject) => RequestContent,
  body: JsonObject,
  config: JsonObject | undefined,
  bytes: Buffer,
): Said {
  const tally = new InputTally();
  const { messages, tools } = visit(body, tally);
  const limit = asCount(member(config, 'maxOutputTokens'));
  const tier = tierOf(body);
  return {
    operation: 'generate_content',
    ...(limit === undefined ? {} : { outputLimit: limit }),
    answers: Math.max(1, asCount(member(config, 'candidateCount')) ?? 1),
    inputBound: tally.bound(bytes.length, AROUND + (tools > 0 ? AROUND_TOOLS : 0)),
    ...(tally.mediaTokens === 0 ? {} : { mediaTokens: tally.mediaTokens }),
    ...(tier === undefined ? {} : { tier }),
    sampled: asNumber(config?.temperature) !== 0 && asNumber(config?.seed) === undefined,
    tools: tools > 0,
    messages,
    toolCount: tools,
    text: () => textOfBody(bytes, visit),
    content: () => contentOfBody(bytes, read),
  };
}

function embeddingFacts(body: JsonObject, bytes: Buffer): Omit<RequestFacts, 'endpoint' | 'provider' | 'model'> {
  const visit = (object: JsonObject, visitor: InputVisitor) => {
    for (const request of [object, ...objectsOf(object.requests)]) visitContent(request.content, visitor);
  };
  const tally = new InputTally();
  visit(body, tally);
  return {
    operation: 'embeddings',
    stream: false,
    outputLimit: 0,
    answers: 1,
    inputBound: tally.bound(bytes.length, AROUND),
    ...(tally.mediaTokens === 0 ? {} : { mediaTokens: tally.mediaTokens }),
    sampled: false,
    tools: false,
    messages: Math.max(1, objectsOf(body.requests).length),
    toolCount: 0,
    text: () => textOfBody(bytes, visit),
    content: () => contentOfBody(bytes, readEmbedding),
  };
}

function tierOf(body: JsonObject): ServiceTier | undefined {
  const written = asText(member(body, 'serviceTier'));
  return written === undefined ? undefined : serviceTier(written);
}
