import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { CHAT, chatRequest, completes, type Rig, startRig } from './rig.ts';

const ask = (rig: Rig, body: object = CHAT, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${rig.base}/v1/chat/completions`, { ...chatRequest(body, headers), signal });

async function textAndVerdict(reply: Response): Promise<readonly [text: string, verdict: string | null]> {
  return [await reply.text(), reply.headers.get('x-farthing-cache')];
}

describe('With the exact cache', () => {
  let rig: Rig;
  afterEach(() => rig.close());

  it('the same request is answered from it, free of charge and with what it saved', async () => {
    rig = await startRig({ cached: true });
    const [first, missed] = await textAndVerdict(await ask(rig));
    const [second, hit] = await textAndVerdict(await ask(rig));
    assert.deepEqual([missed, hit], ['miss', 'hit']);
    assert.equal(second, first);
    assert.equal(rig.seen.length, 1);
    await rig.ended();
    const { end } = await rig.ended();
    assert.deepEqual([end.cache, end.cost, end.saved], ['hit', 0, 11_000]);
  });

  it('a stream is answered with the bytes of its events', async () => {
    const events = [
      '{"choices":[{"index":0,"delta":{"content":"hi"}}]}',
      '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}',
      '[DONE]',
    ];
    rig = await startRig({
      cached: true,
      answer: (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const event of events) response.write(`data: ${event}\n\n`);
        response.end();
      },
    });
    const streamed = { ...CHAT, stream: true };
    const [first] = await textAndVerdict(await ask(rig, streamed));
    const reply = await ask(rig, streamed);
    assert.equal(reply.headers.get('content-type'), 'text/event-stream');
    assert.deepEqual(await textAndVerdict(reply), [first, 'hit']);
  });

  it('another key, user or wish for a fresh answer goes upstream', async () => {
    rig = await startRig({ cached: true });
    await (await ask(rig)).text();
    for (const headers of [{ authorization: 'Bearer sk-2' }, { 'x-farthing-user': 'bob' }, { 'x-farthing-cache': 'no-cache' }] as Record<
      string,
      string
    >[]) {
      assert.equal((await textAndVerdict(await ask(rig, CHAT, headers)))[1], 'miss');
    }
    assert.equal(rig.seen.length, 4);
  });

  it('errors are not stored', async () => {
    rig = await startRig({ cached: true, answer: (_request, response) => response.writeHead(500).end('{}') });
    for (let round = 0; round < 2; round++) assert.equal((await textAndVerdict(await ask(rig)))[1], 'miss');
    assert.equal(rig.seen.length, 2);
  });

  it('identical requests at the same time are one upstream', async () => {
    const waiting: (() => void)[] = [];
    let asked: (() => void) | undefined;
    const reached = new Promise<void>(resolve => {
      asked = resolve;
    });
    rig = await startRig({
      cached: true,
      answer: (request, response: ServerResponse) => {
        waiting.push(() => completes(request, response));
        asked?.();
      },
    });
    const replies = Array.from({ length: 20 }, () => ask(rig));
    await reached;
    waiting[0]?.();
    const verdicts = (await Promise.all((await Promise.all(replies)).map(textAndVerdict))).map(([, verdict]) => verdict);
    assert.deepEqual(verdicts.toSorted(), [...Array.from({ length: 19 }, () => 'hit'), 'miss']);
    assert.equal(rig.seen.length, 1);
  });

  it('when the first of them goes away, the next goes upstream for the others', async () => {
    const waiting: (() => void)[] = [];
    const arrivals: (() => void)[] = [];
    const arrival = () => new Promise<void>(resolve => arrivals.push(resolve));
    rig = await startRig({
      cached: true,
      answer: (request, response: ServerResponse) => {
        waiting.push(() => completes(request, response));
        arrivals.shift()?.();
      },
    });
    const leaving = new AbortController();
    const firstArrival = arrival();
    const first = ask(rig, CHAT, {}, leaving.signal);
    await firstArrival;
    const secondArrival = arrival();
    const others = [ask(rig), ask(rig)];
    leaving.abort();
    await assert.rejects(first);
    await secondArrival;
    waiting[1]?.();
    const answers = await Promise.all((await Promise.all(others)).map(textAndVerdict));
    assert.ok(answers.every(([text]) => text.includes('chatcmpl-1')));
  });
});
