import assert from 'node:assert/strict';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { createTextCounter } from '../../../../shared/runtime/pricing/textCounter.ts';
import { countInThread } from '../../../../shared/runtime/pricing/threadedCount.ts';
import { post } from '../dialects/packets.ts';

const TEXT = 'Grüße from 東京 🙂, where const x = 1;'.repeat(50);
const chat = dialectOf('openai').read(post('/v1/chat/completions', { model: 'gpt-4.1', messages: [{ role: 'user', content: TEXT }] }));

describe('counting of texts', function () {
  this.timeout(30_000);

  it('is done in a thread, by the vocabulary, many at once', async () => {
    const count = countInThread();
    const texts = Array.from({ length: 20 }, (_, index) => TEXT.slice(index));
    const counted = await Promise.all(texts.map(text => count(text, 'o200k')));
    for (const [index, text] of texts.entries()) {
      // A long unbroken run is cut, a token or so off at each cut.
      assert.ok(Math.abs((counted[index] ?? 0) - countTokens(text)) <= 4);
    }
  });

  it('leaves the requests alone: meanwhile others go on', async () => {
    const count = countInThread();
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    await count(TEXT.repeat(200), 'o200k');
    clearInterval(turning);
    assert.ok(turns > 5, `${turns} turns`);
  });

  it('falls back where it fails: the cheap bound stays, and what was emitted is estimated', async () => {
    const counter = createTextCounter(async () => undefined);
    assert.deepEqual(await counter.closerBound(chat, 'o200k'), chat.inputBound);
    const likely = await counter.likelyTokens(TEXT, 'o200k');
    assert.ok(Math.abs(likely - countTokens(TEXT)) < countTokens(TEXT) * 0.25);
  });

  it('is not needed for an empty text', async () => {
    const counter = createTextCounter(() => assert.fail('was asked'));
    assert.equal(await counter.likelyTokens('', 'o200k'), 0);
  });

  it('bounds by the bytes of the text where no vocabulary is public', async () => {
    const counter = createTextCounter(() => assert.fail('was asked'));
    const bound = await counter.closerBound(chat, 'claude-2026');
    assert.ok('tokens' in bound && bound.tokens >= Buffer.byteLength(TEXT));
  });
});
