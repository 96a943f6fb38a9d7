import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { type Follower, follow } from './events.ts';
import { ledgerRows, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import type { Received } from './standIn/reply.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

const WORDS = ['Paris', ' is', ' the', ' capital', ' of', ' France', ' and', ' large', '.'];

interface Streaming {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  /** Chunks before the first word. */
  readonly before: number;
}

const asked = [{ role: 'user', content: 'Tell me about the capital of France, at some length.' }];
const STREAMS: Readonly<Record<string, Streaming>> = {
  'chat completions of OpenAI': {
    path: '/openai/v1/chat/completions',
    headers: { authorization: 'Bearer sk' },
    body: { model: 'gpt-4o-mini', max_tokens: 50, stream: true, messages: asked },
    before: 1,
  },
  'messages of Anthropic': {
    path: '/anthropic/v1/messages',
    headers: { 'x-api-key': 'sk', 'anthropic-version': '2023-06-01' },
    body: { model: 'claude-sonnet-5-5', max_tokens: 50, stream: true, messages: asked },
    before: 3,
  },
  'contents of Gemini': {
    path: '/gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
    headers: { 'x-goog-api-key': 'key' },
    body: { contents: [{ role: 'user', parts: [{ text: asked[0]?.content }] }], generationConfig: { maxOutputTokens: 50 } },
    before: 0,
  },
};

const CHAT = STREAMS['chat completions of OpenAI'] as Streaming;

describe('a client that goes away', () => {
  let standIn: StandIn;
  let runtime: RuntimeProcess;
  let follower: Follower;

  before(async () => {
    standIn = await startStandIn();
    runtime = await startRuntime({ standIn });
    follower = await follow(runtime);
  });
  after(async () => {
    follower?.stop();
    await runtime?.stop();
    await standIn?.close();
    removeHomes();
  });
  beforeEach(() => standIn.forget());

  for (const [name, streaming] of Object.entries(STREAMS)) {
    it(`at any chunk of ${name} closes the upstream and is billed its input and what had come`, async () => {
      for (let chunk = 0; chunk < streaming.before + WORDS.length - 1; chunk++) {
        standIn.forget();
        const { cost, usage, notes, confidence, state } = await abortAt(chunk, streaming);
        assert.equal(state, 'aborted');
        assert.ok((usage?.input ?? 0) >= 8, `chunk ${chunk}: input of ${usage?.input} is billed`);
        const words = Math.max(0, chunk - streaming.before + 1);
        assert.ok(Math.abs((usage?.output ?? 0) - words) <= words * 0.5 + 2, `chunk ${chunk}: ${usage?.output} tokens for ${words} words`);
        assert.ok((cost ?? 0) > 0);
        assert.notEqual(confidence, 'exact', 'it is said to be counted');
        assert.ok(notes.includes('the client went away'), notes.join());
      }
    });
  }

  it('is told to the upstream before the ledger, though that cannot be written', async () => {
    const { held, leaving } = await streamedUntil(3, CHAT);
    const ledger = new DatabaseSync(homeOf(runtime.home).ledger);
    ledger.exec('BEGIN IMMEDIATE');
    const abandoned = standIn.nextAbandoned();
    leaving.abort();
    await abandoned;
    assert.equal(ledgerRows(runtime.home).at(-1)?.state, 'held');
    ledger.exec('ROLLBACK');
    ledger.close();
    held.resolve();
    assert.equal((await follower.next('ended')).end.state, 'aborted');
  });

  it('is known to the upstream within 100 ms, before it would send ten more chunks, one each 10 ms', async () => {
    const sent: number[] = [];
    for (let round = 0; round < 21; round++) {
      standIn.forget();
      const { held, leaving } = await streamedUntil(2, CHAT);
      const abandoned = standIn.nextAbandoned();
      let chunks = 0;
      const sending = setInterval(() => chunks++, 10);
      leaving.abort();
      await abandoned;
      clearInterval(sending);
      sent.push(chunks);
      held.resolve();
      await follower.next('ended');
    }
    sent.sort((one, other) => one - other);
    // The middle one: a machine that is busy elsewhere may hold back some.
    assert.ok((sent[10] as number) <= 10, `${sent}`);
  });

  it('before the reply begins is billed its input', async () => {
    const held = Promise.withResolvers<void>();
    standIn.behave(() => ({ before: held.promise }));
    const streaming = STREAMS['messages of Anthropic'] as Streaming;
    const leaving = new AbortController();
    const call = send(streaming, leaving.signal);
    await standIn.accepting(1);
    const abandoned = standIn.nextAbandoned();
    leaving.abort();
    await assert.rejects(call);
    await abandoned;
    const { end } = await follower.next('ended');
    assert.equal(end.state, 'aborted');
    assert.ok((end.cost ?? 0) > 0);
    assert.equal(end.usage?.output ?? 0, 0);
    held.resolve();
  });

  it('after the last byte is no abort', async () => {
    const reply = await send(CHAT, new AbortController().signal);
    await reply.text();
    const { end } = await follower.next('ended');
    assert.equal(end.state, 'settled');
    assert.deepEqual(end.notes, []);
  });

  /** Reads until the chunk of this index has come, which is the last that the upstream sends, and goes away. */
  async function abortAt(chunk: number, streaming: Streaming) {
    const { held, leaving } = await streamedUntil(chunk, streaming);
    const abandoned = standIn.nextAbandoned();
    leaving.abort();
    await abandoned;
    held.resolve();
    return (await follower.next('ended')).end;
  }

  /** A call whose chunk of this index has come, and whose upstream sends no more until it may. */
  async function streamedUntil(chunk: number, streaming: Streaming) {
    const held = Promise.withResolvers<void>();
    standIn.behave((_: Received) => ({
      said: { words: WORDS, output: WORDS.length },
      beforeChunk: index => (index > chunk ? held.promise : undefined),
    }));
    const leaving = new AbortController();
    const reply = await send(streaming, leaving.signal);
    const reader = reply.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    await readEvents(reader, chunk + 1);
    return { held, leaving };
  }

  const send = ({ path, headers, body }: Streaming, signal: AbortSignal): Promise<Response> =>
    fetch(`${runtime.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal,
    });
});

/** Until so many events have come whole. */
async function readEvents(reader: ReadableStreamDefaultReader<Uint8Array>, count: number): Promise<void> {
  let text = '';
  while (text.split(/\r?\n\r?\n/).length <= count) {
    const { value, done } = await reader.read();
    assert.ok(!done, 'the stream ended');
    text += Buffer.from(value).toString('utf8');
  }
}
