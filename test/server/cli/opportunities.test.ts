import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt } from '../../../shared/runtime/ledger/attempt.ts';
import { homeOf, prepareHome } from '../../../shared/runtime/process/home.ts';
import { openSqliteStore } from '../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { attempts, costOf, MINUTE, NOON, type Row } from '../../shared/runtime/simulation/past.ts';
import { temporaryTree } from '../../temporaryTree.ts';
import { farthing } from './command.ts';

const digests = (request: string) => ({ digests: { request, prefix: 'p', prefixPermille: 900 } });
const USAGE = { input: 10_000, output: 100 };

async function write(home: string, rows: readonly Attempt[]): Promise<void> {
  const place = homeOf(home);
  prepareHome(place);
  const store = openSqliteStore({ file: place.ledger, clock: () => NOON, timeZone: 'UTC' });
  await store.keepSite?.({ id: 'site-1', workspace: '/w', path: 'src/answer.ts', line: 12, endLine: 14, symbol: 'answer' }, NOON);
  for (const { hold, end, state: _, ...start } of rows) {
    await store.admit({ start, hold });
    if (end) await store.settle(start.id, end);
  }
  await store.close();
}

describe('farthing on what would have been', function () {
  this.timeout(60_000);
  let folder: string;
  let home: string;
  const rows: Row[] = Array.from({ length: 10 }, (_, index) => ({
    after: index * MINUTE,
    site: 'site-1',
    stream: true,
    verdicts: digests(`${index}`),
  }));
  const since = ['--since', '2026-11-24', '--until', '2026-11-24'];
  const ask = (...args: string[]) => farthing(folder, [...args, '--home', home, ...since]);
  const json = (...args: string[]) => {
    const { code, stdout, stderr } = ask(...args, '--json');
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  before(async () => {
    folder = temporaryTree({ '.keep': '' });
    home = join(folder, 'home');
    await write(home, attempts([...rows, { after: 90 * MINUTE, model: 'gpt-4o', stream: true }]));
  });

  const saved =
    10 * costOf('claude-sonnet-5', USAGE) -
    costOf('claude-sonnet-5', { ...USAGE, cacheWrite5m: 9_000 }) -
    9 * costOf('claude-sonnet-5', { ...USAGE, cacheRead: 9_000 });

  it('report --opportunities: each lever with its line of code, its dollars and its fix', () => {
    const { sites, totals, notKnown } = json('report', '--opportunities');
    const [first] = sites;
    assert.deepEqual([first.path, first.line, first.symbol, first.calls], ['src/answer.ts', 12, 'answer', 10]);
    const found = first.opportunities.find(({ lever }: { lever: string }) => lever === 'prompt-cache');
    assert.deepEqual([found.savedNanos, found.rule, found.confidence], [saved, 'missing-cache-marker', 'assumed']);
    assert.ok(totals.combinedNanos >= saved && totals.combinedNanos <= totals.costNanos);
    assert.ok(notKnown.length > 0);
  });

  it('report --opportunities as a table and as CSV', () => {
    const table = ask('report', '--opportunities').stdout;
    assert.match(table, /^ *Would save +Of +Call site/);
    assert.match(table, /src\/answer\.ts:12 answer +mark system prompt and tools/);
    assert.match(table, /All together: \$[\d.]+ of \$[\d.]+ \(\d+ %\)/);
    const [head = '', ...lines] = ask('report', '--opportunities', '--format', 'csv').stdout.trim().split('\r\n');
    assert.ok(head.startsWith('savedUsd,savedNanos,lever,site,path,line'));
    assert.ok(lines.some(line => line.includes(`,${saved},prompt-cache,site-1,src/answer.ts,12,answer,`)));
  });

  it('simulate: the difference that a policy makes, by site and in all', () => {
    const policy = join(folder, 'policy.jsonc');
    writeFileSync(
      policy,
      '{ // a marker, and a cheaper model\n "cache": { "prompt": "5m" }, "models": [{ "model": "gpt-4o", "to": "gpt-4o-mini" }] }',
    );
    const { rows: groups, totals, notModelled } = json('simulate', '--policy', policy);
    const other = costOf('gpt-4o', USAGE) - costOf('gpt-4o-mini', USAGE);
    assert.equal(totals.differenceNanos, -(saved + other));
    assert.deepEqual(
      groups.map(({ path, model, changed }: Record<string, unknown>) => [path, model, changed]),
      [
        ['src/answer.ts', 'claude-sonnet-5', 10],
        [null, 'gpt-4o', 1],
      ],
    );
    assert.match(notModelled.join(' '), /whether their answers are good enough is not said/);
    assert.match(ask('simulate', '--policy', policy).stdout, /-\$0\.\d+ +\$0\.\d+ +\$0\.\d+ +src\/answer\.ts:12 answer +10 +10 +- +-/);
  });

  it('simulate: says what is wrong with a policy, and where', () => {
    const policy = join(folder, 'wrong.jsonc');
    writeFileSync(policy, '{\n  "modles": []\n}');
    const { code, stderr } = ask('simulate', '--policy', policy);
    assert.equal(code, 2);
    assert.match(stderr, /wrong\.jsonc:2:3: unknown key "modles"; did you mean "models"\?/);
    assert.match(ask('simulate', '--policy', join(folder, 'none.jsonc')).stderr, /cannot read the policy .*none\.jsonc: it does not exist/);
    assert.equal(ask('simulate').code, 2);
  });

  it('say that nothing was metered where nothing was', () => {
    const empty = join(folder, 'empty');
    for (const args of [
      ['report', '--opportunities'],
      ['simulate', '--policy', join(folder, 'policy.jsonc')],
    ]) {
      const { code, stdout } = farthing(folder, [...args, '--home', empty]);
      assert.equal(code, 0);
      assert.match(stdout, /^Nothing was metered/);
    }
  });
});

describe('farthing budget raise', function () {
  this.timeout(60_000);
  const run = (folder: string, ...args: string[]) => farthing(folder, ['budget', ...args, '--home', join(folder, 'home')]);

  it('raises a limit until its window ends, for whom it is said', () => {
    const folder = temporaryTree({ '.keep': '' });
    run(folder, 'set', 'all/day', '--usd', '5');
    run(folder, 'set', 'user/day', '--usd', '5');
    const { code, stdout } = run(folder, 'raise', 'all/day', '--usd', '8', '--json');
    assert.equal(code, 0);
    const [all] = JSON.parse(stdout).budgets.filter(({ scope }: { scope: string }) => scope === 'all');
    assert.deepEqual([all.usd, all.raised], [8, true]);
    assert.match(run(folder, 'raise', 'user/day', '--usd', '8').stderr, /say whose: --owner NAME/);
    assert.equal(run(folder, 'raise', 'user/day', '--usd', '8', '--owner', 'ann').code, 0);
    assert.match(run(folder, 'raise', 'all/day', '--usd', '7').stderr, /the limit is \$8\.00 already/);
    assert.match(run(folder, 'raise', 'team/day', '--usd', '7', '--owner', 'x').stderr, /no budget team\/day of x is set/);
    assert.match(run(folder, 'raise', 'request', '--usd', '7').stderr, /no window to be raised in/);
  });

  it('is undone by setting the limit anew', () => {
    const folder = temporaryTree({ '.keep': '' });
    run(folder, 'set', 'all/day', '--usd', '5');
    run(folder, 'raise', 'all/day', '--usd', '8');
    const [all] = JSON.parse(run(folder, 'set', 'all/day', '--usd', '6', '--json').stdout).budgets;
    assert.deepEqual([all.usd, all.raised], [6, undefined]);
  });
});
