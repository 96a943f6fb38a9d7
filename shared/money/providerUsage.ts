/**
 * The usage objects of the providers, read into one shape. The trap is what `input` means: OpenAI and Gemini count cached tokens in it,
 * Anthropic and Bedrock beside it; and Gemini counts thoughts beside the answer.
 */
import { type Usage, usageOf } from './usage.ts';

type Reported = number | null | undefined;

const count = (reported: Reported): number => reported ?? 0;

/** Chat Completions (`prompt_tokens`) and Responses (`input_tokens`), fields of openai-python types/completion_usage.py and response_usage.py. */
export interface OpenAiUsage {
  readonly prompt_tokens?: Reported;
  readonly completion_tokens?: Reported;
  readonly input_tokens?: Reported;
  readonly output_tokens?: Reported;
  readonly prompt_tokens_details?: OpenAiInputDetails | null;
  readonly input_tokens_details?: OpenAiInputDetails | null;
  readonly completion_tokens_details?: OpenAiOutputDetails | null;
  readonly output_tokens_details?: OpenAiOutputDetails | null;
}

interface OpenAiInputDetails {
  readonly cached_tokens?: Reported;
  readonly cache_write_tokens?: Reported;
}

interface OpenAiOutputDetails {
  readonly reasoning_tokens?: Reported;
}

export function usageOfOpenAi(reported: OpenAiUsage): Usage {
  const input = reported.prompt_tokens_details ?? reported.input_tokens_details;
  const output = reported.completion_tokens_details ?? reported.output_tokens_details;
  return usageOf({
    input: count(reported.prompt_tokens ?? reported.input_tokens),
    cacheRead: count(input?.cached_tokens),
    cacheWrite5m: count(input?.cache_write_tokens),
    output: count(reported.completion_tokens ?? reported.output_tokens),
    reasoning: count(output?.reasoning_tokens),
  });
}

/** anthropic-sdk-python types/usage.py: `input_tokens` excludes both cache counts. */
export interface AnthropicUsage {
  readonly input_tokens?: Reported;
  readonly output_tokens?: Reported;
  readonly cache_read_input_tokens?: Reported;
  readonly cache_creation_input_tokens?: Reported;
  readonly cache_creation?: {
    readonly ephemeral_5m_input_tokens?: Reported;
    readonly ephemeral_1h_input_tokens?: Reported;
  } | null;
}

export function usageOfAnthropic(reported: AnthropicUsage): Usage {
  const written = count(reported.cache_creation_input_tokens);
  const long = count(reported.cache_creation?.ephemeral_1h_input_tokens);
  return cacheBeside({
    fresh: count(reported.input_tokens),
    read: count(reported.cache_read_input_tokens),
    // Where the split by life is missing, everything has the default life.
    short: reported.cache_creation ? count(reported.cache_creation.ephemeral_5m_input_tokens) : written,
    long,
    output: count(reported.output_tokens),
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

export function usageOfBedrock(reported: BedrockUsage): Usage {
  const written = count(reported.cacheWriteInputTokens);
  const long = (reported.cacheDetails ?? []).reduce((sum, detail) => sum + (detail.ttl === '1h' ? count(detail.inputTokens) : 0), 0);
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

function cacheBeside(counts: { fresh: number; read: number; short: number; long: number; output: number }): Usage {
  return usageOf({
    input: counts.fresh + counts.read + counts.short + counts.long,
    cacheRead: counts.read,
    cacheWrite5m: counts.short,
    cacheWrite1h: counts.long,
    output: counts.output,
  });
}
