/**
 * The usage objects of the providers, read into one shape. The trap is what `input` means: OpenAI and Gemini count cached tokens in it,
 * Anthropic and Bedrock beside it; and Gemini counts thoughts beside the answer.
 */
import { type Usage, usageOf } from './usage.ts';

type Reported = number | null | undefined;

/** Nothing reported is 0. Throws a RangeError for what is no number: JSON of strangers holds anything. */
function count(reported: Reported): number {
  if (reported === undefined || reported === null) return 0;
  if (typeof reported !== 'number') throw new RangeError(`not a count of tokens: ${JSON.stringify(reported)}`);
  return reported;
}

/**
 * Chat Completions (`prompt_tokens`) and Responses (`input_tokens`), fields of openai-node resources/completions.d.ts and responses.d.ts; and what
 * compatible providers write beside or instead of them.
 */
export interface OpenAiUsage {
  readonly prompt_tokens?: Reported;
  readonly completion_tokens?: Reported;
  readonly input_tokens?: Reported;
  readonly output_tokens?: Reported;
  readonly total_tokens?: Reported;
  /** DeepSeek, and Moonshot. */
  readonly prompt_cache_hit_tokens?: Reported;
  readonly cached_tokens?: Reported;
  readonly prompt_tokens_details?: OpenAiInputDetails | null;
  readonly input_tokens_details?: OpenAiInputDetails | null;
  readonly completion_tokens_details?: OpenAiOutputDetails | null;
  readonly output_tokens_details?: OpenAiOutputDetails | null;
}

interface OpenAiInputDetails {
  readonly cached_tokens?: Reported;
  readonly cache_write_tokens?: Reported;
  readonly cache_write_tokens_details?: { readonly ttl_12h_tokens?: Reported; readonly ttl_30m_tokens?: Reported } | null;
}

interface OpenAiOutputDetails {
  readonly reasoning_tokens?: Reported;
}

export function usageOfOpenAi(reported: OpenAiUsage): Usage {
  const input = reported.prompt_tokens_details ?? reported.input_tokens_details;
  const output = reported.completion_tokens_details ?? reported.output_tokens_details;
  const sent = count(reported.prompt_tokens ?? reported.input_tokens);
  const answered = count(reported.completion_tokens ?? reported.output_tokens);
  const reasoning = count(output?.reasoning_tokens);
  const beside = reasoningBeside(sent, answered, reasoning, reported.total_tokens);
  const written = count(input?.cache_write_tokens);
  const long = Math.min(written, count(input?.cache_write_tokens_details?.ttl_12h_tokens));
  return usageOf({
    input: sent,
    cacheRead: count(input?.cached_tokens ?? reported.prompt_cache_hit_tokens ?? reported.cached_tokens),
    cacheWrite5m: written - long,
    cacheWrite1h: long,
    output: answered + (beside ? reasoning : 0),
    reasoning: beside ? reasoning : Math.min(reasoning, answered),
  });
}

/** OpenAI counts reasoning within the completion, xAI beside it: the total says which (docs.x.ai/docs/guides/reasoning). */
function reasoningBeside(input: number, output: number, reasoning: number, total: Reported): boolean {
  return reasoning > 0 && (typeof total === 'number' ? total === input + output + reasoning : reasoning > output);
}

/**
 * @anthropic-ai/sdk 1.13 resources/messages (`Usage`) and beta/messages (`BetaUsage`): `input_tokens` excludes both cache counts; the tokens of a
 * compaction are only among the iterations.
 */
export interface AnthropicUsage {
  readonly input_tokens?: Reported;
  readonly output_tokens?: Reported;
  readonly cache_read_input_tokens?: Reported;
  readonly cache_creation_input_tokens?: Reported;
  readonly cache_creation?: {
    readonly ephemeral_5m_input_tokens?: Reported;
    readonly ephemeral_1h_input_tokens?: Reported;
  } | null;
  readonly output_tokens_details?: { readonly thinking_tokens?: Reported } | null;
}

/** `unsplit`: the life of cache writes where the split by life is missing; 5 minutes are the default. */
export function usageOfAnthropic(reported: AnthropicUsage, unsplit: '5m' | '1h' = '5m'): Usage {
  const written = count(reported.cache_creation_input_tokens);
  const split = reported.cache_creation;
  return cacheBeside({
    fresh: count(reported.input_tokens),
    read: count(reported.cache_read_input_tokens),
    short: split ? count(split.ephemeral_5m_input_tokens) : unsplit === '5m' ? written : 0,
    long: split ? count(split.ephemeral_1h_input_tokens) : unsplit === '1h' ? written : 0,
    output: count(reported.output_tokens),
    reasoning: count(reported.output_tokens_details?.thinking_tokens),
  });
}

/**
 * Bedrock Converse `usage` (botocore TokenUsage). The real names are `cacheReadInputTokens` and `cacheWriteInputTokens`. Whether
 * `inputTokens` includes them is not documented; read as Anthropic counts, as Claude on Bedrock reports.
 */
export interface BedrockUsage {
  readonly inputTokens?: Reported;
  readonly outputTokens?: Reported;
  readonly cacheReadInputTokens?: Reported;
  readonly cacheWriteInputTokens?: Reported;
  readonly cacheDetails?: readonly { readonly ttl?: string | null; readonly inputTokens?: Reported }[] | null;
}

/** `unsplit`: the life of cache writes where the split by life is missing. */
export function usageOfBedrock(reported: BedrockUsage, unsplit: '5m' | '1h' = '5m'): Usage {
  const written = count(reported.cacheWriteInputTokens);
  const details = reported.cacheDetails ?? [];
  const detailed = details.reduce((sum, detail) => sum + (detail.ttl === '1h' ? count(detail.inputTokens) : 0), 0);
  const long = details.length > 0 ? detailed : unsplit === '1h' ? written : 0;
  return cacheBeside({
    fresh: count(reported.inputTokens),
    read: count(reported.cacheReadInputTokens),
    short: Math.max(0, written - long),
    long,
    output: count(reported.outputTokens),
  });
}

/** google-genai GenerateContentResponseUsageMetadata, in the spelling of either SDK. */
export interface GeminiUsage {
  readonly promptTokenCount?: Reported;
  readonly candidatesTokenCount?: Reported;
  readonly cachedContentTokenCount?: Reported;
  readonly thoughtsTokenCount?: Reported;
  readonly toolUsePromptTokenCount?: Reported;
  readonly prompt_token_count?: Reported;
  readonly candidates_token_count?: Reported;
  readonly cached_content_token_count?: Reported;
  readonly thoughts_token_count?: Reported;
  readonly tool_use_prompt_token_count?: Reported;
}

export function usageOfGemini(reported: GeminiUsage): Usage {
  const thoughts = count(reported.thoughtsTokenCount ?? reported.thoughts_token_count);
  return usageOf({
    input:
      count(reported.promptTokenCount ?? reported.prompt_token_count) +
      count(reported.toolUsePromptTokenCount ?? reported.tool_use_prompt_token_count),
    cacheRead: count(reported.cachedContentTokenCount ?? reported.cached_content_token_count),
    // Thoughts are billed as output and are not among the candidates' tokens.
    output: count(reported.candidatesTokenCount ?? reported.candidates_token_count) + thoughts,
    reasoning: thoughts,
  });
}

/** @google/genai 3.1 `Usage` of an interaction. */
export interface InteractionUsage {
  readonly total_input_tokens?: Reported;
  readonly total_output_tokens?: Reported;
  readonly total_cached_tokens?: Reported;
  readonly total_thought_tokens?: Reported;
  readonly total_tool_use_tokens?: Reported;
  readonly total_tokens?: Reported;
}

export function usageOfInteraction(reported: InteractionUsage): Usage {
  const input = count(reported.total_input_tokens) + count(reported.total_tool_use_tokens);
  const answered = count(reported.total_output_tokens);
  const thoughts = count(reported.total_thought_tokens);
  // The total says whether thoughts are within the output; without one they are beside it, as in `GeminiUsage`.
  const within = reported.total_tokens === input + answered && thoughts <= answered;
  return usageOf({
    input,
    cacheRead: count(reported.total_cached_tokens),
    output: answered + (within ? 0 : thoughts),
    reasoning: thoughts,
  });
}

function cacheBeside(counts: { fresh: number; read: number; short: number; long: number; output: number; reasoning?: number }): Usage {
  return usageOf({
    input: counts.fresh + counts.read + counts.short + counts.long,
    cacheRead: counts.read,
    cacheWrite5m: counts.short,
    cacheWrite1h: counts.long,
    output: counts.output,
    // While a stream runs the output may lag behind.
    reasoning: Math.min(counts.reasoning ?? 0, counts.output),
  });
}
