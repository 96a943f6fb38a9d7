import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CallSite } from '../../../server/calls/callSite.ts';
import { DEFAULT_ASSUMPTIONS } from '../../../server/estimate/assumptions.ts';
import { createEstimator } from '../../../server/estimate/createEstimator.ts';
import type { CostRange } from '../../../server/estimate/estimate.ts';
import { prepareEstimates } from '../../../server/estimate/prepareEstimates.ts';
import { loadPrices, type PriceSource } from '../../../shared/models/priceSource.ts';
import { createTokenCounter } from '../../../shared/models/tokens/tokenCounter.ts';
import { fromDollars, toDollars } from '../../../shared/money/nanoDollars.ts';
import { call, estimator, hole, known, marked, options, present, prose, system, text, today, unknownField, user } from './calls.ts';

const expected = (range: CostRange) => toDollars(range.expected);

describe('estimate of a call', () => {
  const estimate = estimator();
  const of = (site: Partial<CallSite>) => known(estimate(call(site)));

  it('counts what is sent at the input rate and what comes back at the output rate', () => {
    const { perCall, inputTokens, outputTokens, assumptions } = of({ effort: present('none'), blocks: [user(text(prose(900)))] });
    assert.equal(inputTokens.low, inputTokens.high);
    assert.deepEqual(outputTokens, { low: 50, expected: 400, high: 1000 });
    assert.equal(perCall.expected, inputTokens.expected * 4000 + 400 * 20_000);
    assert.equal(perCall.high, inputTokens.expected * 4000 + 1000 * 20_000);
    assert.ok(assumptions.includes('output 400 tokens, at most 1,000 (the limit)'));
  });

  describe('output', () => {
    for (const [name, site, tokens, sentence] of [
      ['a limit below the usual answer is the answer', { maxOutputTokens: present(10) }, [10, 10, 10], /at most 10 \(the limit\)/],
      [
        "no limit: up to the model's maximum",
        { maxOutputTokens: { state: 'absent' } },
        [50, 400, 128_000],
        /no limit set: the model's maximum/,
      ],
      [
        "no limit and a library's own: that one",
        {
          maxOutputTokens: { state: 'absent' },
          missingLimit: { sends: 'default', tokens: 4096, source: 'test' },
        },
        [50, 400, 4096],
        /the library sends 4,096/,
      ],
      ['a limit that is not known', { maxOutputTokens: unknownField('from a function') }, [50, 400, 128_000], /limit not known/],
      ['one of two limits', { maxOutputTokens: unknownField('both branches', [100, 900]) }, [50, 400, 900], /highest of its limits/],
    ] as const) {
      it(name, () => {
        const { outputTokens, assumptions } = of({ effort: present('none'), ...(site as Partial<CallSite>) });
        assert.deepEqual([outputTokens.low, outputTokens.expected, outputTokens.high], tokens);
        assert.ok(assumptions.some(one => sentence.test(one)));
      });
    }
    it('thinking is output: effort raises the expected answer up to the limit', () => {
      const at = (effort: string) => of({ effort: present(effort), maxOutputTokens: present(8000) }).outputTokens.expected;
      assert.deepEqual(['none', 'low', 'medium', 'high', 'max'].map(at), [400, 700, 1400, 3400, 8000]);
    });
    it('models that think unasked are expected to, Claude 4 is not', () => {
      assert.equal(of({ maxOutputTokens: present(8000) }).outputTokens.expected, 1400);
      assert.equal(of({ maxOutputTokens: present(8000), model: present('claude-sonnet-4-5') }).outputTokens.expected, 400);
    });
    it('several answers are several outputs of one input', () => {
      const one = of({ blocks: [user(text(prose(900)))], effort: present('none') });
      const three = of({ blocks: [user(text(prose(900)))], effort: present('none'), completions: present(3) });
      assert.equal(three.perCall.expected - one.perCall.expected, 2 * 400 * 20_000);
      assert.ok(three.assumptions.includes('3 answers to each request'));
    });
  });

  describe('input', () => {
    it('states what it supposes of each hole', () => {
      const { assumptions, inputTokens } = of({ blocks: [user(text('Answer: '), hole({ label: 'request.json["question"]' }))] });
      assert.ok(assumptions.includes('request.json["question"] is 100 tokens (5 to 2,000)'));
      assert.equal(inputTokens.high - inputTokens.low, 1995);
    });
    it('sizes holes by where they come from', () => {
      const size = (reason: string) => of({ blocks: [user(hole({ reason }))] }).inputTokens;
      const clock = size('the clock, to the second or finer');
      const history = size('the conversation so far');
      assert.ok(clock.expected < size('what the user asks').expected && size('what the user asks').expected < history.expected);
      assert.equal(size('nobody knows').expected - size('the clock, to the second or finer').expected, 190);
    });
    it('retrieved documents are k pieces', () => {
      const at = (k: number) =>
        of({ blocks: [user(hole({ label: 'context', reason: 'retrieved documents' }))], retrievalK: present(k) }).inputTokens.expected;
      assert.equal(at(50) - at(5), 45 * DEFAULT_ASSUMPTIONS.chunk.expected);
    });
    it('adds what may be there besides, with the reason', () => {
      const { assumptions } = of({ blocks: [], blocksComplete: 'messages come from a parameter' });
      assert.ok(assumptions.includes('500 tokens (20 to 4,000) besides: messages come from a parameter'));
    });
    it('counts the preamble of tools and, where their schemas are not seen, supposes them', () => {
      const none = of({}).inputTokens.expected;
      const two = of({ tools: present(2) });
      assert.equal(two.inputTokens.expected - none, 549 + 2 * 53 + 2 * 100);
      assert.ok(two.assumptions.includes('2 tools of 100 tokens (40 to 300)'));
      const seen = of({ tools: present(1), blocks: [{ section: 'tools', parts: [text('{}')] }] });
      assert.ok(!seen.assumptions.some(one => one.includes('tools of')));
    });
    it('settings stand without their prompt, and say so', () => {
      assert.ok(of({ kind: 'config' }).assumptions.some(one => /prompt of .* stands where this is called/.test(one)));
    });
  });

  describe('the stable prefix', () => {
    const long = prose(2000);
    const prefix = (...parts: Parameters<typeof system>) => of({ blocks: [system(...parts), user(hole())] }).stablePrefixTokens;
    it('is all that comes before the first thing that changes from call to call', () => {
      const whole = prefix(text(long));
      assert.ok(whole > 2500);
      assert.ok(prefix(hole({ reason: 'the clock, to the second or finer' }), text(long)) < 20);
      const half = prefix(text(long), hole(), text(long));
      assert.ok(Math.abs(half - whole) < 10);
    });
    it('a date, the environment and constants do not end it', () => {
      for (const volatility of ['constant', 'per-process', 'per-day'] as const) assert.ok(prefix(hole({ volatility }), text(long)) > 2500);
    });
    it('what is not known ends it, and so does an order that changes', () => {
      assert.ok(prefix(hole({ volatility: 'unknown' }), text(long)) < 20);
      assert.ok(prefix(hole({ volatility: 'constant', unordered: true }), text(long)) < 20);
    });
  });

  describe('the cache', () => {
    const long = prose(2000);
    it('without a marker caches nothing where a marker is needed', () => {
      assert.equal(of({ blocks: [system(text(long)), user(hole())] }).perCallCached, undefined);
    });
    it('with a marker writes first, a quarter dearer, and reads after, at a twentieth', () => {
      const site = { effort: present('none'), blocks: [marked(system(text(long))), user(text('Hi'))], cacheMarker: present('ephemeral') };
      const cached = of(site);
      const plain = of({ ...site, blocks: [system(text(long)), user(text('Hi'))], cacheMarker: { state: 'absent' } });
      const prefix = of(site).stablePrefixTokens - 3;
      assert.ok(cached.perCallCached);
      const surcharge = cached.perCall.expected - plain.perCall.expected;
      const saving = plain.perCall.expected - cached.perCallCached.expected;
      assert.ok(Math.abs(surcharge - prefix * 1000) <= 20 * 1000);
      assert.ok(Math.abs(saving - prefix * 3800) <= 20 * 3800);
    });
    it('writes of an hour cost twice the input', () => {
      const at = (ttl: '5m' | '1h') =>
        of({
          effort: present('none'),
          blocks: [marked(system(text(long)), { ttl: present(ttl) }), user(text('Hi'))],
          cacheMarker: present(ttl),
        });
      assert.ok(at('1h').perCall.expected - at('5m').perCall.expected > 2500 * 3000);
      assert.equal(at('1h').perCallCached?.expected, at('5m').perCallCached?.expected);
    });
    it('below the minimum caches nothing, and says so', () => {
      const short = of({ blocks: [marked(system(text(prose(100)))), user(hole())], cacheMarker: present('ephemeral') });
      assert.equal(short.perCallCached, undefined);
      assert.ok(short.assumptions.some(one => /marked prefix of \d+ tokens is below the 512/.test(one)));
    });
    it('close to the minimum says that it is close', () => {
      const close = of({ blocks: [marked(system(text(prose(340)))), user(hole())], cacheMarker: present('ephemeral') });
      assert.ok(
        close.assumptions.some(one => /close to the 512/.test(one)),
        close.assumptions.join('\n'),
      );
    });
    it('behind something that changes pays for writing and never reads', () => {
      const site = {
        effort: present('none'),
        blocks: [marked(system(hole({ reason: 'the clock, to the second or finer' }), text(long))), user(text('Hi'))],
        cacheMarker: present('ephemeral'),
      };
      const busted = of(site);
      assert.equal(busted.perCallCached, undefined);
      assert.ok(
        busted.perCall.expected >
          of({ ...site, blocks: [system(hole({ reason: 'the clock' }), text(long)), user(text('Hi'))], cacheMarker: { state: 'absent' } })
            .perCall.expected,
      );
    });
    it("inside the text block, Bedrock's mistake, is no marker", () => {
      const site = { provider: 'aws.bedrock', model: present('us.anthropic.claude-opus-5-5') } as const;
      const blocks = [marked(system(text(long)), { placement: 'insideText' }), user(hole())];
      assert.equal(of({ ...site, blocks, cacheMarker: present('default') }).perCallCached, undefined);
    });
    it('one marker for the whole request reads nothing when the request changes', () => {
      const changing = of({ blocks: [system(text(long)), user(hole())], cacheMarker: present('ephemeral') });
      assert.equal(changing.perCallCached, undefined);
      const fixed = of({ blocks: [system(text(long)), user(text('Hi'))], cacheMarker: present('ephemeral') });
      assert.ok(fixed.perCallCached);
    });
    it('a month mixes both by how often a call comes within the life of the entry', () => {
      const site = { blocks: [marked(system(text(long))), user(hole())], cacheMarker: present('ephemeral') };
      const often = known(createEstimator(options({ callsPerMonth: 100_000 }))(call(site)));
      const seldom = known(createEstimator(options({ callsPerMonth: 100 }))(call(site)));
      assert.ok(often.assumptions.some(one => /hits 100 % of 100,000 calls/.test(one)));
      assert.ok(seldom.assumptions.some(one => /hits 1 % of 100 calls a month \(it keeps 5 minutes\)/.test(one)));
      assert.ok(expected(often.perMonth) / 100_000 < expected(seldom.perMonth) / 100);
    });
  });

  describe('turns', () => {
    const blocks = [system(text(prose(1000))), user(hole())];
    it('of a bounded loop end at the bound', () => {
      assert.deepEqual(of({ blocks, loop: { state: 'bounded', bound: 10, by: 'default' } }).turns, { low: 1, expected: 5, high: 10 });
      assert.deepEqual(of({ blocks, loop: { state: 'bounded', bound: 1 } }).turns, { low: 1, expected: 1, high: 1 });
      assert.deepEqual(of({ blocks, loop: { state: 'bounded', bound: 3 } }).turns, { low: 1, expected: 3, high: 3 });
    });
    it('of an unbounded loop, and of one whose bound bounds nothing, are supposed', () => {
      const unbounded = of({ blocks, loop: { state: 'unbounded' } });
      assert.deepEqual(unbounded.turns, { low: 1, expected: 5, high: 25 });
      assert.ok(unbounded.assumptions.includes('5 turns (1 to 25): nothing bounds the tool loop'));
      const weak = of({ blocks, loop: { state: 'bounded', bound: 10_007, weak: true } });
      assert.ok(weak.assumptions.includes('5 turns (1 to 25): a bound of 10,007 turns bounds nothing'));
    });
    it('an agent whose bound is not known loops, a plain call does not', () => {
      assert.equal(of({ blocks, operation: 'agent', loop: { state: 'unknown', reason: 'a parameter' } }).turns.expected, 5);
      assert.equal(of({ blocks, loop: { state: 'unknown', reason: 'a parameter' } }).turns.expected, 1);
    });
    it('each send what was said before: ten turns cost more than ten times one', () => {
      const one = of({ blocks, effort: present('none') }).perCall;
      const ten = of({ blocks, effort: present('none'), loop: { state: 'bounded', bound: 10 } }).perCall;
      assert.ok(ten.high > 10 * one.high);
    });
    it('never send more than the window takes', () => {
      const site = { model: present('claude-haiku-4-5'), blocks, maxOutputTokens: present(64_000) } as const;
      const at = (bound: number) => of({ ...site, loop: { state: 'bounded', bound } }).perCall.high;
      // 200,000 tokens of input and 64,000 of output a turn, once the window is full.
      assert.equal(at(501) - at(500), fromDollars(0.2 + 0.32));
    });
  });

  describe('price', () => {
    it('of batch is half', () => {
      const site = { effort: present('none'), blocks: [user(text(prose(500)))] };
      const batch = of({ ...site, operation: 'batch' }).perCall.expected;
      assert.ok(Math.abs(2 * batch - of(site).perCall.expected) <= 1);
    });
    it('of a tier that is not known is the standard price, and says so', () => {
      assert.ok(of({ serviceTier: present('reserved') }).assumptions.includes('service tier reserved is not known: standard price used'));
      assert.ok(of({ serviceTier: present('flex') }).assumptions.includes('the price of the flex tier is not known: standard price used'));
    });
    it('of a long request is that of its tier', () => {
      const at = (tokens: number) =>
        of({ model: present('claude-haiku-5-5'), effort: present('none'), blocks: [user(text(prose(tokens)))] });
      const below = at(50_000);
      const above = at(100_000);
      assert.ok(above.perCall.low / above.inputTokens.low > 4.5 * (below.perCall.low / below.inputTokens.low));
    });
    it('has the day it is from', () => assert.match(of({}).priceAsOf, /^2026-\d\d-\d\d$/));
    it('of a model by another name says whose it is', () => {
      assert.ok(!of({}).assumptions.some(one => one.startsWith('priced as')));
    });
    it('of one of several models is a range over all of them', () => {
      const both = of({ model: unknownField('one of two', ['claude-opus-5-5', 'claude-haiku-5-5']) });
      const opus = of({}).perCall;
      const haiku = of({ model: present('claude-haiku-5-5') }).perCall;
      assert.deepEqual(both.perCall, { low: haiku.low, expected: Math.round((opus.expected + haiku.expected) / 2), high: opus.high });
      assert.ok(both.assumptions.includes('the model is one of claude-opus-5-5, claude-haiku-5-5'));
    });
    it('of counting tokens is nothing, and known', () => {
      const free = known(estimator()(call({ free: true, operation: 'count', model: { state: 'absent' } })));
      assert.deepEqual([free.perCall.high, free.confidence], [0, 'exact']);
    });
  });

  describe('what is not known', () => {
    for (const [name, site, reason] of [
      ['a model that is not known', { model: unknownField('from the environment') }, /the model is not known: from the environment/],
      ['no model at all', { model: { state: 'absent' } }, /no model is named/],
      ['one of several models that has no price', { model: unknownField('two', ['claude-opus-5-5', 'ollama/llama3']) }, /runs on Ollama/],
      ['a local model', { provider: 'ollama', model: present('llama3.2') }, /no price per token/],
      [
        'a router',
        { provider: 'aws.bedrock', model: present('arn:aws:bedrock:us-east-1:1:default-prompt-router/anthropic.claude:1') },
        /router picks/,
      ],
      ['an image', { operation: 'image' }, /images are not priced/],
      ['a retriever', { kind: 'retriever', operation: 'retrieval' }, /what it finds is paid for/],
    ] as const) {
      it(`${name} has no price, with the reason`, () => {
        const answer = estimator()(call(site as Partial<CallSite>));
        assert.ok(!answer.known);
        assert.match(answer.reason, reason);
      });
    }
  });

  it('is a range in order, and dearer for a longer prompt, a higher limit and more turns', () => {
    const sizes = fc.record({
      prompt: fc.integer({ min: 1, max: 3000 }),
      limit: fc.integer({ min: 1, max: 50_000 }),
      bound: fc.integer({ min: 1, max: 30 }),
      holes: fc.integer({ min: 0, max: 3 }),
      marker: fc.boolean(),
    });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 500 }), ({ prompt, limit, bound, holes, marker }, more) => {
        const site = (tokens: number, most: number, turns: number): Partial<CallSite> => {
          const block = system(text('word '.repeat(tokens)), ...Array.from({ length: holes }, () => hole()));
          return {
            effort: present('none'),
            blocks: [marker ? marked(block) : block, user(hole())],
            cacheMarker: marker ? present('ephemeral') : { state: 'absent' },
            maxOutputTokens: present(most),
            loop: { state: 'bounded', bound: turns },
          };
        };
        const base = of(site(prompt, limit, bound));
        for (const range of [base.perCall, base.perMonth, base.perCallCached ?? base.perCall]) {
          assert.ok(range.low <= range.expected && range.expected <= range.high);
        }
        // A longer prompt may pass the minimum from which on it is cached, and then be cheaper in later turns.
        if (!marker) assert.ok(of(site(prompt + more, limit, bound)).perCall.expected >= base.perCall.expected);
        assert.ok(of(site(prompt, limit + more, bound)).perCall.high >= base.perCall.high);
        assert.ok(of(site(prompt, limit, bound + 1)).perCall.high >= base.perCall.high);
      }),
      { numRuns: 60 },
    );
  });
});

describe('estimate of a call whose price is in the packaged table', () => {
  let prices: PriceSource;
  before(async () => {
    prices = await loadPrices({ 'support-prod': 'gpt-4o' });
  });
  const openai = (site: Partial<CallSite> = {}) =>
    call({ sdk: 'openai', provider: 'openai', model: present('gpt-4o'), automaticCache: true, effort: present('none'), ...site });
  const of = (site: Partial<CallSite>) => known(createEstimator(options({ prices }))(openai(site)));

  it('an embedding has no output', () => {
    const { perCall, outputTokens } = of({
      operation: 'embedding',
      model: present('text-embedding-3-small'),
      blocks: [user(text(prose(1000)))],
    });
    assert.equal(outputTokens.high, 0);
    assert.ok(perCall.expected > 0 && perCall.expected < fromDollars(0.0001));
  });

  it('OpenAI caches by itself from 1,024 tokens on, and a first call costs nothing more', () => {
    const cached = of({ blocks: [system(text(prose(2000))), user(hole())] });
    assert.ok(cached.perCallCached && cached.perCallCached.expected < cached.perCall.expected);
    assert.equal(of({ blocks: [system(text(prose(500))), user(hole())] }).perCallCached, undefined);
  });

  it('from gpt-5.6 on a text that changes at the end keeps nothing, and what is written costs a quarter more', () => {
    const blocks = [system(text(prose(2000))), user(hole())];
    const luna = of({ model: present('gpt-5.6-terra'), blocks });
    assert.equal(luna.perCallCached, undefined);
    assert.equal(luna.perCall.expected, luna.inputTokens.expected * 2500 + 400 * 12_000);
    const fixed = of({ model: present('gpt-5.6-terra'), blocks: [system(text(prose(2000))), user(text('Hi'))] });
    assert.ok(fixed.perCallCached);
  });

  it('later turns of a loop read what the earlier ones sent', () => {
    const site = { blocks: [system(text(prose(2000))), user(hole())], loop: { state: 'bounded', bound: 10 } } as const;
    const automatic = of(site);
    const without = of({ ...site, model: present('gpt-4o-2024-05-13') });
    assert.ok(automatic.perCall.expected * 2 < without.perCall.expected);
  });

  it('says whose price it is when the id is only a beginning, and what an Azure name stands for', () => {
    const prefix = known(createEstimator(options({ prices }))(call({ model: present('claude-sonnet-5-9') })));
    assert.ok(prefix.assumptions.includes('priced as claude-sonnet-5: no price list has claude-sonnet-5-9 itself'));
    const azure = of({ provider: 'azure.ai.openai' });
    assert.ok(azure.assumptions.includes('the deployment gpt-4o runs the model of that name'));
    const mapped = of({ provider: 'azure.ai.openai', model: present('support-prod') });
    assert.ok(!mapped.assumptions.some(one => one.startsWith('the deployment')));
    const gateway = of({ provider: 'unknown', baseUrl: present('https://gateway.example.com/v1') });
    assert.ok(gateway.assumptions.includes('list price of openai, though requests go to https://gateway.example.com/v1'));
  });

  it('suggests the model that was meant', () => {
    const answer = createEstimator(options({ prices }))(openai({ model: present('gpt4o') }));
    assert.ok(!answer.known);
    assert.equal(answer.reason, 'no price list has the model gpt4o; did you mean gpt-4o?');
  });

  it('a model sold by the minute has no price here', () => {
    const answer = createEstimator(options({ prices }))(openai({ model: present('whisper-1') }));
    assert.ok(!answer.known && /not sold by tokens of text/.test(answer.reason));
  });
});

describe('preparing estimates', function () {
  // A vocabulary has to be read and compiled.
  this.timeout(20_000);

  it('loads neither the packaged table nor a vocabulary when our rows and an estimate do', async () => {
    const ready = options();
    await prepareEstimates([call({ blocks: [user(text('Hi'))] }), call({ free: true, model: present('anything') })], ready);
    assert.ok(!ready.tokens.isLoaded('claude'));
    assert.throws(() => ready.prices.lookup({ provider: 'openai', model: 'gpt-4o', at: today }), /not prepared/);
  });

  it('loads the vocabulary when a prefix is close to the cache minimum, and then counts with it', async () => {
    const near = call({ blocks: [marked(system(text(prose(340)))), user(hole())], cacheMarker: present('ephemeral') });
    const ready = options();
    const before = known(createEstimator(ready)(near));
    await prepareEstimates([near], ready);
    assert.ok(ready.tokens.isLoaded('claude'));
    const after = known(createEstimator(ready)(near));
    const exactTokens = createTokenCounter();
    await exactTokens.load();
    assert.deepEqual(after, known(createEstimator(options({ tokens: exactTokens, exact: true }))(near)));
    assert.ok(Math.abs(after.inputTokens.expected - before.inputTokens.expected) <= before.inputTokens.expected * 0.1);
  });

  it('another call in the same run changes nothing', async () => {
    const plain = call({ blocks: [user(text(prose(3000)))] });
    const near = call({ blocks: [marked(system(text(prose(340))))], cacheMarker: present('ephemeral') });
    const alone = options();
    await prepareEstimates([plain], alone);
    const together = options();
    await prepareEstimates([plain, near], together);
    assert.deepEqual(createEstimator(together)(plain), createEstimator(alone)(plain));
  });

  it('counts everything when asked to', async () => {
    const ready = options({ exact: true });
    const site = call({
      provider: 'openai',
      sdk: 'openai',
      model: present('text-embedding-3-small'),
      operation: 'embedding',
      blocks: [user(text('hello world'))],
    });
    await prepareEstimates([site], ready);
    const estimate = known(createEstimator(ready)(site));
    assert.equal(estimate.confidence, 'exact');
    assert.equal(estimate.inputTokens.expected, 2 + 3 + 4);
  });
});
