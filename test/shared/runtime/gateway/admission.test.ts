import assert from 'node:assert/strict';
import { asNanos, fromDollars, type NanoDollars } from '../../../../shared/money/nanoDollars.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import type { Pricer } from '../../../../shared/runtime/pricing/pricer.ts';
import { openSqliteStore } from '../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { type Store, StoreUnavailable } from '../../../../shared/runtime/store/store.ts';
import { pricerDouble } from './pricerDouble.ts';
import { CHAT, chatRequest, type Rig, type RigOptions, startRig, storeWith } from './rig.ts';

async function withRig(options: RigOptions, run: (rig: Rig) => Promise<void>): Promise<void> {
  const rig = await startRig(options);
  try {
    await run(rig);
  } finally {
    await rig.close();
  }
}

const ask = (rig: Rig, body: object = CHAT, headers: Record<string, string> = {}) =>
  fetch(`${rig.base}/v1/chat/completions`, chatRequest(body, headers));

async function refusalOf(reply: Response): Promise<{ readonly code: string; readonly message: string }> {
  return ((await reply.json()) as { error: { code: string; message: string } }).error;
}

describe('A budget', () => {
  it('refuses what does not fit before it leaves, saying what is left, spent and held, and when it begins anew', async () => {
    await withRig({}, async rig => {
      await rig.store.setBudget({ scope: 'user', window: 'day', money: fromDollars(0.0002) });
      assert.equal((await ask(rig)).status, 200);
      const reply = await ask(rig, { ...CHAT, max_tokens: 4000 });
      assert.equal(reply.status, 429);
      assert.equal(reply.headers.get('x-should-retry'), 'false');
      const { code, message } = await refusalOf(reply);
      assert.equal(code, 'budget_exceeded');
      assert.match(
        message,
        /\$0\.00019 left of \$0\.0002 \(user ada, a day\): \$0\.000011 spent, \$0\.00 held by calls under way; this call may take \$0\.00\d+\. It begins anew at \d{4}-\d\d-\d\d 00:00\./,
      );
      assert.equal(rig.seen.length, 1);
      assert.ok(rig.events.some(event => event.type === 'refused' && event.message === message));
    });
  });

  it('is not overspent by calls at the same time, and lets each in that fits', async () => {
    const waiting: (() => void)[] = [];
    let released = false;
    const answer: RigOptions['answer'] = (_request, response) => {
      const send = () =>
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"usage":{"prompt_tokens":9,"completion_tokens":2}}');
      if (released) send();
      else waiting.push(send);
    };
    await withRig({ answer }, async rig => {
      const { hold } = (await pricerDouble.worstCase(factsOfChat(), new Date())) as { hold: { money: NanoDollars } };
      await rig.store.setBudget({ scope: 'user', window: 'day', money: asNanos(hold.money * 10) });
      const replies = Array.from({ length: 50 }, () => ask(rig));
      const refused = await firstSettled(replies, 40);
      assert.ok(refused.every(({ status }) => status === 429));
      assert.equal(rig.seen.length, 10);
      released = true;
      for (const send of waiting) send();
      const all = await Promise.all(replies);
      assert.equal(all.filter(({ status }) => status === 200).length, 10);
    });
  });

  it('counts the input before it refuses what only its cheap bound does not fit', async () => {
    const asked: boolean[] = [];
    const pricer: Pricer = {
      ...pricerDouble,
      worstCase: (facts, at, exact = false) => {
        asked.push(exact);
        return exact ? { hold: { money: fromDollars(0.0001), tokens: 10 }, input: 5, output: 5 } : pricerDouble.worstCase(facts, at);
      },
    };
    await withRig({ pricer }, async rig => {
      await rig.store.setBudget({ scope: 'all', window: 'total', money: fromDollars(0.0001) });
      assert.equal((await ask(rig, { ...CHAT, max_tokens: 4000 })).status, 200);
      assert.deepEqual(asked, [false, true]);
    });
  });

  it('refuses a call of unknown cost that it covers, unless the user says otherwise', async () => {
    const pricer: Pricer = { ...pricerDouble, worstCase: () => ({ unknown: 'the price of gpt-99 is not known' }) };
    for (const [unknownPrice, status] of [
      ['refuse', 429],
      ['allow', 200],
    ] as const) {
      await withRig({ pricer, unknownPrice }, async rig => {
        assert.equal((await ask(rig)).status, 200, 'without a budget');
        await rig.store.setBudget({ scope: 'project', window: 'month', money: fromDollars(5) });
        const reply = await ask(rig, CHAT, { 'x-farthing-project': 'web' });
        assert.equal(reply.status, status);
        if (status === 429) assert.match((await refusalOf(reply)).message, /the price of gpt-99 is not known/);
      });
    }
  });

  it('does not cover what is free, nor the endpoints that only list', async () => {
    await withRig({}, async rig => {
      await rig.store.setBudget({ scope: 'all', window: 'total', money: fromDollars(0) });
      assert.equal((await fetch(`${rig.base}/v1/models`)).status, 200);
      assert.equal((await ask(rig)).status, 429);
      const { end } = await rig.ended();
      assert.equal(end.cost, 0);
    });
  });
});

describe('The limits of one request', () => {
  const cases = [
    [{ inputTokens: 3 }, /input tokens are in this call, and 3 is the limit for one request/],
    [{ outputTokens: 19 }, /20 output tokens are what this call can take, and 19 is the limit for one request: set its output limit/],
    [{ money: fromDollars(0.000001) }, /is what this call can cost, and \$0\.000001 is the limit for one request/],
  ] as const;
  for (const [limits, message] of cases) {
    it(`refuse what is over ${Object.keys(limits)[0]}`, async () => {
      await withRig({}, async rig => {
        await rig.store.setRequestLimits(limits);
        const reply = await ask(rig);
        assert.equal(reply.status, 429);
        assert.match((await refusalOf(reply)).message, message);
        assert.equal(rig.seen.length, 0);
      });
    });
  }

  it('hold from the next call on when another process sets them', async () => {
    await withRig({}, async rig => {
      assert.equal((await ask(rig)).status, 200);
      const other = openSqliteStore({ file: rig.ledger });
      await other.setRequestLimits({ outputTokens: 19 });
      await other.close();
      assert.equal((await ask(rig)).status, 429);
      assert.equal(rig.seen.length, 1);
    });
  });

  it('let pass what is at them', async () => {
    await withRig({}, async rig => {
      await rig.store.setRequestLimits({ outputTokens: 20 });
      assert.equal((await ask(rig)).status, 200);
    });
  });
});

describe('A dry run', () => {
  it('prices the call and sends nothing', async () => {
    await withRig({}, async rig => {
      const reply = await ask(rig, CHAT, { 'x-farthing-dry-run': '1' });
      assert.equal(reply.status, 200);
      const answer = (await reply.json()) as {
        dryRun: boolean;
        model: string;
        worstCase: { costUsd: number; outputTokens: number };
        estimate: object;
      };
      assert.equal(answer.dryRun, true);
      assert.equal(answer.model, 'gpt-4o-mini');
      assert.equal(answer.worstCase.outputTokens, 20);
      assert.ok(answer.worstCase.costUsd > 0);
      assert.deepEqual(rig.seen, []);
      assert.deepEqual(rig.events, []);
    });
  });
});

describe('A ledger that cannot be written', () => {
  const failing = (store: Store, methods: readonly ('admit' | 'record' | 'settle')[]): Store =>
    storeWith(store, Object.fromEntries(methods.map(name => [name, async () => Promise.reject(new StoreUnavailable('the disk is full'))])));

  it('lets nothing pass that a budget covers, and everything that none does', async () => {
    await withRig({ around: store => failing(store, ['admit', 'record']) }, async rig => {
      assert.equal((await ask(rig)).status, 200);
      await rig.store.setBudget({ scope: 'user', window: 'day', money: fromDollars(5) });
      const reply = await ask(rig);
      assert.ok(reply.status >= 400 && reply.status < 500);
      assert.match((await refusalOf(reply)).message, /the disk is full/);
      assert.equal(rig.seen.length, 1);
      assert.ok(rig.events.some(event => event.type === 'trouble'));
    });
  });

  it('at the end of a call does not keep the reply back', async () => {
    await withRig({ around: store => failing(store, ['settle']) }, async rig => {
      assert.equal((await ask(rig)).status, 200);
      assert.ok(rig.events.some(event => event.type === 'trouble' && /not in the ledger yet: the disk is full/.test(event.message)));
    });
  });
});

function factsOfChat() {
  return dialectOf('openai').read({ method: 'POST', path: '/v1/chat/completions', headers: {}, body: Buffer.from(JSON.stringify(CHAT)) });
}

/** The first so many of them. */
function firstSettled(replies: readonly Promise<Response>[], count: number): Promise<readonly Response[]> {
  const settled: Response[] = [];
  return new Promise((resolve, reject) => {
    for (const reply of replies) {
      reply.then(one => {
        if (settled.push(one) === count) resolve([...settled]);
      }, reject);
    }
  });
}
