import assert from 'node:assert/strict';
import type { WantedRaise } from '../../../../shared/runtime/budget/raiseLimit.ts';
import { chatRequest, type Rig, startRig, TOKEN } from './rig.ts';

describe('The control endpoints', () => {
  let rig: Rig;
  afterEach(() => rig.close());
  const authorization = `Bearer ${TOKEN}`;

  it('tell events as they happen, one JSON object a line, without anything of the call', async () => {
    rig = await startRig({});
    const following = await fetch(`${rig.url}/_farthing/events`, { headers: { authorization } });
    await (await fetch(`${rig.base}/v1/chat/completions`, chatRequest())).text();
    let text = '';
    for await (const chunk of following.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      if (text.includes('"ended"')) break;
    }
    const types = text
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { type: string }).type);
    assert.deepEqual(types, ['started', 'ended']);
    for (const secret of ['hello', 'sk-1']) assert.ok(!text.includes(secret));
  });

  it('stop the runtime: when the caller has its answer, it was told', async () => {
    let stop: (() => void) | undefined;
    let told = false;
    const tellStop = () => {
      told = true;
      stop?.();
    };
    const stopped = new Promise<void>(resolve => {
      stop = resolve;
    });
    rig = await startRig({ gateway: { control: { token: TOKEN, status: () => ({}), stop: tellStop } } });
    const reply = await fetch(`${rig.url}/_farthing/stop`, { method: 'POST', headers: { authorization } });
    assert.equal(reply.status, 202);
    assert.deepEqual(await reply.json(), { stopping: true });
    assert.equal(told, true);
    await stopped;
  });

  it('raise a limit, and say in a sentence why one cannot be raised', async () => {
    const wishes: object[] = [];
    const raise = async (wanted: WantedRaise) => {
      wishes.push(wanted);
      return wanted.owner === 'ann'
        ? ({ scope: 'user', window: 'day', tokens: 5, raised: true } as const)
        : 'no budget user/day of bob is set';
    };
    rig = await startRig({ gateway: { control: { token: TOKEN, status: () => ({}), stop: () => {}, raise } } });
    const ask = (body: string) => fetch(`${rig.url}/_farthing/raises`, { method: 'POST', headers: { authorization }, body });
    const wanted = { scope: 'user', window: 'day', owner: 'ann', tokens: 5, from: 0 };
    const raised = await ask(JSON.stringify(wanted));
    assert.equal(raised.status, 200);
    assert.deepEqual(await raised.json(), { scope: 'user', window: 'day', tokens: 5, raised: true });
    const refused = await ask(JSON.stringify({ ...wanted, owner: 'bob' }));
    assert.equal(refused.status, 409);
    assert.match(await refused.text(), /no budget user\/day of bob is set/);
    for (const body of ['', 'null', '[]', '{', JSON.stringify({ ...wanted, tokens: 0.5 }), JSON.stringify({ ...wanted, scope: 'world' })]) {
      const answer = await ask(body);
      assert.equal(answer.status, 400, body);
      await answer.text();
    }
    assert.equal(wishes.length, 2);
  });
});

describe('An alert that several windows hear of', () => {
  it('is told by the first that asks', async () => {
    const rig = await startRig({});
    const ask = (body: string) =>
      fetch(`${rig.url}/_farthing/alerts`, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}` }, body });
    try {
      const first = async (alert: string) => (await (await ask(JSON.stringify({ alert }))).json()) as object;
      assert.deepEqual(await first('ada at 70'), { first: true });
      assert.deepEqual(await first('ada at 70'), { first: false });
      assert.deepEqual(await first('ada at 90'), { first: true });
      for (const body of ['', 'null', '{"alert":7}']) {
        const answer = await ask(body);
        assert.equal(answer.status, 400);
        await answer.text();
      }
    } finally {
      await rig.close();
    }
  });
});

describe('A gateway that closes', () => {
  it('lets the requests under way end, and then breaks off who is left', async () => {
    let finish: (() => void) | undefined;
    let began: (() => void) | undefined;
    const started = new Promise<void>(resolve => {
      began = resolve;
    });
    const rig = await startRig({
      answer: (request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        response.write('one ');
        if (request.url === '/v1/ends') finish = () => response.end('two');
        if (++answered === 2) began?.();
      },
    });
    let answered = 0;
    try {
      const ends = await fetch(`${rig.base}/v1/ends`);
      const hangs = await fetch(`${rig.base}/v1/hangs`);
      await started;
      const closing = rig.gateway.close(300);
      finish?.();
      assert.equal(await ends.text(), 'one two');
      await assert.rejects(hangs.text());
      await closing;
      assert.deepEqual([(await rig.ended()).end.state, (await rig.ended()).end.state], ['settled', 'aborted']);
      assert.equal(rig.gateway.inFlight, 0);
    } finally {
      await rig.close();
    }
  });
});
