/**
 * Bodies of InvokeModel, which are the vendor's own (docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html), by the id of the model: how
 * to read the request.
 */
import { messagesFacts } from '../anthropic/request.ts';
import type { RequestFacts } from '../dialect.ts';
import type { InputVisitor } from '../inputTally.ts';
import { contentOfBody, InputTally, textOfBody } from '../inputTally.ts';
import { asCount, asList, asNumber, asObject, asText, type JsonObject } from '../jsonValue.ts';
import { visitInput } from '../openai/input.ts';
import { readConverse, readInvoke } from './content.ts';
import { visitConverse } from './converse.ts';

/** Of a request, all that its body says. */
export type BodyFacts = Omit<RequestFacts, 'endpoint' | 'provider' | 'model' | 'stream'>;

const AROUND = 16;
const AROUND_TOOLS = 1200;

export function invokeFacts(model: string, body: JsonObject, bytes: Buffer): BodyFacts {
  if (/(^|\.)anthropic\./.test(model) && body.messages !== undefined) return messagesFacts(body, bytes);
  if (/embed/.test(model)) return textFacts('embeddings', body, bytes);
  if (/nova|amazon\.nova/.test(model) && body.messages !== undefined) return converseFacts(body, bytes);
  return body.messages === undefined ? textFacts('text_completion', body, bytes) : chatFacts(body, bytes);
}

export function converseFacts(body: JsonObject, bytes: Buffer): BodyFacts {
  const tally = new InputTally();
  const { messages, tools, cacheLife } = visitConverse(body, tally);
  const limit = outputLimit(asObject(body.inferenceConfig), asObject(body.additionalModelRequestFields));
  return {
    operation: 'chat',
    ...(limit === undefined ? {} : { outputLimit: limit }),
    answers: 1,
    inputBound: tally.bound(bytes.length, AROUND + (tools > 0 || body.outputConfig !== undefined ? AROUND_TOOLS : 0)),
    ...(tally.mediaTokens === 0 ? {} : { mediaTokens: tally.mediaTokens }),
    ...(cacheLife === undefined ? {} : { cacheLife }),
    sampled: asNumber(asObject(body.inferenceConfig)?.temperature) !== 0,
    tools: tools > 0,
    messages,
    toolCount: tools,
    text: () => textOfBody(bytes, visitConverse),
    content: () => contentOfBody(bytes, readConverse),
  };
}

/** Mistral, Jamba, gpt-oss, Qwen and others take bodies like OpenAI's chat completions. */
function chatFacts(body: JsonObject, bytes: Buffer): BodyFacts {
  const visit = (object: JsonObject, visitor: InputVisitor) => visitInput('chat', object, visitor);
  const tally = new InputTally();
  const { messages, tools } = visit(body, tally);
  return {
    operation: 'chat',
    ...limitOf(body),
    answers: Math.max(1, asCount(body.n) ?? 1),
    inputBound: tally.bound(bytes.length, AROUND + (tools > 0 ? AROUND_TOOLS : 0)),
    ...(tally.mediaTokens === 0 ? {} : { mediaTokens: tally.mediaTokens }),
    sampled: asNumber(body.temperature) !== 0,
    tools: tools > 0,
    messages,
    toolCount: tools,
    text: () => textOfBody(bytes, visit),
    content: () => contentOfBody(bytes, object => readInvoke('', object)),
  };
}

/** Members of bodies that hold text: Titan, Llama, Mistral, Cohere, AI21, old Claude. */
const TEXTS = ['inputText', 'prompt', 'message', 'texts', 'preamble', 'documents', 'chat_history', 'inputs'] as const;
/** And those that hold what is not text. */
const MEDIA = ['images', 'image', 'inputImage', 'init_image', 'inputs', 'mediaSource'] as const;

function textFacts(operation: 'embeddings' | 'text_completion', body: JsonObject, bytes: Buffer): BodyFacts {
  const visit = (object: JsonObject, visitor: InputVisitor) => {
    for (const member of TEXTS) visitor.json(object[member]);
  };
  const tally = new InputTally();
  if (MEDIA.some(member => body[member] !== undefined)) tally.elsewhere('what an image costs with this model is not known', false);
  return {
    operation,
    ...(operation === 'embeddings' ? { outputLimit: 0 } : limitOf(body)),
    answers: Math.max(1, asCount(body.num_generations) ?? 1),
    inputBound: tally.bound(bytes.length, AROUND),
    sampled: operation !== 'embeddings' && asNumber(body.temperature ?? asObject(body.textGenerationConfig)?.temperature) !== 0,
    tools: false,
    messages: Math.max(1, asList(body.texts).length),
    toolCount: 0,
    text: () => textOfBody(bytes, visit),
    content: () => contentOfBody(bytes, object => readInvoke('', object)),
  };
}

function limitOf(body: JsonObject): { readonly outputLimit?: number } {
  const limit = outputLimit(body, asObject(body.textGenerationConfig));
  return limit === undefined ? {} : { outputLimit: limit };
}

/** The vendors' names for the same. Where several are given, the largest. */
const LIMITS = [
  'maxTokens',
  'max_tokens',
  'max_new_tokens',
  'max_gen_len',
  'maxTokenCount',
  'max_tokens_to_sample',
  'max_completion_tokens',
] as const;

function outputLimit(...places: readonly (JsonObject | undefined)[]): number | undefined {
  const limits = places.flatMap(place => LIMITS.map(name => asCount(place?.[name]))).filter(limit => limit !== undefined);
  return limits.length === 0 ? undefined : Math.max(...limits);
}

/** A service tier by Bedrock's names; `reserved` is bought beforehand. */
export function tierOf(written: unknown): 'flex' | 'priority' | 'standard' | undefined {
  const tier = asText(written);
  return tier === 'flex' || tier === 'priority' ? tier : tier === 'default' ? 'standard' : undefined;
}
