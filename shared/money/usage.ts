/**
 * Token counts of one request in one shape, whoever reports them. Providers count differently (see `providerUsage.ts`); from here on
 * `input` is everything that was sent, cached or not, and `output` everything that was generated, reasoning included.
 */
export interface Usage {
  /** All input tokens; the three cache counts are parts of it. */
  readonly input: number;
  readonly cacheRead: number;
  /** Written with the short life: 5 minutes at Anthropic and Bedrock, 30 at OpenAI. */
  readonly cacheWrite5m: number;
  /** Written with the long life: 1 hour at Anthropic and Bedrock, 12 at OpenAI. */
  readonly cacheWrite1h: number;
  /** All output tokens; reasoning is part of it. */
  readonly output: number;
  readonly reasoning: number;
  readonly batch?: boolean;
  readonly tier?: ServiceTier;
  /** Thousandths of the price for inference in a named place, as the provider reports the place; absent: 1000. */
  readonly placePermille?: number;
}

export type ServiceTier = 'standard' | 'flex' | 'priority';

/** Fills in zeros and checks that the parts fit into the whole. Throws a RangeError for counts that cannot be. */
export function usageOf(counts: Partial<Usage>): Usage {
  const usage: Usage = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, reasoning: 0, ...counts };
  for (const [name, count] of Object.entries(usage)) {
    if (typeof count === 'number' && !(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`${name} is not a count of tokens: ${count}`);
    }
  }
  const cached = usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  if (cached > usage.input) throw new RangeError(`cache counts (${cached}) exceed the input they are part of (${usage.input})`);
  if (usage.reasoning > usage.output) {
    throw new RangeError(`reasoning (${usage.reasoning}) exceeds the output it is part of (${usage.output})`);
  }
  return usage;
}

/** Input that is neither read from a cache nor written to one. */
export function freshInput(usage: Usage): number {
  return usage.input - usage.cacheRead - usage.cacheWrite5m - usage.cacheWrite1h;
}

/** Counts of two requests together; batch, tier and place are those of the first. */
export function addUsage(one: Usage, other: Usage): Usage {
  return {
    ...one,
    input: one.input + other.input,
    cacheRead: one.cacheRead + other.cacheRead,
    cacheWrite5m: one.cacheWrite5m + other.cacheWrite5m,
    cacheWrite1h: one.cacheWrite1h + other.cacheWrite1h,
    output: one.output + other.output,
    reasoning: one.reasoning + other.reasoning,
  };
}

/** A service tier as the SDKs spell it; undefined for one that is not known. `auto` and `default` are what the account has: standard. */
export function serviceTier(written: string): ServiceTier | undefined {
  switch (written.toLowerCase()) {
    case 'flex':
      return 'flex';
    // OpenAI renamed priority processing to fast mode on 2026-07-30; both spellings are accepted (developers.openai.com/api/docs/pricing).
    case 'priority':
    case 'fast':
      return 'priority';
    case 'auto':
    case 'default':
    case 'standard':
    case 'standard_only':
      return 'standard';
    default:
      return undefined;
  }
}
