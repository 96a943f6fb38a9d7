import assert from 'node:assert/strict';
import { usageOfAnthropic, usageOfBedrock, usageOfGemini, usageOfInteraction, usageOfOpenAi } from '../../../shared/money/providerUsage.ts';
import { addUsage, freshInput, serviceTier, usageOf } from '../../../shared/money/usage.ts';

describe('usage', () => {
  it('refuses cache counts larger than the input they are part of, which the price package answers with an exception', () => {
    assert.throws(() => usageOf({ input: 100, cacheRead: 101 }), /exceed/);
    assert.throws(() => usageOf({ input: 100, cacheRead: 60, cacheWrite1h: 41 }), /exceed/);
  });

  it('takes a 1-hour write without a 5-minute write, which the price package refuses', () => {
    assert.equal(freshInput(usageOf({ input: 100, cacheWrite1h: 100 })), 0);
  });

  it('refuses what is not a count', () => {
    for (const bad of [-1, 1.5, Number.NaN]) assert.throws(() => usageOf({ input: bad }), /not a count/);
    assert.throws(() => usageOf({ output: 5, reasoning: 6 }), /reasoning/);
  });

  it('adds up', () => {
    const sum = addUsage(usageOf({ input: 10, cacheRead: 4, output: 3 }), usageOf({ input: 5, cacheWrite5m: 5, output: 2, reasoning: 1 }));
    assert.deepEqual(sum, usageOf({ input: 15, cacheRead: 4, cacheWrite5m: 5, output: 5, reasoning: 1 }));
  });

  for (const [written, tier] of [
    ['flex', 'flex'],
    ['priority', 'priority'],
    ['fast', 'priority'],
    ['default', 'standard'],
    ['standard_only', 'standard'],
    ['auto', 'standard'],
    ['reserved', undefined],
  ] as const) {
    it(`reads the service tier ${written} as ${tier ?? 'not known'}`, () => assert.equal(serviceTier(written), tier));
  }
});

describe('usage as providers report it', () => {
  it('OpenAI: prompt_tokens include cached tokens', () => {
    const usage = usageOfOpenAi({
      prompt_tokens: 2000,
      completion_tokens: 300,
      prompt_tokens_details: { cached_tokens: 1024, cache_write_tokens: 500 },
      completion_tokens_details: { reasoning_tokens: 200 },
    });
    assert.deepEqual(usage, usageOf({ input: 2000, cacheRead: 1024, cacheWrite5m: 500, output: 300, reasoning: 200 }));
    assert.equal(freshInput(usage), 476);
  });

  it('OpenAI Responses: the same under other names', () => {
    const usage = usageOfOpenAi({ input_tokens: 50, output_tokens: 7, input_tokens_details: { cached_tokens: null } });
    assert.deepEqual(usage, usageOf({ input: 50, output: 7 }));
  });

  it('Anthropic: input_tokens exclude cache reads and writes, so they are summed', () => {
    const usage = usageOfAnthropic({
      input_tokens: 24,
      cache_creation_input_tokens: 4401,
      cache_read_input_tokens: 100,
      output_tokens: 2501,
      cache_creation: { ephemeral_5m_input_tokens: 401, ephemeral_1h_input_tokens: 4000 },
    });
    assert.deepEqual(usage, usageOf({ input: 4525, cacheRead: 100, cacheWrite5m: 401, cacheWrite1h: 4000, output: 2501 }));
    assert.equal(freshInput(usage), 24);
  });

  it('Anthropic: writes without a split by life have the default life', () => {
    assert.equal(usageOfAnthropic({ input_tokens: 1, cache_creation_input_tokens: 9, output_tokens: 0 }).cacheWrite5m, 9);
  });

  it('Bedrock: cacheReadInputTokens and cacheWriteInputTokens are beside inputTokens; cacheDetails tells the life', () => {
    const usage = usageOfBedrock({
      inputTokens: 10,
      outputTokens: 5,
      cacheReadInputTokens: 1000,
      cacheWriteInputTokens: 300,
      cacheDetails: [
        { ttl: '1h', inputTokens: 200 },
        { ttl: '5m', inputTokens: 100 },
      ],
    });
    assert.deepEqual(usage, usageOf({ input: 1310, cacheRead: 1000, cacheWrite5m: 100, cacheWrite1h: 200, output: 5 }));
  });

  it('Gemini: the prompt includes cached content, thoughts are output beside the candidates', () => {
    const usage = usageOfGemini({
      promptTokenCount: 500,
      cachedContentTokenCount: 400,
      candidatesTokenCount: 30,
      thoughtsTokenCount: 70,
    });
    assert.deepEqual(usage, usageOf({ input: 500, cacheRead: 400, output: 100, reasoning: 70 }));
    assert.deepEqual(usageOfGemini({ prompt_token_count: 5, candidates_token_count: 2 }), usageOf({ input: 5, output: 2 }));
  });

  it('keeps apart what OpenAI writes to its cache for 30 minutes and for 12 hours', () => {
    const usage = usageOfOpenAi({
      input_tokens: 100,
      output_tokens: 1,
      input_tokens_details: {
        cached_tokens: 10,
        cache_write_tokens: 60,
        cache_write_tokens_details: { ttl_12h_tokens: 40, ttl_30m_tokens: 20 },
      },
    });
    assert.deepEqual([usage.cacheRead, usage.cacheWrite5m, usage.cacheWrite1h], [10, 20, 40]);
  });

  it('sees by the total whether reasoning is within the completion or beside it', () => {
    const details = { completion_tokens_details: { reasoning_tokens: 30 } };
    assert.equal(usageOfOpenAi({ prompt_tokens: 5, completion_tokens: 40, total_tokens: 45, ...details }).output, 40);
    assert.equal(usageOfOpenAi({ prompt_tokens: 5, completion_tokens: 40, total_tokens: 75, ...details }).output, 70);
    assert.equal(usageOfOpenAi({ prompt_tokens: 5, completion_tokens: 10, ...details }).output, 40);
  });

  it('takes the life that the request asked for where the split of cache writes is missing', () => {
    const reported = { input_tokens: 1, cache_creation_input_tokens: 9 };
    assert.equal(usageOfAnthropic(reported).cacheWrite5m, 9);
    assert.equal(usageOfAnthropic(reported, '1h').cacheWrite1h, 9);
    assert.equal(usageOfBedrock({ inputTokens: 1, cacheWriteInputTokens: 9 }, '1h').cacheWrite1h, 9);
    const split = { ...reported, cache_creation: { ephemeral_5m_input_tokens: 9, ephemeral_1h_input_tokens: 0 } };
    assert.equal(usageOfAnthropic(split, '1h').cacheWrite1h, 0);
  });

  it('counts the thoughts of an interaction once', () => {
    const counts = { total_input_tokens: 10, total_thought_tokens: 5 };
    assert.equal(usageOfInteraction({ ...counts, total_output_tokens: 8, total_tokens: 18 }).output, 8);
    assert.equal(usageOfInteraction({ ...counts, total_output_tokens: 3, total_tokens: 18 }).output, 8);
    assert.equal(usageOfInteraction({ ...counts, total_output_tokens: 3 }).output, 8);
  });

  it('is no usage where a count is no number', () => {
    for (const bad of ['12', true, {}]) assert.throws(() => usageOfOpenAi({ prompt_tokens: bad as never }), RangeError);
  });
});
