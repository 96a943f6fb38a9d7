import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openPrices } from '../../../../shared/models/priceSource.ts';
import { fromDollars } from '../../../../shared/money/nanoDollars.ts';
import { usageOf } from '../../../../shared/money/usage.ts';
import type { ReplyFacts, RequestFacts } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { createPricer } from '../../../../shared/runtime/pricing/pricer.ts';
import { EVENTS, events, namedEvents, post, readReply } from '../dialects/packets.ts';

const AT = new Date('2026-11-24T12:00:00Z');
const pricer = createPricer({ prices: openPrices() });
const messages = [{ role: 'user', content: 'Say hello.' }];
const chat = dialectOf('openai').read(post('/v1/chat/completions', { model: 'gpt-4.1', messages, stream: true }));
const claude = dialectOf('anthropic').read(post('/v1/messages', { model: 'claude-opus-5-5', max_tokens: 50, messages, stream: true }));

const whole: ReplyFacts = { emittedCharacters: 0, emittedText: '', complete: true, finishReasons: ['stop'], toolCalls: 0 };

function delta(content: string) {
  return events({ model: 'gpt-4.1', choices: [{ index: 0, delta: { content } }] });
}

describe('the cost of a reply', function () {
  this.timeout(30_000);

  it('that broke off is its input and what it emitted, counted and said to be', async () => {
    const reply = readReply('openai', chat, { headers: EVENTS, packets: [delta('Hello'), delta(' world, how are you?')] });
    const { usage, cost, confidence, notes } = await pricer.costOf(chat, reply, AT, 'aborted');
    assert.equal(usage?.output, 7);
    assert.ok(usage && usage.input > 3 && usage.input < 20);
    assert.equal(cost, usage.input * 2000 + 7 * 8000);
    assert.equal(confidence, 'counted');
    assert.match(notes.join(), /counted/);
  });

  it('that broke off before its first word is its input, not nothing', async () => {
    const { usage, cost } = await pricer.costOf(chat, { ...whole, complete: false, finishReasons: [] }, AT, 'aborted');
    assert.ok(usage && usage.input > 0 && usage.output === 0 && cost && cost > 0);
  });

  it('that broke off after its input was reported keeps that, and counts the output', async () => {
    const sent = namedEvents(
      {
        type: 'message_start',
        message: { model: 'claude-opus-5-5', usage: { input_tokens: 1000, cache_read_input_tokens: 500, output_tokens: 1 } },
      } as { type: string },
      { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Hello there, this is a longer answer than one token.' } } as {
        type: string;
      },
    );
    const reply = readReply('anthropic', claude, { headers: EVENTS, packets: [sent] });
    const { usage, cost, confidence } = await pricer.costOf(claude, reply, AT, 'aborted');
    assert.equal(usage?.input, 1500);
    assert.ok(usage.output > 8);
    assert.equal(cost, 1000 * 4000 + 500 * 200 + usage.output * 20_000);
    assert.equal(confidence, 'counted');
  });

  it('is never less for a stream that broke off later', async () => {
    const texts = ['Hello', ' wor', 'ld 🙂', '\n\n```', 'ts\nconst', ' x = 1'];
    let before = -1;
    for (let count = 0; count <= texts.length; count++) {
      const reply = readReply('openai', chat, { headers: EVENTS, packets: texts.slice(0, count).map(delta) });
      const { cost } = await pricer.costOf(chat, reply, AT, 'aborted');
      assert.ok(cost !== undefined && cost >= before);
      before = cost;
    }
  });

  it('whose client left after the usage had come is what was reported', async () => {
    const reply = { ...whole, usage: usageOf({ input: 10, output: 5 }) };
    const { cost, confidence } = await pricer.costOf(chat, reply, AT, 'aborted');
    assert.equal(cost, 10 * 2000 + 5 * 8000);
    assert.equal(confidence, 'exact');
  });

  it('that was refused is nothing', async () => {
    const refused: ReplyFacts = { ...whole, refused: true, complete: false, error: 'rate limit' };
    const { cost, usage, confidence } = await pricer.costOf(chat, refused, AT, 'settled');
    assert.deepEqual([cost, usage, confidence], [0, undefined, 'exact']);
  });

  for (const [title, facts, reply, reason] of [
    ['of an unknown model', { ...chat, model: 'my-own' }, { ...whole, usage: usageOf({ input: 1 }) }, /my-own/],
    ['with audio', chat, { ...whole, usage: usageOf({ input: 1 }), unpriced: ['audio tokens have a price of their own'] }, /audio/],
    ['that goes on in the background', chat, { ...whole, continues: true }, /goes on/],
    [
      'that used a tool of unknown price',
      chat,
      { ...whole, usage: usageOf({ input: 1 }), toolUses: { code_interpreter: 1 } },
      /code_interpreter/,
    ],
    [
      'without usage whose input lies elsewhere',
      { ...chat, inputBound: { unknown: 'the conversation is stored', withinContext: true } },
      whole,
      /stored/,
    ],
    ['without usage of an endpoint that is not known', { ...chat, operation: 'other', inputBound: { unknown: 'x' } }, whole, /no usage/],
  ] as const satisfies readonly (readonly [string, RequestFacts, ReplyFacts, RegExp])[]) {
    it(`${title} is not known, and why: never 0`, async () => {
      const { cost, confidence, notes } = await pricer.costOf(facts, reply, AT, 'settled');
      assert.equal(cost, undefined);
      assert.equal(confidence, 'unknown');
      assert.match(notes.join('; '), reason);
    });
  }

  it('that was not streamed and broke off is not known: what came does not say what was generated', async () => {
    const { cost, notes } = await pricer.costOf(
      { ...chat, stream: false },
      { ...whole, complete: false, finishReasons: [] },
      AT,
      'aborted',
    );
    assert.equal(cost, undefined);
    assert.match(notes.join(), /broke off/);
  });

  it('that is not in the dialect is not known', async () => {
    const reply = readReply('openai', { ...chat, stream: false }, { packets: [Buffer.from('<html>welcome</html>')] });
    assert.equal((await pricer.costOf({ ...chat, stream: false }, reply, AT, 'settled')).cost, undefined);
  });

  it('that refuses with status 200 is nothing', async () => {
    const body = Buffer.from(JSON.stringify({ error: { message: 'No credits', code: 402 } }));
    const reply = readReply('openai', chat, { headers: { 'content-type': 'application/json' }, packets: [body] });
    assert.equal((await pricer.costOf(chat, reply, AT, 'settled')).cost, 0);
  });

  it('that broke off is never counted beyond the limits of the request: its hold covers it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 20 }), async (emittedText, limit) => {
        for (const [dialect, path, model] of [
          ['openai', '/v1/chat/completions', 'gpt-4.1'],
          ['anthropic', '/v1/messages', 'claude-opus-5-5'],
        ] as const) {
          const facts = dialectOf(dialect).read(
            post(path, { model, max_tokens: limit, messages: [{ role: 'user', content: emittedText }], stream: true }),
          );
          const worst = await pricer.worstCase(facts, AT);
          const reply = { ...whole, complete: false, finishReasons: [], emittedText, emittedCharacters: emittedText.length };
          const { cost } = await pricer.costOf(facts, reply, AT, 'aborted');
          assert.ok('hold' in worst && cost !== undefined && cost <= (worst.hold.money ?? 0));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is that of the model that answered', async () => {
    const router: RequestFacts = { ...chat, model: 'arn:aws:bedrock:us-east-1:1:prompt-router/x', provider: 'aws.bedrock' };
    const reply: ReplyFacts = { ...whole, model: 'amazon.nova-2-lite-v1:0', usage: usageOf({ input: 1000, output: 100 }) };
    assert.equal((await pricer.costOf(router, reply, AT, 'settled')).cost, 1000 * 300 + 100 * 2500);
  });

  it("is that of the user's own table, whatever answered", async () => {
    const own = createPricer({ prices: openPrices({ 'prod-chat': { input: 1, output: 2 } }) });
    const reply: ReplyFacts = { ...whole, model: 'gpt-4.1', usage: usageOf({ input: 1000, output: 100 }) };
    const { cost, confidence, priceVersion } = await own.costOf({ ...chat, model: 'prod-chat' }, reply, AT, 'settled');
    assert.deepEqual([cost, confidence], [fromDollars(0.0012), 'override']);
    assert.match(priceVersion ?? '', /configuration/);
  });

  it('says which price it is of, and of which day', async () => {
    const { priceVersion } = await pricer.costOf(claude, { ...whole, usage: usageOf({ input: 1 }) }, AT, 'settled');
    assert.match(priceVersion ?? '', /^\d{4}-\d{2}-\d{2} platform\.claude\.com/);
  });

  it('keeps the counts when tokens move between cached and not', () => {
    const wire = { ...EVENTS, 'content-type': 'application/json' };
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.nat(5000), fc.nat(5000), (fresh, read, written, output) => {
        const openai = readReply('openai', chat, {
          headers: wire,
          packets: [
            Buffer.from(
              JSON.stringify({
                choices: [],
                usage: { prompt_tokens: fresh + read, completion_tokens: output, prompt_tokens_details: { cached_tokens: read } },
              }),
            ),
          ],
        });
        const anthropic = readReply('anthropic', claude, {
          headers: wire,
          packets: [
            Buffer.from(
              JSON.stringify({
                type: 'message',
                usage: { input_tokens: fresh, cache_read_input_tokens: read, cache_creation_input_tokens: written, output_tokens: output },
              }),
            ),
          ],
        });
        assert.equal(openai.usage?.input, fresh + read);
        assert.equal(anthropic.usage?.input, fresh + read + written);
        assert.deepEqual([openai.usage?.output, anthropic.usage?.output], [output, output]);
      }),
    );
  });
});
