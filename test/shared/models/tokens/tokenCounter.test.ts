import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { getEncoding, type Tiktoken } from 'js-tiktoken';
import { estimateTokens } from '../../../../shared/models/tokens/estimateTokens.ts';
import { familyRatios } from '../../../../shared/models/tokens/families.ts';
import { imageTokens, overheadOf } from '../../../../shared/models/tokens/overheads.ts';
import { createTokenCounter, ESTIMATE_ERROR_PERCENT, type TokenCounter } from '../../../../shared/models/tokens/tokenCounter.ts';

const english =
  'You are a support agent of a shop for bicycles. Answer politely and briefly. If the customer asks for a refund, look up the order first; ' +
  "don't promise anything before you know whether it was delivered. Quote prices in euros, e.g. 1,299.00 EUR, and never invent an order number.\n" +
  '\n## Tools\n- `find_order(order_id: str) -> Order`\n- `refund(order_id: str, amount: float) -> bool`\n';
const python =
  'def answer(question: str, *, history: list[dict[str, str]] | None = None) -> str:\n' +
  '    messages = [{"role": "system", "content": SYSTEM_PROMPT}, *(history or [])]\n' +
  '    messages.append({"role": "user", "content": f"{question}\\n\\nAnswer in at most {MAX_WORDS} words."})\n' +
  '    response = client.chat.completions.create(model=MODEL, messages=messages, max_completion_tokens=300)\n' +
  '    return response.choices[0].message.content or ""\n';

/** js-tiktoken is quadratic in the length of a run: small texts only. */
const small = [
  '',
  'hello world',
  english,
  python,
  'camelCase snake_case SCREAMING_CASE kebab-case HTTPServer x1y2z3',
  'Künstliche Intelligenz, 人工智能, искусственный интеллект, 🚀🔥 and "quotes" — dashes…',
  '   \n\n\t  indented\r\n  text  \n',
  '<|endoftext|> in a prompt is text',
  '-----=====#####***** 3.14159 2026-11-24T12:00:00Z $1,234.56',
];

/** Any text there can be, halves of surrogate pairs included. */
const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map(codes => String.fromCharCode(...codes));

describe('counting tokens', () => {
  let tokens: TokenCounter;
  const oracles = new Map<'o200k' | 'cl100k', Tiktoken>();
  before(async () => {
    tokens = createTokenCounter();
    await tokens.load();
    oracles.set('o200k', getEncoding('o200k_base'));
    oracles.set('cl100k', getEncoding('cl100k_base'));
  }).timeout(20_000);

  for (const family of ['o200k', 'cl100k'] as const) {
    const oracle = (text: string) => oracles.get(family)?.encode(text, [], []).length;
    it(`agrees with js-tiktoken on ${family}`, () => {
      for (const text of small) assert.deepEqual(tokens.count(text, family), { tokens: oracle(text), errorPercent: 0 }, text);
    });
    it(`agrees with js-tiktoken on ${family} for any short text`, () => {
      const texts = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 30 }));
      fc.assert(
        fc.property(texts, text => assert.equal(tokens.count(text, family).tokens, oracle(text))),
        { numRuns: 300 },
      );
    });
  }

  it('counts other families by their ratio, with its error', () => {
    const base = tokens.count(english, 'o200k').tokens;
    assert.deepEqual(tokens.count(english, 'claude'), { tokens: Math.round(base * 1.22), errorPercent: 8 });
    assert.deepEqual(tokens.count(english, 'claude-2026'), { tokens: Math.round(base * 1.55), errorPercent: 12 });
    assert.equal(tokens.count(english, 'nova').tokens, tokens.count(english, 'cl100k').tokens);
  });

  it('says that newer Claude models count some 30 % more than those before', () => {
    const growth = familyRatios['claude-2026'].permille / familyRatios.claude.permille;
    assert.ok(growth > 1.2 && growth < 1.35);
  });

  it('takes 20,000 repeated letters, a long line of base64 and a long line of blanks, and is close', () => {
    for (const text of ['a'.repeat(20_000), Buffer.from(english.repeat(50)).toString('base64'), ' '.repeat(20_000)]) {
      const pieces = Math.ceil(text.length / 512);
      const whole = tokens.count(text, 'o200k').tokens;
      assert.ok(whole > 0 && whole <= text.length);
      // A cut changes at most the tokens at its edges.
      assert.ok(Math.abs(whole - tokens.count(text.slice(0, 512), 'o200k').tokens * pieces) <= whole * 0.2 + 2 * pieces);
    }
  });

  it('counts a text with cuts as it counts one without, to two tokens a cut', () => {
    const text = english.repeat(20);
    const cut = `${text}${'x'.repeat(1500)} ${text}`;
    const sum = 2 * tokens.count(text, 'o200k').tokens + tokens.count('x'.repeat(500), 'o200k').tokens * 3;
    assert.ok(Math.abs(tokens.count(cut, 'o200k').tokens - sum) <= 8);
  });

  it('gives the same answer the second time', () => {
    assert.deepEqual(tokens.count(python, 'o200k'), tokens.count(python, 'o200k'));
    assert.deepEqual(tokens.estimate(python, 'claude'), tokens.estimate(python, 'claude'));
  });

  it('refuses to count what it has not loaded', async () => {
    const fresh = createTokenCounter();
    assert.throws(() => fresh.count('hello', 'o200k'), /not loaded/);
    assert.ok(!fresh.isLoaded('o200k'));
    await fresh.load(['claude']);
    assert.ok(fresh.isLoaded('gemini') && !fresh.isLoaded('cl100k'));
  });

  describe('the estimate', () => {
    const texts: readonly (readonly [string, string])[] = [
      ['English', english],
      ['Python', python],
      ['this test', readFileSync(new URL(import.meta.url), 'utf8')],
      ['JSON', readFileSync('package.json', 'utf8')],
      ['JavaScript', readFileSync('node_modules/gpt-tokenizer/esm/functionCalling.js', 'utf8')],
      ['type declarations', readFileSync('node_modules/@pydantic/genai-prices/dist/index.d.ts', 'utf8')],
    ];
    for (const [name, text] of texts) {
      it(`of ${name} is within ten per cent of o200k`, () => {
        const exact = tokens.count(text, 'o200k').tokens;
        assert.ok(Math.abs(estimateTokens(text) - exact) <= exact * 0.1, `${estimateTokens(text)} for ${exact}`);
      });
    }
    for (const [name, path] of [
      ['a page of badges and links', 'node_modules/mocha/README.md'],
      ['legal capitals', 'node_modules/gpt-tokenizer/LICENSE'],
    ] as const) {
      it(`of ${name} is within twenty per cent`, () => {
        const text = readFileSync(path, 'utf8');
        const exact = tokens.count(text, 'o200k').tokens;
        assert.ok(Math.abs(estimateTokens(text) - exact) <= exact * 0.2, `${estimateTokens(text)} for ${exact}`);
      });
    }
    it('states its own error on top of that of the family', () => {
      assert.equal(tokens.estimate(english, 'o200k').errorPercent, ESTIMATE_ERROR_PERCENT);
      assert.equal(tokens.estimate(english, 'claude').errorPercent, ESTIMATE_ERROR_PERCENT + 8);
    });
    it('of other languages, emoji and data is of the right size', () => {
      for (const text of [...small.filter(text => text.length > 40), 'a'.repeat(20_000), ' '.repeat(3000), '-'.repeat(3000)]) {
        const exact = tokens.count(text, 'o200k').tokens;
        assert.ok(Math.abs(estimateTokens(text) - exact) <= exact * 0.25 + 5, `${text.slice(0, 20)}: ${estimateTokens(text)} for ${exact}`);
      }
    });
    it('is a whole number that no text makes negative, and nothing for no text', () => {
      fc.assert(
        fc.property(codeUnits, text => {
          const tokens_ = estimateTokens(text);
          assert.ok(Number.isSafeInteger(tokens_) && tokens_ >= 0);
        }),
      );
      assert.equal(estimateTokens(''), 0);
    });
  });
});

describe('what is around the texts', () => {
  it('Claude needs a long preamble for tools, GPT a short one', () => {
    assert.equal(overheadOf('claude').withTools, 549);
    assert.equal(overheadOf('o200k').withTools, 24);
    assert.equal(overheadOf('mistral').perMessage, 4);
  });
  for (const [family, width, height, tokens] of [
    ['claude', 1024, 1024, 1399],
    ['claude', 4032, 3024, 1600],
    ['o200k', 1024, 1024, 765],
    ['o200k', 400, 300, 255],
    ['gemini', 4032, 3024, 1090],
    ['other', 100, 100, undefined],
  ] as const) {
    it(`an image of ${width} x ${height} is ${tokens ?? 'an unknown number of'} tokens at ${family}`, () =>
      assert.equal(imageTokens(family, width, height), tokens));
  }
});
