import assert from 'node:assert/strict';
import type { Provider } from '../../../shared/catalogue/schema.ts';
import type { ModelFacts, Rates } from '../../../shared/models/model.ts';
import { isUnknown, loadPrices, openPrices, type PriceSource } from '../../../shared/models/priceSource.ts';
import { costOfUsage } from '../../../shared/money/cost.ts';
import { fromDollars, toDollars } from '../../../shared/money/nanoDollars.ts';
import { usageOf } from '../../../shared/money/usage.ts';

const today = new Date('2026-11-24T12:00:00Z');

describe('prices', () => {
  let prices: PriceSource;
  before(async () => {
    prices = await loadPrices();
  });

  function known(provider: Provider, model: string, at = today): ModelFacts {
    const answer = prices.lookup({ provider, model, at });
    assert.ok(!isUnknown(answer), `${model}: ${isUnknown(answer) && answer.reason}`);
    return answer;
  }
  function unknown(provider: Provider, model: string) {
    const answer = prices.lookup({ provider, model, at: today });
    assert.ok(isUnknown(answer), `${model} is known`);
    return answer;
  }
  function dollars(facts: ModelFacts): [number, number] {
    assert.ok(facts.price, `${facts.id} has no price`);
    return [toDollars(facts.price.rates.input), toDollars(facts.price.rates.output)];
  }
  const rate = (facts: ModelFacts, name: keyof Rates) => {
    const value = facts.price?.rates[name];
    return value === undefined ? undefined : toDollars(value);
  };

  describe('the table of the article, and the same models today', () => {
    for (const [provider, model, input, output] of [
      ['openai', 'gpt-4-turbo', 10, 30],
      ['openai', 'gpt-4o', 2.5, 10],
      ['openai', 'gpt-4o-2024-05-13', 5, 15],
      ['openai', 'gpt-4o-mini', 0.15, 0.6],
      ['anthropic', 'claude-opus-4-1', 15, 75],
      ['anthropic', 'claude-opus-4-5', 5, 25],
      ['anthropic', 'claude-3-5-sonnet-20241022', 3, 15],
      ['anthropic', 'claude-sonnet-4-6', 3, 15],
      ['aws.bedrock', 'us.anthropic.claude-sonnet-4-6', 3.3, 16.5],
      ['anthropic', 'claude-3-haiku-20240307', 0.25, 1.25],
      ['anthropic', 'claude-haiku-4-5', 1, 5],
      ['aws.bedrock', 'us.anthropic.claude-haiku-4-5-20251001-v1:0', 1.1, 5.5],
      ['anthropic', 'claude-opus-5-5', 4, 20],
      ['anthropic', 'claude-sonnet-5-5', 2, 10],
      ['anthropic', 'claude-haiku-5-5', 0.1, 0.5],
      ['anthropic', 'claude-fable-5-1', 10, 50],
      ['openai', 'gpt-6-sol', 2, 10],
      ['openai', 'gpt-6-luna', 0.1, 0.5],
      ['openai', 'gpt-6.1-terra', 1, 5],
      ['openai', 'gpt-6.1-sol', 2, 10],
    ] as const) {
      it(`${model} costs $${input} and $${output} a million tokens`, () =>
        assert.deepEqual(dollars(known(provider, model)), [input, output]));
    }
  });

  describe('where the packaged table answers with another model by prefix', () => {
    it('claude-sonnet-5-5 is not claude-sonnet-5', () => {
      const facts = known('anthropic', 'claude-sonnet-5-5');
      assert.deepEqual([facts.id, facts.confidence, rate(facts, 'cacheRead')], ['claude-sonnet-5-5', 'exact', 0.1]);
    });
    it('gpt-5-codex is a model of its own', () => assert.deepEqual([known('openai', 'gpt-5-codex').id], ['gpt-5-codex']));
    it('titan v2 embeddings do not cost what v1 cost', () => {
      assert.deepEqual(dollars(known('aws.bedrock', 'amazon.titan-embed-text-v2:0')), [0.02, 0]);
      assert.deepEqual(dollars(known('aws.bedrock', 'amazon.titan-embed-text-v1')), [0.1, 0]);
    });
    it('a prefix hit that no row corrects says so, and names the model whose price it is', () => {
      const facts = known('anthropic', 'claude-sonnet-5-9');
      assert.deepEqual([facts.confidence, facts.id], ['prefix', 'claude-sonnet-5']);
    });
  });

  describe('what the packaged table does not know', () => {
    it('nova 2 lite, dearer on a profile of a geography', () => {
      assert.deepEqual(dollars(known('aws.bedrock', 'amazon.nova-2-lite-v1:0')), [0.3, 2.5]);
      assert.deepEqual(dollars(known('aws.bedrock', 'us.amazon.nova-2-lite-v1:0')), [0.33, 2.75]);
      assert.deepEqual(dollars(known('aws.bedrock', 'global.amazon.nova-2-lite-v1:0')), [0.3, 2.5]);
    });
    it('Cohere on Bedrock', () => {
      assert.deepEqual(dollars(known('aws.bedrock', 'cohere.command-r-plus-v1:0')), [3, 15]);
      assert.deepEqual(dollars(known('aws.bedrock', 'cohere.embed-english-v3')), [0.1, 0]);
    });
    it('strings with the provider in front', () => {
      assert.deepEqual(dollars(known('unknown', 'anthropic/claude-haiku-4-5')), [1, 5]);
      assert.deepEqual(dollars(known('unknown', 'bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0')), [1.1, 5.5]);
      assert.deepEqual(dollars(known('unknown', 'us.anthropic.claude-haiku-4-5-20251001-v1:0')), [1.1, 5.5]);
      assert.equal(known('unknown', 'openai/gpt-4o').confidence, 'alias');
    });
    it('a reranker costs by the request, not by the token', () => {
      const facts = known('cohere', 'rerank-v3.5');
      assert.deepEqual([dollars(facts), facts.price?.perRequest], [[0, 0], fromDollars(0.002)]);
    });
  });

  describe('Bedrock', () => {
    it('writes with a life of an hour at twice the input, not at the rate of five minutes', () => {
      const facts = known('aws.bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0');
      assert.ok(facts.price);
      assert.equal(costOfUsage(facts.price, usageOf({ input: 1000, cacheWrite1h: 1000 })).total, fromDollars(0.0066));
      assert.equal(costOfUsage(facts.price, usageOf({ input: 1000, cacheWrite5m: 1000 })).total, fromDollars(0.004125));
    });
    it('asks a tenth more for a geography from Claude 4.5 on, and not before; the global profile has the base price', () => {
      assert.deepEqual(dollars(known('aws.bedrock', 'us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0')), [3.3, 16.5]);
      assert.deepEqual(dollars(known('aws.bedrock', 'global.anthropic.claude-sonnet-4-5-20250929-v1:0')), [3, 15]);
      assert.deepEqual(dollars(known('aws.bedrock', 'us.anthropic.claude-3-5-sonnet-20241022-v2:0')), [3, 15]);
      assert.deepEqual(dollars(known('aws.bedrock', 'us.anthropic.claude-sonnet-4-20250514-v1:0')), [3, 15]);
    });
    it('prices ARNs of foundation models and of inference profiles, and gives the reason for the others', () => {
      const profile = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0';
      assert.deepEqual(dollars(known('aws.bedrock', profile)), [1.1, 5.5]);
      assert.deepEqual(dollars(known('aws.bedrock', 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0')), [0.8, 3.2]);
      assert.match(unknown('aws.bedrock', 'arn:aws:bedrock:us-east-1:1:application-inference-profile/x').reason, /under `models`/);
      assert.match(unknown('aws.bedrock', 'arn:aws:bedrock:us-east-1:1:default-prompt-router/anthropic.claude:1').reason, /trace/);
    });
    it('keeps models on a schedule of its own, and spells the successor its way', () => {
      const facts = known('aws.bedrock', 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0');
      assert.deepEqual([facts.retires, facts.successor], [undefined, 'eu.anthropic.claude-sonnet-5-5']);
    });
    it('finds guests whose version is part of their listing', () => {
      assert.deepEqual(dollars(known('aws.bedrock', 'mistral.mistral-7b-instruct-v0:2')), [0.15, 0.2]);
      assert.deepEqual(dollars(known('aws.bedrock', 'us.meta.llama3-3-70b-instruct-v1:0')), [0.72, 0.72]);
    });
  });

  describe('long context', () => {
    const cost = (provider: Provider, model: string, input: number, at = today) => {
      const { price } = known(provider, model, at);
      assert.ok(price);
      return costOfUsage(price, usageOf({ input })).total;
    };
    it('moves the whole request at Sonnet 4.5: 300,000 tokens cost $1.80', () => {
      assert.equal(cost('anthropic', 'claude-sonnet-4-5', 300_000), fromDollars(1.8));
    });
    it('begins above 272,000 tokens at OpenAI, as OpenAI writes it and not one token earlier', () => {
      assert.equal(cost('openai', 'gpt-5.4', 272_000), fromDollars(0.68));
      assert.equal(cost('openai', 'gpt-5.4', 272_001), fromDollars(1.360005));
      assert.equal(cost('openai', 'gpt-6.1-terra', 272_000), fromDollars(0.272));
      assert.equal(cost('openai', 'gpt-6.1-terra', 272_001), fromDollars(0.544002));
      assert.equal(cost('openai', 'gpt-6-luna', 272_001), fromDollars(0.0544002));
    });
    it('begins above 200,000 tokens at Gemini and above 100,000 at Haiku 5.5', () => {
      assert.equal(cost('gcp.gemini', 'gemini-2.5-pro', 200_001), fromDollars(0.5000025));
      assert.equal(cost('anthropic', 'claude-haiku-5-5', 100_000), fromDollars(0.01));
      assert.equal(cost('anthropic', 'claude-haiku-5-5', 100_001), fromDollars(0.0500005));
    });
    it('was dropped by Claude 4.6 in March 2026', () => {
      assert.equal(cost('anthropic', 'claude-sonnet-4-6', 300_000, new Date('2026-03-12')), fromDollars(1.8));
      assert.equal(cost('anthropic', 'claude-sonnet-4-6', 300_000, new Date('2026-03-13')), fromDollars(0.9));
    });
  });

  describe('the day of the call', () => {
    for (const [model, day, input, output] of [
      ['gpt-5.6-sol', '2026-08-01', 5, 30],
      ['gpt-5.6-sol', '2026-11-24', 4, 20],
      ['gpt-5.6-luna', '2026-07-15', 1, 6],
      ['gpt-5.6-luna', '2026-11-24', 0.2, 1.2],
    ] as const) {
      it(`${model} cost $${input} and $${output} on ${day}`, () =>
        assert.deepEqual(dollars(known('openai', model, new Date(`${day}T00:00:00Z`))), [input, output]));
    }
    it('halved the reads of Sonnet 5.5 on 2026-10-07', () => {
      assert.equal(rate(known('anthropic', 'claude-sonnet-5-5', new Date('2026-10-06T23:59:59Z')), 'cacheRead'), 0.2);
      assert.equal(rate(known('anthropic', 'claude-sonnet-5-5', new Date('2026-10-07T00:00:00Z')), 'cacheRead'), 0.1);
    });
    it('does not remember for the day a price that changes with the hour', () => {
      const at = (time: string) => dollars(known('deepseek', 'deepseek-r1', new Date(`2026-11-24T${time}:00Z`)));
      assert.notDeepEqual(at('03:00'), at('20:00'));
      assert.deepEqual(at('03:00'), at('03:30'));
    });
  });

  describe('cache', () => {
    it('reads cost what the table says where the rule of a tenth fails', () => {
      assert.equal(rate(known('anthropic', 'claude-opus-5-5'), 'cacheRead'), 0.2);
      assert.equal(rate(known('anthropic', 'claude-fable-5-1'), 'cacheRead'), 0.25);
      assert.equal(rate(known('openai', 'gpt-6.1-terra'), 'cacheRead'), 0.05);
    });
    it('discounts of OpenAI: half for gpt-4o, three quarters for gpt-4.1, nine tenths for gpt-5', () => {
      assert.equal(rate(known('openai', 'gpt-4o'), 'cacheRead'), 1.25);
      assert.equal(rate(known('openai', 'gpt-4.1'), 'cacheRead'), 0.5);
      assert.equal(rate(known('openai', 'gpt-5'), 'cacheRead'), 0.125);
    });
    it('writes are billed by OpenAI from gpt-5.6 on, and only then', () => {
      assert.equal(rate(known('openai', 'gpt-5.6-terra'), 'cacheWrite5m'), 2.5);
      assert.equal(rate(known('openai', 'gpt-5.5'), 'cacheWrite5m'), undefined);
    });
    for (const [provider, model, minimum, caching] of [
      ['anthropic', 'claude-opus-5-5', 512, 'explicit'],
      ['anthropic', 'claude-sonnet-5-5', 512, 'explicit'],
      ['anthropic', 'claude-haiku-5-5', 512, 'explicit'],
      ['anthropic', 'claude-opus-5', 512, 'explicit'],
      ['anthropic', 'claude-opus-4-8', 1024, 'explicit'],
      ['anthropic', 'claude-sonnet-5', 1024, 'explicit'],
      ['anthropic', 'claude-sonnet-4-5', 1024, 'explicit'],
      ['anthropic', 'claude-sonnet-4-6', 1024, 'explicit'],
      ['anthropic', 'claude-opus-4-7', 2048, 'explicit'],
      ['anthropic', 'claude-3-haiku-20240307', 2048, 'explicit'],
      ['anthropic', 'claude-opus-4-6', 4096, 'explicit'],
      ['anthropic', 'claude-haiku-4-5', 4096, 'explicit'],
      ['openai', 'gpt-4o', 1024, 'automatic'],
      ['openai', 'gpt-4-turbo', undefined, 'none'],
      ['gcp.gemini', 'gemini-2.5-pro', 2048, 'automatic'],
      ['gcp.gemini', 'gemini-3.8-flash', 4096, 'automatic'],
      ['aws.bedrock', 'us.amazon.nova-pro-v1:0', 1000, 'explicit'],
    ] as const) {
      it(`of ${model}: ${caching}${minimum ? `, from ${minimum} tokens` : ''}`, () => {
        const facts = known(provider, model);
        assert.deepEqual([facts.cacheMinimumTokens, facts.caching], [minimum, caching]);
      });
    }
  });

  describe('tiers', () => {
    it('batch and flex are half the price, priority has a price by model', () => {
      const { price } = known('openai', 'gpt-5.5');
      assert.deepEqual([price?.batchPermille, price?.flexPermille, price?.priorityPermille], [500, 500, 2500]);
      assert.equal(known('openai', 'gpt-4o').price?.flexPermille, undefined);
      assert.equal(known('anthropic', 'claude-opus-5-5').price?.batchPermille, 500);
    });
    it('a search model asks for each request too', () => assert.equal(known('perplexity', 'sonar').price?.perRequest, fromDollars(0.012)));
  });

  describe('names that are not ids', () => {
    it('an Azure deployment that reads like a model is taken for it, any other is unknown and says what to do', () => {
      assert.deepEqual(
        [known('azure.ai.openai', 'gpt-35-turbo').confidence, ...dollars(known('azure.ai.openai', 'gpt-4o'))],
        ['alias', 2.5, 10],
      );
      assert.match(unknown('azure.ai.openai', 'support-prod').reason, /Azure deployment.*under `models`/);
    });
    it('OpenRouter: free is nothing, other variants have a price that is not certain', () => {
      assert.deepEqual(dollars(known('openrouter', 'deepseek/deepseek-r1:free')), [0, 0]);
      assert.equal(known('openrouter', 'openai/gpt-4o:nitro').confidence, 'prefix');
      assert.deepEqual(dollars(known('openrouter', 'anthropic/claude-sonnet-4.5')), [3, 15]);
      assert.equal(known('openrouter', 'anthropic/claude-sonnet-4.5').successor, 'anthropic/claude-sonnet-5.5');
    });
    it('a fine-tuned model has a price of its own and the limits of its base', () => {
      const facts = known('openai', 'ft:gpt-4o-mini-2024-07-18:acme::x1');
      assert.deepEqual([dollars(facts), facts.maxOutputTokens, facts.retires], [[0.3, 1.2], 16_384, '2027-01-14']);
      assert.match(unknown('openai', 'ft:davinci-002:acme').reason, /fine-tuned from davinci-002/);
    });
    it('a moving alias is followed where it is documented, and unknown otherwise', () => {
      assert.equal(known('anthropic', 'claude-3-5-sonnet-latest').id, 'claude-3-5-sonnet-20241022');
      assert.equal(known('mistral_ai', 'mistral-large-latest').id, 'mistral-large-2512');
      assert.match(unknown('gcp.gemini', 'gemini-flash-latest').reason, /over time/);
    });
    it('a dated snapshot is its model', () => {
      assert.deepEqual([known('openai', 'gpt-4o-2024-08-06').id, known('openai', 'gpt-4o-2024-08-06').confidence], ['gpt-4o', 'alias']);
      assert.equal(known('anthropic', 'claude-opus-5-5-20260922').confidence, 'alias');
    });
    it('a misspelt id gets close suggestions of models that still answer, a strange one none', () => {
      assert.deepEqual(unknown('openai', 'gpt4o').didYouMean, ['gpt-4o']);
      assert.deepEqual(unknown('anthropic', 'claude-sonet-5-5').didYouMean[0], 'claude-sonnet-5-5');
      assert.deepEqual(unknown('openai', 'my-very-own-model').didYouMean, []);
      assert.ok(!unknown('anthropic', 'claude-opus-4.11').didYouMean.includes('claude-opus-4-1'));
    });
    it('a model sold by the minute, or that answers with images or sound, is known and has no price per token of text', () => {
      assert.equal(known('openai', 'whisper-1').price, undefined);
      assert.equal(known('gcp.gemini', 'gemini-2.5-flash-image').price, undefined);
      assert.equal(known('openai', 'gpt-realtime').price, undefined);
      assert.ok(known('gcp.gemini', 'gemini-2.5-flash').price);
    });
  });

  describe('retirement', () => {
    it('has the announced day and the successor', () => {
      const facts = known('openai', 'gpt-5');
      assert.deepEqual([facts.retires, facts.successor], ['2026-12-11', 'gpt-6.1-sol']);
      assert.equal(known('anthropic', 'claude-sonnet-4-5').retires, '2026-11-30');
      assert.equal(known('gcp.gemini', 'gemini-2.5-pro').retires, '2026-12-01');
    });
    it('of the Gemini API and of OpenAI does not hold on Vertex AI and Azure', () => {
      assert.equal(known('gcp.vertex_ai', 'gemini-2.5-pro').retires, undefined);
      assert.equal(known('azure.ai.openai', 'gpt-5').retires, undefined);
    });
  });

  describe("the user's own table", () => {
    const own = {
      'support-prod': 'gpt-4o',
      'arn:aws:bedrock:us-east-1:1:application-inference-profile/*': 'anthropic.claude-haiku-4-5-20251001-v1:0',
      'gpt-4o-mini': { input: 0.1, output: 0.4 },
      'house-*': { input: 1, output: 2, cacheRead: 0.1 },
    };
    it('wins over everything: aliases, ARNs, negotiated rates, globs', async () => {
      prices = await loadPrices(own);
      const deployment = known('azure.ai.openai', 'support-prod');
      assert.deepEqual([deployment.confidence, deployment.id, ...dollars(deployment)], ['override', 'gpt-4o', 2.5, 10]);
      assert.deepEqual(dollars(known('aws.bedrock', 'arn:aws:bedrock:us-east-1:1:application-inference-profile/q7')), [1.1, 5.5]);
      const negotiated = known('openai', 'gpt-4o-mini');
      assert.deepEqual([...dollars(negotiated), negotiated.contextTokens, negotiated.price?.source], [0.1, 0.4, 128_000, 'configuration']);
      assert.deepEqual(dollars(known('unknown', 'house-large')), [1, 2]);
      assert.deepEqual(dollars(known('openai', 'gpt-4o')), [2.5, 10]);
    });
  });
});

describe('loading of prices', () => {
  it('answers from our own rows without the packaged table, and refuses to guess when that is needed and not there', async () => {
    const prices = openPrices();
    const claude = { provider: 'anthropic', model: 'claude-opus-5-5', at: today } as const;
    await prices.prepare([claude]);
    assert.ok(!isUnknown(prices.lookup(claude)));
    const gpt = { provider: 'openai', model: 'gpt-4o', at: today } as const;
    assert.throws(() => prices.lookup(gpt), /not prepared/);
    await prices.prepare([gpt]);
    assert.ok(!isUnknown(prices.lookup(gpt)));
  });

  it('is ready for the successor of a model too', async () => {
    const prices = openPrices();
    await prices.prepare([{ provider: 'openai', model: 'gpt-5-codex', at: today }]);
    const successor = prices.lookup({ provider: 'openai', model: 'gpt-5.4', at: today });
    assert.ok(!isUnknown(successor) && successor.price);
  });
});
