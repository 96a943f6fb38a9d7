import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { chat } from './calls.ts';
import { CALLS, CREDENTIALS, withEnvironment } from './clients.ts';
import { ledgerRows, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { DEFAULT_SAID, jsonReply } from './standIn/reply.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

const cacheOf = (reply: Response): string | null => reply.headers.get('x-farthing-cache');

describe('the exact cache, through the runtime', () => {
  let standIn: StandIn;
  let runtime: RuntimeProcess;

  before(async () => {
    standIn = await startStandIn();
    runtime = await startRuntime({ standIn, settings: { cache: { sampled: true } } });
  });
  after(async () => {
    await runtime?.stop();
    await standIn?.close();
    removeHomes();
  });
  beforeEach(() => standIn.forget());

  for (const call of CALLS.filter(one => !one.free)) {
    it(`answers ${call.name} a second time without the upstream, and says what it saved`, async () => {
      const before = ledgerRows(runtime.home).length;
      const environment = { ...CREDENTIALS, ...runtime.environment };
      const first = await withEnvironment(environment, () => call.run(`cached ${call.name}`));
      const second = await withEnvironment(environment, () => call.run(`cached ${call.name}`));
      assert.deepEqual(second, first);
      assert.equal(standIn.accepted.length, 1);
      const [miss, hit, ...more] = ledgerRows(runtime.home).slice(before);
      assert.equal(more.length, 0);
      assert.deepEqual([miss?.attempt.end?.cache, hit?.attempt.end?.cache], ['miss', 'hit']);
      assert.ok((miss?.costNanos ?? 0) > 0);
      assert.deepEqual([hit?.costNanos, hit?.savedNanos], [0, miss?.costNanos]);
    });
  }

  it('answers a stream from a whole reply and a whole reply from a stream, as the SDKs read them', async () => {
    await withEnvironment({ ...CREDENTIALS, ...runtime.environment }, async () => {
      const ask = (prompt: string) => ({ model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: prompt }] });
      const openai = new OpenAI();
      const whole = await openai.chat.completions.create(ask('whole first'));
      const streamed = await openai.chat.completions
        .stream({ ...ask('whole first'), stream_options: { include_usage: true } })
        .finalChatCompletion();
      assert.equal(streamed.choices[0]?.message.content, whole.choices[0]?.message.content);
      assert.deepEqual(streamed.usage, whole.usage);

      // A stream that does not ask for its usage: the runtime does, and has it for those who ask for the whole.
      const first = await openai.chat.completions.stream(ask('stream first')).finalChatCompletion();
      const later = await openai.chat.completions.create(ask('stream first'));
      assert.equal(later.choices[0]?.message.content, first.choices[0]?.message.content);
      assert.equal(later.usage?.prompt_tokens, DEFAULT_SAID.input);

      const message = { model: 'claude-sonnet-5-5', max_tokens: 20, messages: [{ role: 'user' as const, content: 'stream first' }] };
      const anthropic = new Anthropic();
      const spoken = await anthropic.messages.stream(message).finalMessage();
      const read = await anthropic.messages.create(message);
      assert.deepEqual([read.content, read.usage.output_tokens], [spoken.content, spoken.usage.output_tokens]);
    });
    assert.equal(standIn.accepted.length, 3);
  });

  it('sends one of 50 identical calls at once upstream, and gives the others its answer', async () => {
    const answered = Promise.withResolvers<void>();
    standIn.behave(() => ({ before: answered.promise }));
    const calls = Array.from({ length: 50 }, (_, index) => chat(runtime.url, { prompt: 'all at once', stream: index % 2 === 0 }));
    await standIn.accepting(1);
    answered.resolve();
    const replies = await Promise.all(calls);
    const texts = await Promise.all(replies.map(reply => reply.text()));
    assert.ok(texts.every(text => text.includes('capital')));
    assert.equal(standIn.accepted.length, 1);
    assert.equal(replies.filter(reply => cacheOf(reply) === 'hit').length, 49);
  });

  it('never lets two identities share an answer or wait for each other', async () => {
    const others: readonly Readonly<Record<string, string>>[] = [
      {},
      { authorization: 'Bearer sk-of-another' },
      { 'x-farthing-user': 'bob' },
      { 'x-farthing-team': 'blue' },
      { 'x-farthing-project': 'other' },
      { 'x-farthing-cache': 'namespace=mine' },
    ];
    const answered = Promise.withResolvers<void>();
    standIn.behave(({ headers }) => ({ before: answered.promise, said: { words: [`for ${headers.authorization}`] } }));
    const calls = others.map(headers => chat(runtime.url, { prompt: 'secret of one', headers }));
    // None waits for an answer to another.
    await standIn.accepting(others.length);
    answered.resolve();
    const texts = await Promise.all(calls.map(async call => (await call).text()));
    assert.equal(texts.filter(text => text.includes('sk-of-another')).length, 1);
    for (const headers of others) assert.equal(cacheOf(await chat(runtime.url, { prompt: 'secret of one', headers })), 'hit');
    assert.equal(standIn.accepted.length, others.length);
  });

  it('lets one of those who wait go on when the first goes away, and when its upstream fails', async () => {
    const leaving = new AbortController();
    const held = Promise.withResolvers<void>();
    standIn.behave((_, index) => (index === 0 ? { before: held.promise } : undefined));
    const first = chat(runtime.url, { prompt: 'who goes first', signal: leaving.signal });
    await standIn.accepting(1);
    const others = [chat(runtime.url, { prompt: 'who goes first' }), chat(runtime.url, { prompt: 'who goes first' })];
    const abandoned = standIn.nextAbandoned();
    leaving.abort();
    await assert.rejects(first);
    assert.equal(await abandoned, 0);
    const replies = await Promise.all(others);
    assert.deepEqual(
      replies.map(reply => reply.status),
      [200, 200],
    );
    assert.equal(standIn.accepted.length, 2);
    held.resolve();

    standIn.forget();
    const failed = Promise.withResolvers<void>();
    standIn.behave((_, index) => (index === 0 ? { before: failed.promise, cutAt: -1 } : undefined));
    const calls = Array.from({ length: 3 }, () => chat(runtime.url, { prompt: 'who fails first' }));
    await standIn.accepting(1);
    failed.resolve();
    const statuses = (await Promise.all(calls)).map(reply => reply.status).sort();
    assert.deepEqual([statuses[0], statuses[1]], [200, 200]);
    assert.ok((statuses[2] as number) >= 500);
    assert.equal(standIn.accepted.length, 2);
  });

  it('never keeps an error, nor an answer that was cut at its limit, filtered or broken off', async () => {
    const unfit = [
      { reply: jsonReply({ error: { message: 'overloaded' } }, 503) },
      { said: { finish: 'length' as const } },
      { said: { finish: 'filtered' as const } },
      { cutAt: 3 },
    ];
    for (const [index, behaviour] of unfit.entries()) {
      for (const stream of [false, true]) {
        if (behaviour.cutAt !== undefined && !stream) continue;
        const prompt = `unfit ${index} ${stream}`;
        standIn.behave(() => behaviour);
        const spoilt = await chat(runtime.url, { prompt, stream });
        await spoilt.text().catch(() => {});
        standIn.behave(() => undefined);
        const again = await chat(runtime.url, { prompt, stream });
        assert.equal(cacheOf(again), 'miss', prompt);
        assert.match(await again.text(), /capital/);
        assert.equal(cacheOf(await chat(runtime.url, { prompt, stream })), 'hit', prompt);
      }
    }
  });

  it('does as x-farthing-cache says, and does not pass it on', async () => {
    const ask = async (wish: string) => cacheOf(await chat(runtime.url, { prompt: 'wishes', headers: { 'x-farthing-cache': wish } }));
    assert.equal(await ask('no-store'), 'miss');
    assert.equal(await ask(''), 'miss');
    assert.equal(await ask(''), 'hit');
    assert.equal(await ask('no-cache'), 'miss');
    assert.equal(await ask('no-store'), 'hit');
    assert.equal(await ask('namespace=a'), 'miss');
    assert.equal(await ask('ttl=0'), 'miss');
    assert.ok(standIn.accepted.every(({ headers }) => Object.keys(headers).every(name => !name.startsWith('x-farthing'))));
  });

  it('says why it did not answer, to those who ask', async () => {
    const explained = async (prompt: string, more: object = {}) => {
      const reply = await chat(runtime.url, { prompt, more, headers: { 'x-farthing-cache': 'explain, namespace=why' } });
      return reply.headers.get('x-farthing-cache-why');
    };
    assert.equal(await explained('why?'), 'nothing recorded yet for this identity and endpoint');
    assert.equal(await explained('why?'), null);
    assert.equal(await explained('why not?'), 'differs from the most similar entry in messages[0]');
    assert.equal(await explained('why?', { seed: 1, größe: 1 }), 'differs from the most similar entry in seed, gr??e');
    assert.equal((await chat(runtime.url, { prompt: 'nobody asks' })).headers.get('x-farthing-cache-why'), null);
  });

  it('keeps its answers over a restart', async () => {
    const home = runtime.home;
    await (await chat(runtime.url, { prompt: 'before the restart' })).text();
    await runtime.stop();
    runtime = await startRuntime({ standIn, home });
    assert.equal(cacheOf(await chat(runtime.url, { prompt: 'before the restart' })), 'hit');
  });

  it('leaves sampled answers alone unless it is told otherwise', async () => {
    const plain = await startRuntime({ standIn });
    try {
      for (const _ of [1, 2]) assert.equal(cacheOf(await chat(plain.url, { prompt: 'sampled', more: { temperature: 1 } })), 'bypass');
      for (const expected of ['miss', 'hit'])
        assert.equal(cacheOf(await chat(plain.url, { prompt: 'seeded', more: { temperature: 1, seed: 7 } })), expected);
    } finally {
      await plain.stop();
    }
  });
});
