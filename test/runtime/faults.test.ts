import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import OpenAI from 'openai';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { chat } from './calls.ts';
import { type Follower, follow } from './events.ts';
import { ledgerRows, newHome, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

const BOB = { 'x-farthing-user': 'bob' };
const LIMITED = { budgets: [{ scope: 'user', owner: 'bob', window: 'day', usd: 100 }], cache: { enabled: false } };

describe('when something is wrong', () => {
  let standIn: StandIn;
  let runtime: RuntimeProcess | undefined;
  let follower: Follower | undefined;

  before(async () => {
    standIn = await startStandIn();
  });
  after(async () => {
    await standIn?.close();
    removeHomes();
  });
  afterEach(async () => {
    follower?.stop();
    await runtime?.stop();
    runtime = undefined;
    follower = undefined;
    standIn.forget();
  });

  async function start(settings: object, home?: string): Promise<RuntimeProcess> {
    runtime = await startRuntime({ standIn, settings, home });
    follower = await follow(runtime);
    return runtime;
  }

  it('with a ledger that another program locks, what a budget covers is refused, the rest flows, and nothing of it is lost', async () => {
    const { url, home } = await start(LIMITED);
    const other = new DatabaseSync(homeOf(home).ledger);
    other.exec('BEGIN IMMEDIATE');
    const covered = await chat(url, { prompt: 'covered', headers: BOB });
    assert.equal(covered.status, 429);
    assert.match(await covered.text(), /while the ledger cannot be written/);
    const free = await chat(url, { prompt: 'free', headers: { 'x-farthing-user': 'ann' } });
    assert.equal(free.status, 200);
    assert.equal(standIn.accepted.length, 1);
    other.exec('ROLLBACK');
    other.close();
    assert.equal((await chat(url, { prompt: 'covered again', headers: BOB })).status, 200);
    await runtime?.stop();
    assert.deepEqual(
      ledgerRows(home)
        .map(row => row.attempt.identity.user)
        .sort(),
      ['ann', 'bob'],
    );
  });

  it('with a ledger that is damaged, it does not start, says so, and leaves the file as it is', async () => {
    const home = newHome();
    const { ledger } = homeOf(home);
    const damaged = Buffer.from('this is no database, but long enough to look like one '.repeat(100));
    writeFileSync(ledger, damaged);
    await assert.rejects(startRuntime({ standIn, home }), /ended with 2: farthing: .*ledger\.db/);
    assert.deepEqual(readFileSync(ledger), damaged);
  });

  it('with a cache that is damaged, it begins a new one', async () => {
    const home = newHome();
    writeFileSync(homeOf(home).cache, 'no database at all, but long enough to be taken for the header of one, it is hoped'.repeat(20));
    const { url } = await start({}, home);
    for (const expected of ['miss', 'hit']) {
      assert.equal((await chat(url, { prompt: 'cached' })).headers.get('x-farthing-cache'), expected);
    }
  });

  it('with a disk that is full, covered calls are refused, the rest flows, and it goes on when there is room', async function () {
    // Files that cannot grow are as good as a full disk, and need no rights to arrange.
    if (process.platform !== 'linux') this.skip();
    const { url, home, child } = await start(LIMITED);
    assert.equal((await chat(url, { prompt: 'before', headers: BOB })).status, 200);
    limitFiles(child.pid as number, '1');
    const statuses = new Set<number>();
    for (let index = 0; index < 5; index++) statuses.add((await chat(url, { prompt: `full ${index}`, headers: BOB })).status);
    assert.deepEqual([...statuses], [429]);
    assert.equal((await chat(url, { prompt: 'free', headers: { 'x-farthing-user': 'ann' } })).status, 200);
    limitFiles(child.pid as number, 'unlimited');
    assert.equal((await chat(url, { prompt: 'after', headers: BOB })).status, 200);
    await runtime?.stop();
    assert.deepEqual(
      ledgerRows(home)
        .map(row => row.attempt.identity.user)
        .sort(),
      ['ann', 'bob', 'bob'],
    );
  });

  it('with an upstream that sends nothing, the call is given up, billed as aborted, and said to the client', async () => {
    const { url } = await start({ upstreams: { openai: { idleTimeoutSeconds: 1 } }, cache: { enabled: false } });
    const never = Promise.withResolvers<void>();
    standIn.behave(() => ({ before: never.promise }));
    const silent = await chat(url, { prompt: 'silence' });
    assert.ok(silent.status >= 500, `${silent.status}`);
    assert.equal((await follower?.next('ended'))?.end.state, 'aborted');

    standIn.behave(() => ({ beforeChunk: index => (index === 3 ? never.promise : undefined) }));
    const stalled = await chat(url, { prompt: 'stalls', stream: true });
    await assert.rejects(stalled.text());
    const { end } = (await follower?.next('ended')) ?? assert.fail();
    assert.equal(end.state, 'aborted');
    assert.ok((end.cost ?? 0) > 0);
    never.resolve();
  });

  it('with an upstream that cuts its reply, so is the reply of the client, and what came is billed', async () => {
    const { url } = await start({ cache: { enabled: false } });
    standIn.behave(() => ({ cutAt: 4 }));
    const cut = await chat(url, { prompt: 'cut', stream: true });
    await assert.rejects(cut.text());
    const { end } = (await follower?.next('ended')) ?? assert.fail();
    assert.equal(end.state, 'aborted');
    assert.ok((end.usage?.output ?? 0) > 0 && (end.cost ?? 0) > 0);
  });

  it('with an upstream that is overloaded, the SDK sees its own error and tries again, and each try is a row', async () => {
    const { environment, home } = await start({ cache: { enabled: false } });
    standIn.behave((_, index) =>
      index === 0
        ? { reply: { status: 503, headers: { 'content-type': 'application/json' }, chunks: [Buffer.from('{"error":{"message":"busy"}}')] } }
        : undefined,
    );
    const client = new OpenAI({ apiKey: 'sk', baseURL: environment.OPENAI_BASE_URL });
    const reply = await client.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'busy?' }] });
    assert.match(reply.choices[0]?.message.content ?? '', /capital/);
    const rows = ledgerRows(home);
    assert.deepEqual(
      rows.map(row => row.state),
      ['failed', 'settled'],
    );
    assert.deepEqual(
      rows.map(row => row.costNanos > 0),
      [false, true],
    );
  });
});

/** How large the files of a process may become, in bytes. */
function limitFiles(pid: number, bytes: string): void {
  const set = spawnSync('prlimit', [`--fsize=${bytes}:unlimited`, '--pid', String(pid)], { encoding: 'utf8' });
  assert.equal(set.status, 0, set.stderr);
}
