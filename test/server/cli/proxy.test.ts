import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, beforeEach } from 'mocha';
import { chat } from '../../runtime/calls.ts';
import { type StandIn, startStandIn } from '../../runtime/standIn/standIn.ts';
import { farthing, temporaryTree } from './command.ts';
import { type LongRunning, runtimeProgram, start } from './longRunning.ts';

interface Announced {
  readonly url: string;
  readonly pid: number;
  readonly joined?: boolean;
}

const announced = async (proxy: LongRunning): Promise<Announced> => JSON.parse(await proxy.line()) as Announced;

/** A place for a runtime: its home, and a folder to start it in that belongs to no repository. */
function place(config?: object): { readonly cwd: string; readonly home: string; readonly args: readonly string[] } {
  const cwd = temporaryTree(config ? { 'home/config.jsonc': JSON.stringify(config) } : {});
  const home = join(cwd, 'home');
  return { cwd, home, args: ['proxy', '--json', '--port', '0', '--home', home] };
}

async function end(proxy: LongRunning): Promise<void> {
  proxy.child.kill('SIGTERM');
  assert.equal(await proxy.exited, 0, proxy.errors());
}

describe('farthing proxy', () => {
  it('says where it listens once it accepts, and status and stop find it by its home', async () => {
    const { cwd, home, args } = place();
    const proxy = start(args, { cwd });
    const { url, pid, joined } = await announced(proxy);
    assert.equal(pid, proxy.child.pid);
    assert.equal(joined, undefined);
    assert.equal((await fetch(`${url}/_farthing/status`)).status, 401);
    const status = JSON.parse(farthing(cwd, ['status', '--json', '--home', home]).stdout);
    assert.deepEqual([status.version, status.running, status.url, status.pid, status.home, status.inFlight], [1, true, url, pid, home, 0]);
    assert.deepEqual(JSON.parse(farthing(cwd, ['stop', '--json', '--home', home]).stdout), { stopped: true, pid });
    assert.equal(await proxy.exited, 0, proxy.errors());
    assert.equal(proxy.errors(), '');
    assert.ok(!readdirSync(home).includes('runtime.lock'));
  });

  it('joins the runtime that is there, from any shell', async () => {
    const { cwd, args } = place();
    const first = start(args, { cwd });
    const { url, pid } = await announced(first);
    const second = start(args, { cwd });
    assert.deepEqual(await announced(second), { url, pid, joined: true });
    assert.equal(await second.exited, 0);
    await end(first);
  });

  it('is one process, however many are started at once', async () => {
    const { cwd, args } = place();
    const proxies = Array.from({ length: 4 }, () => start(args, { cwd }));
    const all = await Promise.all(proxies.map(announced));
    assert.equal(new Set(all.map(({ pid }) => pid)).size, 1);
    assert.equal(all.filter(({ joined }) => joined).length, 3);
    const [running] = proxies.filter((_, index) => !all[index]?.joined);
    await end(running as LongRunning);
    assert.deepEqual(await Promise.all(proxies.map(({ exited }) => exited)), [0, 0, 0, 0]);
  });

  it('takes over from one that was killed, whose lock file is still there', async () => {
    const { cwd, home, args } = place();
    const first = start(args, { cwd });
    const { pid } = await announced(first);
    first.child.kill('SIGKILL');
    await first.exited;
    assert.ok(readdirSync(home).includes('runtime.lock'));
    assert.equal(farthing(cwd, ['status', '--home', home]).code, 1);
    const second = start(args, { cwd });
    const taken = await announced(second);
    assert.equal(taken.joined, undefined);
    assert.notEqual(taken.pid, pid);
    await end(second);
  });

  it('says so when another program has the port, and leaves the home free', async () => {
    const { cwd, home } = place();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const run = farthing(cwd, ['proxy', '--json', '--port', String(port), '--home', home]);
    other.close();
    assert.equal(run.code, 2);
    assert.equal(
      run.stderr,
      `farthing: port ${port} is used by another program; choose one with --port, or --port 0 for any that is free\n`,
    );
    const proxy = start(['proxy', '--json', '--port', String(port), '--home', home], { cwd });
    assert.equal((await announced(proxy)).url, `http://127.0.0.1:${port}`);
    await end(proxy);
  });

  it('does not start on a configuration that it does not understand', () => {
    const { cwd, home, args } = place({ runtime: { usr: 'ada' } });
    const run = farthing(cwd, args);
    assert.equal(run.code, 2);
    assert.equal(run.stderr, `farthing: ${home}/config.jsonc:1:13: unknown key "usr"; did you mean "user"?\n`);
    assert.equal(run.stdout, '');
  });

  it('does not start on a damaged ledger, and leaves it as it is', () => {
    const text = 'no database at all, but long enough to be taken for one by who looks only at its size'.repeat(20);
    const cwd = temporaryTree({ 'home/ledger.db': text });
    const run = farthing(cwd, ['proxy', '--json', '--port', '0', '--home', join(cwd, 'home')]);
    assert.equal(run.code, 2);
    assert.match(run.stderr, /^farthing: the ledger .*ledger\.db is damaged .*\n$/);
    assert.equal(readFileSync(join(cwd, 'home/ledger.db'), 'utf8'), text);
  });

  it('holds the budgets of its configuration from the start', async () => {
    const { cwd, home, args } = place({
      runtime: { budgets: [{ scope: 'all', window: 'total', usd: 3 }], request: { outputTokens: 500 } },
    });
    const proxy = start(args, { cwd });
    await announced(proxy);
    const { budgets, request } = JSON.parse(farthing(cwd, ['budget', '--json', '--home', home]).stdout);
    assert.deepEqual(
      budgets.map(({ scope, window, usd }: { scope: string; window: string; usd: number }) => [scope, window, usd]),
      [['all', 'total', 3]],
    );
    assert.deepEqual(request, { outputTokens: 500 });
    await end(proxy);
  });

  it('tells people where it is, what to paste, and what holds', async () => {
    const { cwd, home } = place({ runtime: { budgets: [{ scope: 'user', window: 'day', usd: 5 }] } });
    const proxy = start(['proxy', '--port', '0', '--home', home], { cwd, env: { SHELL: '/usr/bin/fish' } });
    while (!(await proxy.line()).includes('each user')) {}
    const text = proxy
      .output()
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:4141')
      .replace(/pid \d+/, 'pid 7')
      .replaceAll(home, 'HOME');
    assert.equal(
      text,
      `Farthing listens at http://127.0.0.1:4141 (pid 7). Calls that go through it are metered. Ctrl+C stops it.

Point your SDKs at it (fish):
  set -gx OPENAI_BASE_URL http://127.0.0.1:4141/openai/v1
  set -gx ANTHROPIC_BASE_URL http://127.0.0.1:4141/anthropic
  set -gx AWS_ENDPOINT_URL_BEDROCK_RUNTIME http://127.0.0.1:4141/bedrock
  set -gx GOOGLE_GEMINI_BASE_URL http://127.0.0.1:4141/gemini
  or: farthing status --home 'HOME' --env fish | source
  bash: eval "$(farthing status --home 'HOME' --env bash)"
  powershell: farthing status --home 'HOME' --env powershell | Out-String | Invoke-Expression

Spent  Held  Limit   Used  Whose             Begins anew
$0.00     -  $5.00    0 %  each user, a day  -
`,
    );
    const pasted = farthing(cwd, ['status', '--env', 'bash', '--home', home]).stdout;
    assert.match(pasted, /^export OPENAI_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/openai\/v1\nexport ANTHROPIC_BASE_URL=/);
    proxy.child.kill('SIGINT');
    assert.equal(await proxy.exited, 0);
  });

  it('is a program of its own for the extension, with the same first line', async () => {
    const { cwd, home, args } = place();
    const runtime = start(['--port', '0', '--home', home], { cwd, program: runtimeProgram });
    const { url, pid } = await announced(runtime);
    assert.equal(pid, runtime.child.pid);
    const joining = start(args, { cwd });
    assert.deepEqual(await announced(joining), { url, pid, joined: true });
    await end(runtime);
  });

  it('keeps what it writes from everybody else', async () => {
    const { cwd, home, args } = place();
    const proxy = start(args, { cwd });
    await announced(proxy);
    for (const name of readdirSync(home)) assert.equal(statSync(join(home, name)).mode & 0o077, 0, name);
    assert.equal(statSync(home).mode & 0o077, 0);
    await end(proxy);
  });

  it('says which version runs when that is another one', async () => {
    const { cwd, home, args } = place();
    const proxy = start(args, { cwd });
    await announced(proxy);
    const lock = join(home, 'runtime.lock');
    writeFileSync(lock, JSON.stringify({ ...JSON.parse(readFileSync(lock, 'utf8')), version: '0.0.9' }));
    const { stdout, code } = farthing(cwd, ['proxy', '--home', home]);
    assert.equal(code, 0);
    assert.match(stdout, /It is version 0\.0\.9, this is [\d.]+: "farthing stop", then "farthing proxy" again/);
    await end(proxy);
  });
});

describe('a runtime that stops', () => {
  let standIn: StandIn;
  before(async () => {
    standIn = await startStandIn();
  });
  beforeEach(() => standIn.forget());
  after(() => standIn.close());

  it('lets a stream in flight end, and settles it', async () => {
    const { cwd, home, args } = place();
    const proxy = start(args, { cwd, env: { FARTHING_UPSTREAM_OPENAI: standIn.url } });
    const { url } = await announced(proxy);
    let release = () => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    standIn.behave(() => ({ beforeChunk: index => (index === 2 ? released : undefined) }));
    const reply = await chat(url, { prompt: 'slowly', stream: true });
    const chunks: string[] = [];
    const decoder = new TextDecoder();
    for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
      chunks.push(decoder.decode(chunk, { stream: true }));
      if (chunks.length > 1) continue;
      proxy.child.kill('SIGTERM');
      // It refuses newcomers from here on, which shows that it stops.
      while (await fetch(url).catch(() => undefined)) {}
      release();
    }
    assert.match(chunks.join(''), /\[DONE\]/);
    assert.equal(await proxy.exited, 0, proxy.errors());
    const { rows } = JSON.parse(farthing(cwd, ['report', '--by', 'request', '--json', '--home', home]).stdout);
    assert.deepEqual(
      rows.map(({ state, outputTokens }: { state: string; outputTokens: number }) => [state, outputTokens]),
      [['settled', 5]],
    );
  });

  it('does not wait for those who follow it, nor for connections that idle', async () => {
    const { cwd, home, args } = place();
    const proxy = start(args, { cwd, env: { FARTHING_UPSTREAM_OPENAI: standIn.url } });
    const { url } = await announced(proxy);
    const following = start(['tail', '--json', '--last', '1', '--home', home], { cwd });
    // fetch keeps its connection.
    await (await chat(url, { prompt: 'once' })).text();
    assert.equal(JSON.parse(await following.line()).state, 'settled');
    proxy.child.kill('SIGTERM');
    assert.equal(await proxy.exited, 0, proxy.errors());
    const log = readFileSync(join(home, 'runtime.log'), 'utf8');
    const [stops, stopped] = ['stops', 'stopped'].map(word => Date.parse(new RegExp(`^(\\S+) info  ${word}$`, 'm').exec(log)?.[1] ?? ''));
    // The grace for requests in flight is ten seconds.
    assert.ok((stopped as number) - (stops as number) < 9000);
    following.child.kill('SIGINT');
    assert.equal(await following.exited, 0, following.errors());
  });

  it('is not waited for by a second signal', async () => {
    const { cwd, args } = place();
    const proxy = start(args, { cwd, env: { FARTHING_UPSTREAM_OPENAI: standIn.url } });
    const { url } = await announced(proxy);
    const never = new Promise<void>(() => {});
    standIn.behave(() => ({ before: never }));
    const call = chat(url, { prompt: 'never' }).catch(() => undefined);
    await standIn.accepting(1);
    proxy.child.kill('SIGTERM');
    while (await fetch(url).catch(() => undefined)) {}
    proxy.child.kill('SIGTERM');
    assert.equal(await proxy.exited, 2);
    await call;
  });
});

describe('without a runtime', () => {
  it('status says so and exits with 1, stop has nothing to do', () => {
    const { cwd, home } = place();
    const status = farthing(cwd, ['status', '--home', home]);
    assert.deepEqual([status.code, status.stderr], [1, `farthing: no runtime is running in ${home}; "farthing proxy" starts one\n`]);
    const json = farthing(cwd, ['status', '--json', '--home', home]);
    assert.deepEqual([json.code, JSON.parse(json.stdout)], [1, { version: 1, running: false, home }]);
    const stop = farthing(cwd, ['stop', '--home', home]);
    assert.deepEqual([stop.code, stop.stdout], [0, 'No runtime is running.\n']);
  });
});
