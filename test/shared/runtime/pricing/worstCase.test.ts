import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ModelFacts } from '../../../../shared/models/model.ts';
import { isUnknown, loadPrices } from '../../../../shared/models/priceSource.ts';
import { sheets } from '../../../../shared/models/table.ts';
import { costOfUsage } from '../../../../shared/money/cost.ts';
import { fromDollars } from '../../../../shared/money/nanoDollars.ts';
import { type ServiceTier, type Usage, usageOf } from '../../../../shared/money/usage.ts';
import { NO_CONTENT } from '../../../../shared/runtime/dialects/content.ts';
import type { RequestFacts } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { createPricer } from '../../../../shared/runtime/pricing/pricer.ts';
import { worstCaseOf } from '../../../../shared/runtime/pricing/worstCase.ts';
import { get, post } from '../dialects/packets.ts';

const AT = new Date('2026-11-24T12:00:00Z');
const prices = await loadPrices();

/** Every model of our own table that can be priced. */
const models: readonly ModelFacts[] = sheets.flatMap(({ provider, rows }) =>
  rows.flatMap(({ id }) => {
    const found = prices.lookup({ provider, model: id, at: AT });
    return isUnknown(found) || !found.price ? [] : [found];
  }),
);

const facts: RequestFacts = {
  operation: 'chat',
  endpoint: '/v1/chat/completions',
  provider: 'openai',
  stream: false,
  answers: 1,
  inputBound: { tokens: 0 },
  sampled: true,
  tools: false,
  text: () => '',
  content: () => NO_CONTENT,
  messages: 1,
  toolCount: 0,
};

interface Call {
  readonly facts: RequestFacts;
  readonly usage: Usage;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const tiers = fc.constantFrom<ServiceTier | undefined>('standard', 'flex', 'priority', undefined);

/** A request with its limits, and a usage that a provider may report for it: within them, cached and written as it allows, at any tier it may get. */
function callOf(model: ModelFacts): fc.Arbitrary<Call> {
  return fc
    .record({
      input: fc.oneof(fc.nat(2000), fc.integer({ min: 90_000, max: 310_000 })),
      limit: fc.nat(5000),
      answers: fc.integer({ min: 1, max: 4 }),
      cacheLife: fc.constantFrom<'5m' | '1h' | undefined>('5m', '1h', undefined),
      asked: tiers,
      place: fc.boolean(),
      shares: fc.tuple(share, share, share, share, share),
      batch: fc.boolean(),
    })
    .map(({ input, limit, answers, cacheLife, asked, place, shares, batch }) => {
      const request: RequestFacts = {
        ...facts,
        inputBound: { tokens: input },
        outputLimit: limit,
        answers,
        ...(cacheLife && { cacheLife }),
        ...(asked && { tier: asked }),
        ...(place && { place: { permille: 1100, account: true } }),
      };
      const window = model.price?.tiers.some(tier => tier.aboveInputTokens >= (model.contextTokens ?? 0)) ? undefined : model.contextTokens;
      const sent = Math.floor(shares[0] * Math.min(input, window ?? input));
      const cacheRead = Math.floor(shares[1] * sent);
      const writes = cacheLife !== undefined || (model.caching !== 'explicit' && model.caching !== 'none');
      const cacheWrite5m = writes ? Math.floor(shares[2] * (sent - cacheRead)) : 0;
      const cacheWrite1h = cacheLife === '1h' ? Math.floor(shares[3] * (sent - cacheRead - cacheWrite5m)) : 0;
      const answered: ServiceTier = asked === 'priority' || asked === undefined ? 'priority' : 'standard';
      const usage = usageOf({
        input: sent,
        cacheRead,
        cacheWrite5m,
        cacheWrite1h,
        output: model.embedding ? 0 : Math.floor(shares[4] * limit * answers),
        tier: answered,
        ...(place && { placePermille: 1100 }),
        ...(batch && { batch }),
      });
      return { facts: request, usage };
    });
}

describe('the worst case of a call', function () {
  this.timeout(30_000);

  it('is known for more than a hundred models', () => assert.ok(models.length > 100));

  for (const model of models) {
    it(`is never below its cost: ${model.provider} ${model.id}`, () => {
      fc.assert(
        fc.property(callOf(model), call => {
          const worst = worstCaseOf(call.facts, model, call.facts.inputBound, false);
          assert.ok('hold' in worst);
          const { total } = costOfUsage(model.price as NonNullable<ModelFacts['price']>, call.usage);
          assert.ok((worst.hold.money ?? 0) >= total, `${worst.hold.money} < ${total}`);
          assert.ok((worst.hold.tokens ?? 0) >= call.usage.input + call.usage.output);
        }),
        { numRuns: 40 },
      );
    });
  }

  it('is the cost itself where nothing is open: no false refusal', () => {
    const model = prices.lookup({ provider: 'anthropic', model: 'claude-opus-5-5', at: AT }) as ModelFacts;
    const worst = worstCaseOf({ ...facts, inputBound: { tokens: 1000 }, outputLimit: 100 }, model, { tokens: 1000 }, true);
    // 1,000 x $4 + 100 x $20 a million.
    assert.deepEqual(worst, { hold: { money: fromDollars(0.006), tokens: 1100 }, input: 1000, output: 100 });
  });
});

const pricer = createPricer({ prices });
const messages = [{ role: 'user', content: 'hi' }];

function worstOf(dialect: 'openai' | 'anthropic' | 'gemini', path: string, body: object, exact = false) {
  return pricer.worstCase(dialectOf(dialect).read(post(path, body)), AT, exact);
}

describe('the worst case', function () {
  this.timeout(30_000);

  it('takes the output limit for each answer, else the ceiling of the model', async () => {
    const chat = { model: 'gpt-4.1', messages, temperature: 0 };
    const limited = await worstOf('openai', '/v1/chat/completions', { ...chat, max_tokens: 10, n: 3 });
    assert.equal('output' in limited && limited.output, 30);
    const open = await worstOf('openai', '/v1/chat/completions', chat);
    assert.equal('output' in open && open.output, 32_768);
  });

  it('counts the input of an unbounded part as the window of the model', async () => {
    const worst = await worstOf('openai', '/v1/responses', {
      model: 'gpt-4.1',
      input: 'hi',
      previous_response_id: 'resp_1',
      max_output_tokens: 1,
    });
    assert.equal('input' in worst && worst.input, 1_047_576);
  });

  it('is not known with tools that run at the provider, and says so', async () => {
    const worst = await worstOf('openai', '/v1/responses', { model: 'gpt-4.1', input: 'hi', tools: [{ type: 'web_search' }] });
    assert.match('unknown' in worst ? worst.unknown : '', /web_search/);
  });

  it('knows the tokens of a model without a price, and why its money is not known', async () => {
    const worst = await worstOf('openai', '/v1/chat/completions', { model: 'my-own-model', messages, max_tokens: 7 });
    assert.ok('hold' in worst);
    assert.equal(worst.hold.money, undefined);
    assert.equal(worst.output, 7);
    assert.match(worst.moneyUnknown ?? '', /my-own-model/);
  });

  it('is not known for a model that is unknown and without a limit', async () => {
    const worst = await worstOf('openai', '/v1/chat/completions', { model: 'my-own-model', messages });
    assert.ok('unknown' in worst);
  });

  it('is nothing for what is free', async () => {
    const free = { hold: { money: 0, tokens: 0 }, input: 0, output: 0 };
    assert.deepEqual(await pricer.worstCase(dialectOf('openai').read(get('/v1/models')), AT), free);
    assert.deepEqual(await worstOf('anthropic', '/v1/messages/count_tokens', { model: 'claude-opus-5-5', messages }), free);
    assert.deepEqual(await worstOf('gemini', '/v1beta/models/gemini-3.8-flash:countTokens', {}), free);
  });

  it('comes closer when the input is counted', async () => {
    const body = {
      model: 'gpt-4.1',
      messages: [{ role: 'user', content: 'The quick brown fox jumps over the lazy dog. '.repeat(200) }],
      max_tokens: 1,
    };
    const [bytes, counted] = [
      await worstOf('openai', '/v1/chat/completions', body),
      await worstOf('openai', '/v1/chat/completions', body, true),
    ];
    assert.ok('input' in bytes && 'input' in counted);
    // 10 tokens a sentence, and what is added around it.
    assert.ok(bytes.input > 9000 && counted.input < 2200, `${bytes.input} ${counted.input}`);
  });

  it('leaves out what only the account could make dearer, where the account is known', async () => {
    const body = { model: 'gpt-5', messages, max_tokens: 1000 };
    const request = dialectOf('openai').read(post('/v1/chat/completions', body));
    const open = await pricer.worstCase(request, AT);
    const known = await createPricer({ prices, accountTier: 'standard' }).worstCase(request, AT);
    assert.ok('hold' in open && 'hold' in known);
    assert.equal(open.hold.money, (known.hold.money ?? 0) * 2);
  });

  it('learns from a reply that was charged at the priority rate unasked', async () => {
    const request = dialectOf('openai').read(post('/v1/chat/completions', { model: 'gpt-5', messages, max_tokens: 1000 }));
    const account = createPricer({ prices, accountTier: 'standard' });
    const before = await account.worstCase(request, AT);
    const usage = usageOf({ input: 10, output: 5, tier: 'priority' });
    const reply = { usage, emittedCharacters: 0, emittedText: '', complete: true, finishReasons: ['stop'], toolCalls: 0 };
    await account.costOf(request, reply, AT, 'settled');
    const after = await account.worstCase(request, AT);
    assert.ok('hold' in before && 'hold' in after);
    assert.equal(after.hold.money, (before.hold.money ?? 0) * 2);
  });
});
