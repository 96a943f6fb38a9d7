import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { countTokens as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import { countChatCompletionTokens } from 'gpt-tokenizer/model/gpt-4o';
import type { RequestFacts, WireRequest } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { createTextCounter } from '../../../../shared/runtime/pricing/textCounter.ts';
import { post } from './packets.ts';

/** Letters of all scripts, emoji of several code points, control characters, runs, JSON, and what tokenizers treat apart. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(
      fc.constantFrom('a', ' ', '\n', '0', '🙂', '你', '𓀀', '\u0e01', '\u0000', '"', '\\', '<|endoftext|>'),
      fc.integer({ min: 1, max: 300 }),
    )
    .map(([unit, count]) => unit.repeat(count)),
  fc.jsonValue({ maxDepth: 3 }).map(value => JSON.stringify(value)),
  fc.constantFrom('', 'The quick brown fox jumps over the lazy dog.', 'Разрешите представиться', 'ที่นี่ประเทศไทย', '👩‍👩‍👧‍👦🏳️‍🌈'),
);
const property = fc.oneof(
  fc.record({ type: fc.constant('string' as const), description: text }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('string' as const), enum: fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 5 }) }),
  fc.record({ type: fc.constantFrom('number' as const, 'integer' as const, 'boolean' as const) }),
);
const tool = fc.record({
  name: fc.stringMatching(/^[a-z_]{1,20}$/),
  description: text,
  parameters: fc.record({
    type: fc.constant('object' as const),
    properties: fc.dictionary(fc.stringMatching(/^[a-z]{1,10}$/), property, { maxKeys: 6 }),
  }),
});
const message = fc.record({ role: fc.constantFrom('system', 'user', 'assistant'), content: text });
const conversation = fc.record({
  messages: fc.array(message, { minLength: 1, maxLength: 12 }),
  functions: fc.array(tool, { maxLength: 5 }),
});
/** As JavaScript writes it, and as Python does, with every letter beyond ASCII escaped. */
const written = fc.constantFrom<(value: unknown) => string>(JSON.stringify, value =>
  JSON.stringify(value).replace(/[^\0-\x7f]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
);

const PLAIN = { disallowedSpecial: new Set<string>() };
const most = (value: string) => Math.max(o200k(value, PLAIN), cl100k(value, PLAIN));

function boundOf(facts: RequestFacts): number {
  assert.ok('tokens' in facts.inputBound, JSON.stringify(facts.inputBound));
  return facts.inputBound.tokens;
}

const bodies: Readonly<Record<string, (texts: readonly string[], write: (value: unknown) => string) => [keyof typeof paths, WireRequest]>> =
  {
    chat: (texts, write) => [
      'openai',
      post('/v1/chat/completions', write({ messages: texts.map(content => ({ role: 'user', content })) })),
    ],
    responses: (texts, write) => [
      'openai',
      post('/v1/responses', write({ input: texts.map(one => ({ role: 'user', content: [{ type: 'input_text', text: one }] })) })),
    ],
    embeddings: (texts, write) => ['openai', post('/v1/embeddings', write({ input: texts }))],
    messages: (texts, write) => [
      'anthropic',
      post('/v1/messages', write({ max_tokens: 1, messages: texts.map(content => ({ role: 'user', content })) })),
    ],
    converse: (texts, write) => [
      'bedrock',
      post('/model/m/converse', write({ messages: texts.map(one => ({ role: 'user', content: [{ text: one }] })) })),
    ],
    gemini: (texts, write) => [
      'gemini',
      post('/v1beta/models/g:generateContent', write({ contents: texts.map(one => ({ parts: [{ text: one }] })) })),
    ],
  };
const paths = { openai: 0, anthropic: 0, bedrock: 0, gemini: 0 };

describe('the bound of an input', function () {
  this.timeout(60_000);
  const counter = createTextCounter();

  it('is never below what OpenAI counts for a chat with tools, by bytes or counted', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, written, async ({ messages, functions }, write) => {
        const counted = countChatCompletionTokens?.({
          messages,
          functions: functions.length > 0 ? functions : undefined,
        } as never) as number;
        const body = { model: 'gpt-4o', messages, tools: functions.map(one => ({ type: 'function', function: one })) };
        const facts = dialectOf('openai').read(post('/v1/chat/completions', write(body)));
        const closer = await counter.closerBound(facts, 'o200k');
        assert.ok(boundOf(facts) >= counted, `${boundOf(facts)} < ${counted}`);
        assert.ok('tokens' in closer && closer.tokens >= counted && closer.tokens <= boundOf(facts));
      }),
      { numRuns: 200 },
    );
  });

  for (const [name, bodyOf] of Object.entries(bodies)) {
    it(`of ${name} is never below the tokens of all its texts and 4 for each message, by bytes or counted`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), written, async (texts, write) => {
          const [dialect, request] = bodyOf(texts, write);
          const facts = dialectOf(dialect).read(request);
          const counted = texts.reduce((sum, one) => sum + most(one) + 4, 3);
          for (const family of ['o200k', 'claude-2026'] as const) {
            const closer = await counter.closerBound(facts, family);
            assert.ok('tokens' in closer && closer.tokens >= texts.reduce((sum, one) => sum + o200k(one, PLAIN) + 4, 3));
          }
          assert.ok(boundOf(facts) >= counted, `${boundOf(facts)} < ${counted}`);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('reads as text exactly what the request sends', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 6 }),
        written,
        fc.constantFrom(...Object.values(bodies)),
        (texts, write, bodyOf) => {
          const [dialect, request] = bodyOf(texts, write);
          assert.equal(dialectOf(dialect).read(request).text(), texts.join('\n'));
        },
      ),
    );
  });
});
