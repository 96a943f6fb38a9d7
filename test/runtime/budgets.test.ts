import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type NanoDollars, toDollars } from '../../shared/money/nanoDollars.ts';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { openSqliteStore } from '../../shared/runtime/store/sqlite/sqliteStore.ts';
import { chat, worstCaseOf } from './calls.ts';
import { ledgerRows, newHome, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

const BOB = { 'x-farthing-user': 'bob', 'x-farthing-team': 'blue', 'x-farthing-project': 'shop' };

describe('budgets, through the runtime', () => {
  let standIn: StandIn;
  /** Without limits: it says what calls can cost. */
  let probe: RuntimeProcess;
  const started: { stop(): Promise<unknown> }[] = [];

  before(async () => {
    standIn = await startStandIn();
    probe = await startRuntime({ standIn });
  });
  after(async () => {
    await probe?.stop();
    await standIn?.close();
    removeHomes();
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map(one => one.stop()));
    standIn.forget();
  });

  async function runtimeWith(settings: object): Promise<RuntimeProcess> {
    const runtime = await startRuntime({ standIn, settings: { ...settings, cache: { enabled: false } } });
    started.push(runtime);
    return runtime;
  }

  const usd = (nanos: number): number => toDollars(nanos as NanoDollars);

  for (const count of [2, 50, 500]) {
    it(`admit exactly as many of ${count} calls at once as fit, and send no other upstream`, async () => {
      const fits = Math.ceil(count / 3);
      const worst = await worstCaseOf(probe.url, { prompt: 'how many fit?' });
      const runtime = await runtimeWith({ budgets: [{ scope: 'user', window: 'day', usd: usd(worst * fits + worst / 2) }] });
      const release = Promise.withResolvers<void>();
      standIn.behave(() => ({ before: release.promise }));
      const calls = Array.from({ length: count }, () => chat(runtime.url, { prompt: 'how many fit?', headers: BOB }));
      const refused = count - fits;
      // Those that are refused answer while the others wait.
      await whenSettled(calls, refused);
      await standIn.accepting(fits);
      release.resolve();
      const statuses = (await Promise.all(calls)).map(reply => reply.status);
      assert.equal(statuses.filter(status => status === 200).length, fits);
      assert.equal(statuses.filter(status => status === 429).length, refused);
      assert.equal(standIn.accepted.length, fits);
    });
  }

  for (const processes of [1, 4]) {
    it(`are never overspent in any of three scopes by ${processes} of its processes, whatever the sizes`, async () => {
      const home = newHome();
      const ledger = homeOf(home).ledger;
      const store = openSqliteStore({ file: ledger, timeZone: 'UTC' });
      const limits = { user: 4_000_000, team: 6_000_000, project: 7_000_000 };
      await store.setBudget({ scope: 'user', window: 'day', money: limits.user as NanoDollars });
      await store.setBudget({ scope: 'team', window: 'month', money: limits.team as NanoDollars });
      await store.setBudget({ scope: 'project', window: 'total', money: limits.project as NanoDollars });
      try {
        const urls = await Promise.all(Array.from({ length: processes }, () => sharedLedger(ledger)));
        // Any use within the limits of the request.
        standIn.behave(({ json }, index) => ({ said: { input: 20 + (index % 30), output: 1 + ((index * 37) % Number(json.max_tokens)) } }));
        const looking = look(store, limits);
        const replies = await Promise.all(
          Array.from({ length: 240 }, async (_, index) => {
            const prompt = 'x'.repeat(100 + ((index * 53) % 700));
            const headers = { ...BOB, 'x-farthing-user': `user${index % 3}`, 'x-farthing-team': index % 4 ? 'blue' : 'red' };
            const reply = await chat(urls[index % processes] as string, { prompt, maxTokens: 50 + ((index * 71) % 400), headers });
            await reply.arrayBuffer();
            return reply.status;
          }),
        );
        assert.ok((await looking.stop()) > 0);
        assert.ok(replies.includes(200) && replies.includes(429), 'some fit and some do not');
        for (const state of await store.states(Date.now())) {
          assert.ok(state.spent.money <= (state.budget.money ?? 0), `${state.owner} has spent ${state.spent.money}`);
          assert.equal(state.held.money, 0);
        }
        const settled = ledgerRows(home);
        assert.equal(settled.length, standIn.accepted.length);
        const sum = settled.reduce((total, row) => total + row.costNanos, 0);
        assert.ok(sum <= limits.project, `${sum}`);
        const [project] = (await store.states(Date.now())).filter(state => state.budget.scope === 'project');
        assert.equal(project?.spent.money, sum, 'the counter is the sum of the ledger');
      } finally {
        await Promise.all(started.splice(0).map(one => one.stop()));
        await store.close();
      }
    });
  }

  it('refuse nothing whose worst case fits, whatever it may turn out to cost', async () => {
    const sizes = Array.from({ length: 60 }, (_, index) => ({
      prompt: `${index} `.repeat(20 + index),
      maxTokens: 10 + index * 7,
      headers: BOB,
    }));
    const worst = await Promise.all(sizes.map(call => worstCaseOf(probe.url, call)));
    const sum = worst.reduce((total, nanos) => total + nanos, 0);
    const runtime = await runtimeWith({
      budgets: [
        { scope: 'user', window: 'day', usd: usd(sum) },
        { scope: 'team', window: 'month', usd: usd(sum) },
        { scope: 'project', window: 'total', usd: usd(sum) },
      ],
    });
    const statuses = await Promise.all(sizes.map(async call => (await chat(runtime.url, call)).status));
    assert.deepEqual(new Set(statuses), new Set([200]));
  });

  it('admit a call that fits only when its tokens are counted, and refuse it when they do not fit either', async () => {
    // 3 bytes a letter, and far fewer tokens.
    const call = { prompt: '你好世界'.repeat(400), maxTokens: 10, headers: BOB };
    const reply = await chat(probe.url, { ...call, headers: { ...BOB, 'x-farthing-dry-run': '1' } });
    const { worstCase, estimate } = (await reply.json()) as Record<string, { costNanos: number }>;
    const bound = worstCase?.costNanos ?? 0;
    const counted = estimate?.costNanos ?? 0;
    assert.ok(counted < bound / 2, `${counted} of ${bound}`);
    const enough = await runtimeWith({ budgets: [{ scope: 'user', window: 'day', usd: usd(counted + 1_000) }] });
    assert.equal((await chat(enough.url, call)).status, 200);
    const short = await runtimeWith({ budgets: [{ scope: 'user', window: 'day', usd: usd(counted - 1_000) }] });
    assert.equal((await chat(short.url, call)).status, 429);
    assert.equal(standIn.accepted.length, 1);
  });

  /** Another runtime on a ledger that is shared. */
  async function sharedLedger(ledger: string): Promise<string> {
    const program = fileURLToPath(new URL('sharedLedgerProcess.ts', import.meta.url));
    const child = spawn(process.execPath, [program, newHome(), ledger, standIn.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    started.push({
      stop: async () => {
        child.kill('SIGTERM');
        await exited;
      },
    });
    const [url] = await once(createInterface(child.stdout), 'line');
    return String(url);
  }
});

/** Resolves when so many have settled. */
function whenSettled(promises: readonly Promise<unknown>[], count: number): Promise<void> {
  let settled = 0;
  return new Promise(resolve => {
    for (const promise of promises)
      void promise.finally(() => {
        settled++;
        if (settled === count) resolve();
      });
  });
}

/** Looks again and again whether what is spent and held stays within the limits, until it is told to stop; says how often it looked. */
function look(store: ReturnType<typeof openSqliteStore>, limits: Readonly<Record<string, number>>): { stop(): Promise<number> } {
  let looked = 0;
  let over = false;
  const looking = (async () => {
    while (!over) {
      for (const { budget, owner, spent, held } of await store.states(Date.now())) {
        const limit = limits[budget.scope] ?? 0;
        assert.ok(spent.money + held.money <= limit, `${budget.scope} ${owner}: ${spent.money} spent and ${held.money} held of ${limit}`);
      }
      looked++;
      await new Promise(resolve => setImmediate(resolve));
    }
    return looked;
  })();
  return {
    stop: () => {
      over = true;
      return looking;
    },
  };
}
