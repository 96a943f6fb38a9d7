import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hasRedis, type RedisServer, startRedis } from '../redisServer.ts';
import { chat, worstCaseOf } from './calls.ts';
import { ledgerRows, newHome, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

const cli = process.env.FARTHING_CLI ?? fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const BLUE = { 'x-farthing-user': 'bob', 'x-farthing-team': 'blue' };

describe('a team store, through the runtimes of four machines', () => {
  let standIn: StandIn;
  let redis: RedisServer;
  let team: readonly RuntimeProcess[];
  let namespaces = 0;
  let namespace: string;

  before(async function () {
    if (!hasRedis) this.skip();
    standIn = await startStandIn();
    redis = await startRedis();
  });
  after(async () => {
    await redis?.kill();
    await standIn?.close();
    removeHomes();
  });
  beforeEach(async () => {
    namespace = `team-${++namespaces}`;
    team = await Promise.all([0, 1, 2, 3].map(() => machine()));
    standIn.forget();
  });
  afterEach(async () => {
    redis.thaw();
    await Promise.all(team.map(one => one.stop()));
  });

  const machine = (settings: object = { cache: { enabled: false } }): Promise<RuntimeProcess> =>
    startRuntime({ standIn, home: newHome(), settings: { ...settings, store: redis.url, storeNamespace: namespace } });

  function farthing(home: string, ...args: string[]): string {
    const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args, '--home', home], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout;
  }

  /** Sets a limit as users do, on one machine. */
  const limit = (usd: number) => farthing(team[0]?.home as string, 'budget', 'set', 'team/month', '--usd', `${usd}`);
  interface State {
    readonly spentUsd: number;
    readonly heldUsd: number;
  }
  function stateOfBlue(): State {
    const { budgets } = JSON.parse(farthing(team[3]?.home as string, 'budget', '--json'));
    return budgets.find((one: { readonly forOwner?: string; readonly owner?: string }) => JSON.stringify(one).includes('blue'));
  }
  /** What all ledgers say was spent. */
  const spent = (): number => team.reduce((sum, { home }) => sum + ledgerRows(home).reduce((all, row) => all + row.costNanos, 0), 0);

  /** 500 at once, over all machines; the statuses. */
  async function callAll(count = 500): Promise<readonly number[]> {
    return Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const { url } = team[index % team.length] as RuntimeProcess;
        const reply = await chat(url, { prompt: `question ${index}`, maxTokens: 50 + ((index * 71) % 400), headers: BLUE });
        await reply.arrayBuffer();
        return reply.status;
      }),
    );
  }

  it('admits no more of 500 calls at once than fit, and every ledger together is what the team has spent', async () => {
    const worst = await worstCaseOf(team[0]?.url as string, { prompt: 'question 1', maxTokens: 450 });
    const nanos = worst * 60;
    limit(nanos / 1e9);
    standIn.behave(({ json }, index) => ({ said: { input: 5, output: 1 + ((index * 37) % Number(json.max_tokens)) } }));
    const statuses = await callAll();
    assert.ok(statuses.includes(200) && statuses.includes(429));
    assert.equal(statuses.filter(status => status === 200).length, standIn.accepted.length);
    assert.ok(spent() <= nanos, `${spent()} of ${nanos}`);
    const state = stateOfBlue();
    assert.equal(Math.round(state.spentUsd * 1e9), spent());
    assert.equal(state.heldUsd, 0);
  });

  for (const [what, harm] of [
    ['killed and restarted', () => redis.restart()],
    [
      'frozen and thawed',
      async () => {
        redis.freeze();
        await new Promise(resolve => setTimeout(resolve, 400));
        redis.thaw();
      },
    ],
  ] as const) {
    it(`spends no more than its limit while Redis is ${what}, and answers every call`, async () => {
      const worst = await worstCaseOf(team[0]?.url as string, { prompt: 'question 1', maxTokens: 450 });
      const nanos = worst * 60;
      limit(nanos / 1e9);
      const calls = callAll();
      await standIn.accepting(5);
      await harm();
      const statuses = await calls;
      assert.equal(statuses.length, 500);
      for (const status of statuses) assert.ok([200, 429, 503, 500].includes(status), `${status}`);
      const again = await callAll(200);
      assert.ok(again.length === 200);
      assert.ok(spent() <= nanos, `${spent()} of ${nanos}`);
    });
  }

  it('answers a question that another machine has asked with the same key, and no other', async () => {
    await Promise.all(team.map(one => one.stop()));
    team = await Promise.all([0, 1].map(() => machine({})));
    const [ann, bob] = team as [RuntimeProcess, RuntimeProcess];
    const ask = async (url: string, headers: Record<string, string>) => {
      const reply = await chat(url, { prompt: 'who has asked?', headers });
      await reply.arrayBuffer();
      return reply.headers.get('x-farthing-cache');
    };
    assert.equal(await ask(ann.url, BLUE), 'miss');
    // It is told to Redis beside the answer.
    for (let tries = 0; tries < 100 && (await ask(bob.url, BLUE)) !== 'hit'; tries++) await new Promise(resolve => setTimeout(resolve, 20));
    assert.equal(await ask(bob.url, BLUE), 'hit');
    const before = standIn.accepted.length;
    assert.equal(await ask(bob.url, { ...BLUE, authorization: 'Bearer sk-of-another' }), 'miss');
    assert.equal(await ask(bob.url, { ...BLUE, 'x-farthing-user': 'eve' }), 'miss');
    assert.equal(standIn.accepted.length, before + 2);
  });

  it('refuses what the team limits while Redis is away, in the words of the SDK, and lets the rest flow', async () => {
    limit(5);
    assert.equal((await chat((team[1] as RuntimeProcess).url, { prompt: 'hi', headers: BLUE })).status, 200);
    await redis.kill();
    const refused = await chat((team[1] as RuntimeProcess).url, { prompt: 'hello', headers: BLUE });
    assert.notEqual(refused.status, 200);
    assert.match(await refused.text(), /the team's Redis is not available/);
    await redis.restart();
    for (let tries = 0; tries < 100; tries++) {
      if ((await chat((team[1] as RuntimeProcess).url, { prompt: `again ${tries}`, headers: BLUE })).status === 200) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    assert.fail('it did not come back');
  });
});
