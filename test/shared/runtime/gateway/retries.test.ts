import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { fromDollars } from '../../../../shared/money/nanoDollars.ts';
import type { Pricer } from '../../../../shared/runtime/pricing/pricer.ts';
import { pricerDouble } from './pricerDouble.ts';
import { builtIn, CHAT, chatRequest, completes, type Rig, type RigOptions, serveUpstream, startRig } from './rig.ts';

/** Answers with these statuses in turn, then with a completion. */
function failsFirst(...statuses: readonly number[]): RequestListener {
  const left = [...statuses];
  return (request, response) => {
    const status = left.shift();
    if (status === undefined) completes(request, response);
    else response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' }).end('{"error":{"message":"busy"}}');
  };
}

async function withRig(options: RigOptions, run: (rig: Rig) => Promise<void>): Promise<void> {
  const rig = await startRig(options);
  try {
    await run(rig);
  } finally {
    await rig.close();
  }
}

const ask = (rig: Rig) => fetch(`${rig.base}/v1/chat/completions`, chatRequest());

describe('A failed attempt', () => {
  it('is passed on as it is unless retries are configured', async () => {
    await withRig({ answer: failsFirst(503) }, async rig => {
      const reply = await ask(rig);
      assert.equal(reply.status, 503);
      assert.equal(await reply.text(), '{"error":{"message":"busy"}}');
      const { end } = await rig.ended();
      assert.deepEqual([end.state, end.cost], ['failed', 0]);
    });
  });

  it('is tried again as often as configured, each a row of the same operation', async () => {
    await withRig({ answer: failsFirst(503, 429), upstream: { retries: 2 } }, async rig => {
      const reply = await ask(rig);
      assert.equal(reply.status, 200);
      const ends = [await rig.ended(), await rig.ended(), await rig.ended()];
      assert.deepEqual(
        ends.map(({ start, end }) => [start.attempt, end.state, end.status]),
        [
          [1, 'failed', 503],
          [2, 'failed', 429],
          [3, 'settled', 200],
        ],
      );
      const operation = reply.headers.get('x-farthing-request-id');
      assert.deepEqual(new Set(ends.map(({ start }) => start.operation)), new Set([operation]));
      assert.equal(new Set(ends.map(({ start }) => start.id)).size, 3);
    });
  });

  it('whose retries are used up is passed on', async () => {
    await withRig({ answer: failsFirst(503, 502), upstream: { retries: 1 } }, async rig => {
      assert.equal((await ask(rig)).status, 502);
      assert.equal(rig.seen.length, 2);
    });
  });

  it('of a request that is wrong is not tried again', async () => {
    await withRig({ answer: failsFirst(400), upstream: { retries: 3 } }, async rig => {
      assert.equal((await ask(rig)).status, 400);
      assert.equal(rig.seen.length, 1);
    });
  });

  it('of an upstream that wants to be left alone for minutes is passed on', async () => {
    const answer: RequestListener = (_request, response) => response.writeHead(429, { 'retry-after': '600' }).end('{}');
    await withRig({ answer, upstream: { retries: 3 } }, async rig => {
      assert.equal((await ask(rig)).status, 429);
      assert.equal(rig.seen.length, 1);
    });
  });

  it('of an upstream that wants to be left alone for minutes goes to the fallback at once, at its prices', async () => {
    const priced: string[] = [];
    const pricer: Pricer = {
      ...pricerDouble,
      worstCase: (facts, at) => {
        priced.push(facts.provider);
        return pricerDouble.worstCase(facts, at);
      },
    };
    const other = await serveUpstream(completes);
    const busy: RequestListener = (_request, response) => response.writeHead(429, { 'retry-after': '600' }).end('{}');
    const others = [builtIn('spare', { dialect: 'openai', baseUrl: other.url, provider: 'groq' })];
    try {
      await withRig({ answer: busy, upstream: { retries: 3, fallback: 'spare' }, others, pricer }, async rig => {
        assert.equal((await ask(rig)).status, 200);
        assert.equal(rig.seen.length, 1);
        assert.deepEqual(priced, ['openai', 'groq']);
      });
    } finally {
      await other.close();
    }
  });

  it('goes to the fallback, with the path and the body of the first', async () => {
    const other = await serveUpstream(completes);
    try {
      const others = [builtIn('spare', { dialect: 'openai', baseUrl: `${other.url}/base` })];
      await withRig({ answer: failsFirst(500, 500), upstream: { fallback: 'spare' }, others }, async rig => {
        assert.equal((await ask(rig)).status, 200);
        const [first, second] = [await rig.ended(), await rig.ended()];
        assert.deepEqual([first.start.upstream, second.start.upstream], ['openai', 'spare']);
      });
    } finally {
      await other.close();
    }
  });

  it('leaves nothing held and nothing spent', async () => {
    await withRig({ answer: failsFirst(503), upstream: { retries: 1 } }, async rig => {
      await rig.store.setBudget({ scope: 'user', window: 'day', money: fromDollars(1) });
      assert.equal((await ask(rig)).status, 200);
      const [state] = await rig.store.states(Date.now());
      assert.deepEqual([state?.held.money, state?.spent.money], [0, 11_000]);
    });
  });

  it('whose client has gone meanwhile is the last', async () => {
    let answered: (() => void) | undefined;
    const first = new Promise<void>(resolve => {
      answered = resolve;
    });
    const answer: RequestListener = (_request, response) => {
      response.writeHead(503, { 'retry-after-ms': '100' }).end('{}', () => answered?.());
    };
    await withRig({ answer, upstream: { retries: 5 } }, async rig => {
      const leaving = new AbortController();
      const reply = fetch(`${rig.base}/v1/chat/completions`, { ...chatRequest(CHAT), signal: leaving.signal });
      await first;
      leaving.abort();
      await assert.rejects(reply);
      await rig.gateway.close(1000);
      assert.equal(rig.seen.length, 1);
    });
  });
});
