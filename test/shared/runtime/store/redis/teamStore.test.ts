import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { usageOf } from '../../../../../shared/money/usage.ts';
import type { Alert, Budget, BudgetState } from '../../../../../shared/runtime/budget/budget.ts';
import type { TeamStore } from '../../../../../shared/runtime/store/redis/teamStore.ts';
import { openSqliteStore } from '../../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { StoreUnavailable } from '../../../../../shared/runtime/store/store.ts';
import { hasRedis, type RedisServer, startRedis } from '../../../../redisServer.ts';
import { temporaryTree } from '../../../../temporaryTree.ts';
import { call, dollars, end, holdOf, newLedger } from '../sqlite/calls.ts';
import { joinTeam, lose, newMachine, newNamespace, reached } from './teamStores.ts';

const TEAM_MONTH: Budget = { scope: 'team', window: 'month', money: dollars(10) };
const USER_DAY: Budget = { scope: 'user', window: 'day', money: dollars(4), tokens: 1_000 };

describe('a team that shares a Redis', () => {
  let redis: RedisServer;
  before(async function () {
    if (!hasRedis) this.skip();
    redis = await startRedis();
  });
  after(() => redis?.kill());

  const machines = (count: number): Promise<readonly TeamStore[]> => {
    const namespace = newNamespace();
    return Promise.all(Array.from({ length: count }, () => joinTeam({ url: redis.url, namespace })));
  };
  /** What is counted of the one limit there is. */
  async function only(store: TeamStore): Promise<BudgetState> {
    const states = await store.states(Date.now());
    assert.equal(states.length, 1);
    return states[0] as BudgetState;
  }
  const now = (changes: Parameters<typeof call>[0] = {}) => call({ startedAt: Date.now(), ...changes });

  it('has the same limits on every machine, and one count of what is spent and held', async () => {
    const [ann, bob] = (await machines(2)) as [TeamStore, TeamStore];
    await ann.setBudget(TEAM_MONTH);
    assert.deepEqual(await bob.budgets(), [{ ...TEAM_MONTH, shared: true }]);
    const mine = now();
    assert.deepEqual(await ann.admit({ start: mine, hold: holdOf(7e9) }), { admitted: true });
    const answer = await bob.admit({ start: now(), hold: holdOf(4e9) });
    assert.ok('because' in answer && answer.because.held.money === 7e9, JSON.stringify(answer));
    await ann.settle(mine.id, end({ cost: dollars(1) }));
    assert.deepEqual(await bob.admit({ start: now(), hold: holdOf(4e9) }), { admitted: true });
    const { spent, held } = await only(ann);
    assert.deepEqual([spent.money, held.money], [1e9, 4e9]);
  });

  it('never spends more than its limits, whoever calls what at once', async () => {
    const stores = await machines(4);
    const [first] = stores as [TeamStore];
    for (const budget of [TEAM_MONTH, USER_DAY]) await first.setBudget(budget);
    const orders = fc.sample(
      fc.record({
        user: fc.constantFrom('ann', 'bob', 'eve'),
        hold: fc.integer({ min: 1, max: 400 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { numRuns: 500, seed: 7 },
    );
    let looking = true;
    const look = (async () => {
      while (looking) {
        for (const { budget, spent, held } of await first.states(Date.now()).catch(() => [])) {
          assert.ok(spent.money + held.money <= (budget.money ?? 0) && spent.tokens + held.tokens <= (budget.tokens ?? Infinity));
        }
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    })();
    const answers = await Promise.all(
      orders.map(async ({ user, hold, share }, index) => {
        const store = stores[index % 4] as TeamStore;
        const start = now({ identity: { user } });
        const answer = await store.admit({ start, hold: { money: dollars(hold / 100), tokens: hold } });
        if (answer.admitted) {
          const cost = dollars(Math.floor(hold * share) / 100);
          await store.settle(start.id, end({ cost, usage: usageOf({ input: Math.floor(hold * share) }) }));
        }
        return answer.admitted;
      }),
    );
    looking = false;
    await look;
    assert.ok(answers.includes(true) && answers.includes(false));
    for (const { budget, spent, held } of await first.states(Date.now())) {
      assert.ok(spent.money <= (budget.money ?? 0), `${spent.money}`);
      assert.deepEqual(held, { money: 0, tokens: 0 });
    }
  });

  it('reserves in every scope or in none', async () => {
    const [ann] = (await machines(1)) as [TeamStore];
    await ann.setBudget(TEAM_MONTH);
    await ann.setBudget({ scope: 'user', window: 'day', money: dollars(1) });
    assert.equal((await ann.admit({ start: now(), hold: holdOf(2e9) })).admitted, false);
    assert.ok((await ann.states(Date.now())).every(({ held }) => held.money === 0));
  });

  it('gives back what it reserved for a call that the limits of the machine itself refuse', async () => {
    const namespace = newNamespace();
    const local = openSqliteStore({ file: newLedger(), timeZone: 'UTC' });
    await local.setBudget({ scope: 'user', window: 'day', money: dollars(0.5) });
    const ann = await joinTeam({ url: redis.url, namespace, local });
    await ann.setBudget(TEAM_MONTH);
    const answer = await ann.admit({ start: now(), hold: holdOf(1e9) });
    assert.ok('because' in answer && answer.because.budget.shared === undefined);
    const shared = (await ann.states(Date.now())).find(({ budget }) => budget.shared);
    assert.equal(shared?.held.money ?? 0, 0);
  });

  it('refuses what cannot be priced where a limit of money covers it, and lets it pass where the user says so', async () => {
    const [ann] = (await machines(1)) as [TeamStore];
    await ann.setBudget(TEAM_MONTH);
    assert.ok('unpriceable' in (await ann.admit({ start: now(), hold: undefined })));
    assert.deepEqual(await ann.admit({ start: now(), hold: undefined, unknownPrice: 'allow' }), { admitted: true });
  });

  it('tells each threshold once, whichever machine reaches it', async () => {
    const namespace = newNamespace();
    const told: Alert[] = [];
    const stores = await Promise.all([0, 1, 2].map(() => joinTeam({ url: redis.url, namespace, onAlert: alert => told.push(alert) })));
    await (stores[0] as TeamStore).setBudget(TEAM_MONTH);
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const store = stores[index % 3] as TeamStore;
        const start = now();
        assert.equal((await store.admit({ start, hold: holdOf(0.32e9) })).admitted, true);
        await store.settle(start.id, end({ cost: dollars(0.32) }));
      }),
    );
    assert.deepEqual(
      told.map(({ percent }) => percent).sort((a, b) => a - b),
      [70, 90],
    );
  });

  it('charges the calls of a machine that vanished, and puts them right should it come back', async () => {
    const namespace = newNamespace();
    const ann = await joinTeam({ url: redis.url, namespace, leaseMs: 50 });
    const bob = await joinTeam({ url: redis.url, namespace });
    await ann.setBudget(TEAM_MONTH);
    const start = now();
    await ann.admit({ start, hold: holdOf(3e9) });
    assert.equal((await only(bob)).spent.money, 0);
    await new Promise(resolve => setTimeout(resolve, 100));
    await bob.joined();
    assert.equal((await only(bob)).spent.money, 3e9);
    await ann.settle(start.id, end({ cost: dollars(1) }));
    const { spent, held } = await only(bob);
    assert.deepEqual([spent.money, held.money], [1e9, 0]);
    await lose(ann);
  });

  it('has other limits, counts and salts for another team on the same Redis', async () => {
    const [ann] = (await machines(1)) as [TeamStore];
    const [other] = (await machines(1)) as [TeamStore];
    await ann.setBudget(TEAM_MONTH);
    assert.deepEqual(await other.budgets(), []);
    assert.notDeepEqual(ann.salt, other.salt);
  });

  it('has one salt, so that a key is the same on every machine', async () => {
    const [ann, bob] = (await machines(2)) as [TeamStore, TeamStore];
    assert.equal(ann.salt?.length, 32);
    assert.deepEqual(ann.salt, bob.salt);
  });

  it('takes limits away again, on every machine', async () => {
    const [ann, bob] = (await machines(2)) as [TeamStore, TeamStore];
    await ann.setBudget(TEAM_MONTH);
    await bob.admit({ start: now(), hold: holdOf(1e9) });
    await bob.removeBudget(TEAM_MONTH);
    assert.deepEqual(await ann.admit({ start: now(), hold: holdOf(99e9) }), { admitted: true });
  });
});

describe('a Redis that is not there', () => {
  let redis: RedisServer;
  beforeEach(async function () {
    if (!hasRedis) this.skip();
    redis = await startRedis();
  });
  afterEach(() => redis?.kill());

  const now = (changes: Parameters<typeof call>[0] = {}) => call({ startedAt: Date.now(), ...changes });
  const BLUE = { identity: { team: 'blue' } };
  const BLUE_MONTH: Budget = { ...TEAM_MONTH, owner: 'blue' };

  async function team(count: number): Promise<readonly TeamStore[]> {
    const namespace = newNamespace();
    const stores = await Promise.all(Array.from({ length: count }, () => joinTeam({ url: redis.url, namespace })));
    await (stores[0] as TeamStore).setBudget(BLUE_MONTH);
    for (const store of stores) await store.joined();
    return stores;
  }
  const refused = (store: TeamStore) => assert.rejects(store.admit({ start: now(BLUE), hold: holdOf(1) }), StoreUnavailable);
  const flows = async (store: TeamStore) => assert.deepEqual(await store.admit({ start: now(), hold: holdOf(1) }), { admitted: true });

  it('lets pass what no limit of the team covers, and refuses what one does, until it is back', async () => {
    const [ann] = (await team(1)) as [TeamStore];
    await redis.kill();
    await refused(ann);
    await flows(ann);
    assert.equal(ann.covered(now(BLUE)), true);
    assert.equal(ann.covered(now()), false);
    await redis.restart();
    await reached(ann);
    assert.deepEqual(await ann.admit({ start: now(BLUE), hold: holdOf(1) }), { admitted: true });
  });

  it('refuses everything before it was ever seen, as nobody knows what is limited', async () => {
    await redis.kill();
    await refused(newMachine({ url: redis.url, namespace: newNamespace() }));
  });

  it('is remembered by a machine that starts while it is away', async () => {
    const namespace = newNamespace();
    const memory = join(temporaryTree({}), 'team.json');
    const before = await joinTeam({ url: redis.url, namespace, memory });
    await before.setBudget(BLUE_MONTH);
    const { salt } = before;
    await redis.kill();
    const again = newMachine({ url: redis.url, namespace, memory });
    await refused(again);
    await flows(again);
    assert.deepEqual(again.salt, salt);
  });

  it('that was killed and is back has forgotten nothing: what was under way is counted once, and nothing is spent twice', async () => {
    const stores = await team(4);
    let going = true;
    let admitted = 0;
    const calling = stores.map(async store => {
      while (going) {
        const start = now(BLUE);
        const answer = await store.admit({ start, hold: holdOf(1e7) }).catch(() => undefined);
        if (!answer?.admitted) await new Promise(resolve => setTimeout(resolve, 5));
        else {
          admitted++;
          await store.settle(start.id, end({ cost: dollars(0.01) }));
        }
      }
    });
    for (let round = 0; round < 3; round++) {
      await new Promise(resolve => setTimeout(resolve, 150));
      await redis.kill();
      await redis.restart();
      await reached(stores[0] as TeamStore);
    }
    going = false;
    await Promise.all(calling);
    for (const store of stores) await reached(store);
    const { spent, held } = await settledState(stores[0] as TeamStore);
    assert.equal(held.money, 0);
    // What Redis had not answered may be counted though the call was not made; never the other way round.
    assert.ok(spent.money >= admitted * 1e7 && spent.money <= 10e9, `${admitted} calls, ${spent.money}`);
  });

  it('that is frozen is waited for no longer than its bound, and holds nothing for calls that were refused', async () => {
    const [ann] = (await team(1)) as [TeamStore];
    redis.freeze();
    await refused(ann);
    // From now on nobody waits.
    await refused(ann);
    await flows(ann);
    redis.thaw();
    await reached(ann);
    const { held, spent } = await settledState(ann);
    assert.deepEqual([held.money, spent.money], [0, 0]);
  });

  it('that froze while calls were under way learns later what they came to', async () => {
    const [ann] = (await team(1)) as [TeamStore];
    const start = now(BLUE);
    await ann.admit({ start, hold: holdOf(3e9) });
    redis.freeze();
    await ann.settle(start.id, end({ cost: dollars(1) }));
    redis.thaw();
    await reached(ann);
    const { held, spent } = await settledState(ann);
    assert.deepEqual([held.money, spent.money], [0, 1e9]);
  });

  it('that is full takes no more calls that it limits, and loses none', async () => {
    await redis.kill();
    redis = await startRedis(['--appendonly', 'yes', '--maxmemory', '1500kb', '--maxmemory-policy', 'noeviction']);
    const [ann] = (await team(1)) as [TeamStore];
    const start = now(BLUE);
    await ann.admit({ start, hold: holdOf(1e9) });
    for (const [size, until] of [
      [100_000, 1],
      [1_000, 1],
      [10, 200],
    ] as const) {
      for (let i = 0, failures = 0; failures < until; i++) {
        const full = await ann.connection.command(['SET', `fill:${size}:${i}`, 'x'.repeat(size)]).catch(error => error);
        if (full instanceof Error) failures++;
      }
    }
    await assert.rejects(ann.admit({ start: now(BLUE), hold: holdOf(1) }), /it is full/);
    await flows(ann);
  });

  it('that lost what it knew refuses what the team limits until somebody sets a limit again', async () => {
    await redis.kill();
    redis = await startRedis([]);
    const [ann, bob] = (await team(2)) as [TeamStore, TeamStore];
    await redis.restart();
    await assert.rejects(reachedOrLost(ann), /has lost what was spent/);
    await assert.rejects(ann.admit({ start: now(BLUE), hold: holdOf(1) }), /has lost what was spent/);
    await flows(ann);
    // A machine that is new to the team makes a book without limits: that lifts nothing.
    const namespace = `test-fresh`;
    await joinTeam({ url: redis.url, namespace });
    await assert.rejects(reachedOrLost(bob), /has lost what was spent/);
    await bob.setBudget(BLUE_MONTH);
    await reached(ann);
    assert.deepEqual(await ann.admit({ start: now(BLUE), hold: holdOf(1) }), { admitted: true });
  });

  it('asks for a user and a password, and never has them in what it says', async () => {
    await redis.kill();
    redis = await startRedis(['--requirepass', 'canary-of-redis']);
    const url = redis.url.replace('//', '//default:canary-of-redis@');
    const namespace = newNamespace();
    const ann = await joinTeam({ url, namespace });
    await ann.setBudget(BLUE_MONTH);
    await redis.kill();
    const said = await ann
      .admit({ start: now(BLUE), hold: holdOf(1) })
      .catch(error => `${error.stack} ${JSON.stringify(error)} ${error.cause}`);
    assert.doesNotMatch(String(said), /canary/);
    await redis.restart();
    const wrong = newMachine({ url: redis.url.replace('//', '//default:canary-wrong@'), namespace });
    await new Promise(resolve => setTimeout(resolve, 200));
    await assert.rejects(
      wrong.joined(),
      (error: Error) => /does not know the user or the password/.test(error.message) && !/canary/.test(error.message),
    );
  });

  async function reachedOrLost(store: TeamStore): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      try {
        return await store.joined();
      } catch (error) {
        if (/has lost/.test((error as Error).message)) throw error;
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    }
  }

  /** The count of blue's limit, once nothing is owed to it. */
  async function settledState(store: TeamStore): Promise<BudgetState> {
    for (let tries = 0; ; tries++) {
      const [state] = (await store.states(Date.now())).filter(({ budget }) => budget.shared);
      if (state && (state.held.money === 0 || tries > 200)) return state;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
});
