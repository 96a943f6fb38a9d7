/**
 * Names of OpenTelemetry's conventions for generative AI, which moved to open-telemetry/semantic-conventions-genai and are not stable: what changes
 * there changes here. There is none for money: ours begin with `farthing.`.
 */

export const ATTRIBUTE = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  responseModel: 'gen_ai.response.model',
  stream: 'gen_ai.request.stream',
  tokenType: 'gen_ai.token.type',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cacheReadTokens: 'gen_ai.usage.cache_read.input_tokens',
  cacheWriteTokens: 'gen_ai.usage.cache_creation.input_tokens',
  reasoningTokens: 'gen_ai.usage.reasoning.output_tokens',
  error: 'error.type',
} as const;

/**
 * What some back ends still read, or read already: said beside the names above where that is asked for. `gen_ai.system` and the two counts are those of
 * conventions before 1.37; `cache_write` is what the new repository calls a cache creation.
 */
export const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  [ATTRIBUTE.provider]: ['gen_ai.system'],
  [ATTRIBUTE.inputTokens]: ['gen_ai.usage.prompt_tokens'],
  [ATTRIBUTE.outputTokens]: ['gen_ai.usage.completion_tokens'],
  [ATTRIBUTE.cacheWriteTokens]: ['gen_ai.usage.cache_write.input_tokens'],
};

export const METRIC = {
  tokens: 'gen_ai.client.token.usage',
  duration: 'gen_ai.client.operation.duration',
  firstChunk: 'gen_ai.client.operation.time_to_first_chunk',
  cost: 'farthing.cost.usd',
  saved: 'farthing.saved.usd',
  unknownCost: 'farthing.unknown_cost.calls',
  cache: 'farthing.cache.lookups',
  refused: 'farthing.refused.calls',
  budgetLimit: 'farthing.budget.limit.usd',
  budgetSpent: 'farthing.budget.spent.usd',
  budgetHeld: 'farthing.budget.held.usd',
} as const;

/** `gen_ai.client.token.usage`, `explicit_bucket_boundaries` of the conventions. */
export const TOKEN_BUCKETS = [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];
export const SECOND_BUCKETS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
