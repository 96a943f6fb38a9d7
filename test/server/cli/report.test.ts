import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { before } from 'mocha';
import { sinceOf, untilOf } from '../../../server/cli/period.ts';
import { farthing, temporaryTree } from './command.ts';
import { start } from './longRunning.ts';
import { seedLedger } from './seededLedger.ts';

const UTC = { env: { TZ: 'UTC' } };

describe('farthing report', () => {
  let cwd: string;
  let home: string;
  const report = (...args: string[]) => {
    const run = farthing(cwd, ['report', ...args, '--home', home], UTC);
    assert.equal(run.code, 0, run.stderr);
    return run.stdout;
  };

  before(async () => {
    cwd = temporaryTree({});
    home = join(cwd, 'home');
    await seedLedger(home, [
      {
        at: '2026-11-23T09:00Z',
        model: 'gpt-4o',
        user: 'ada',
        input: 12_000,
        cacheRead: 9000,
        output: 800,
        cost: 0.0315,
        tags: { feature: 'search' },
      },
      { at: '2026-11-23T10:00Z', model: 'gpt-4o', user: 'ada', saved: 0.0315, input: 12_000, output: 800 },
      { at: '2026-11-24T09:00Z', model: 'gpt-4o-mini', user: 'bob', input: 5000, output: 40, cost: 0.000774, state: 'aborted' },
      {
        at: '2026-11-24T10:00Z',
        model: 'house-llm',
        user: 'bob',
        input: 700,
        output: 70,
        cost: null,
        holds: 0.25,
        tags: { feature: 'chat' },
      },
      { at: '2026-11-24T11:00Z', model: 'gpt-4o', cost: 0, input: 0, output: 0, state: 'failed' },
      { at: '2026-11-24T11:30Z', model: '=cmd|\u001b[31m', user: 'eve, "the" evil', cost: 0.01 },
    ]);
  });

  it('prints the money first, rows that add up, and what is not in the sum', () => {
    assert.equal(
      report(),
      `    Cost  Model        Calls   Input  of it cached  Output   Saved
$0.0315   gpt-4o           3  12,000         9,000     800  $0.032
$0.01     =cmd|\uFFFD[31m       1   1,000             -     100       -
$0.00077  gpt-4o-mini      1   5,000             -      40       -
 unknown  house-llm        1     700             -      70       -
$0.04227  in all           6  18,700         9,000   1,010  $0.032

The cost of 1 call is not known and in no sum; budgets count $0.25 for it, the worst case.
1 aborted, 1 failed.
Exact cache: 1 of 6 answered (17 %), $0.032 saved.
Prompt caches of the providers: 48 % of the input was read from them.
Top users: ada $0.032, eve, "the" evil $0.01, bob $0.00077.
`,
    );
  });

  it('prints single calls in the order of time, the latest where there are many', () => {
    assert.equal(
      report('--by', 'request', '--top', '3', '--user', 'bob'),
      `    Cost  Time              Model        Input  of it cached  Output  State    User
$0.00077  2026-11-24 09:00  gpt-4o-mini  5,000             -      40  aborted  bob
 unknown  2026-11-24 10:00  house-llm      700             -      70  settled  bob
$0.00077  in all 2                       5,700             -     110

The cost of 1 call is not known and in no sum; budgets count $0.25 for it, the worst case.
1 aborted.
Exact cache: 0 of 2 answered (0 %), $0.00 saved.
`,
    );
  });

  it('is JSON for scripts: costs that are not known are null, never 0', () => {
    const { version, by, rows, totals } = JSON.parse(report('--json', '--by', 'request'));
    assert.deepEqual([version, by, rows.length], [1, 'request', 6]);
    const costs = rows.map(({ state, costUsd, costNanos, savedUsd }: Record<string, unknown>) => [state, costUsd, costNanos, savedUsd]);
    assert.deepEqual(costs, [
      ['settled', 0.0315, 31_500_000, 0],
      ['settled', 0, 0, 0.0315],
      ['aborted', 0.000774, 774_000, 0],
      ['settled', null, null, 0],
      ['failed', 0, 0, 0],
      ['settled', 0.01, 10_000_000, 0],
    ]);
    assert.deepEqual([totals.attempts, totals.costNanos, totals.unknownCost, totals.cache.hits], [6, 42_274_000, 1, 1]);
    assert.deepEqual(rows[0].tags, { feature: 'search' });
    const grouped = JSON.parse(report('--json', '--by', 'model'));
    assert.deepEqual(
      grouped.rows.map(
        ({ model, attempts, inputTokens, cachedTokens, outputTokens, costUsd, costNanos, savedUsd }: Record<string, unknown>) => [
          model,
          attempts,
          inputTokens,
          cachedTokens,
          outputTokens,
          costUsd,
          costNanos,
          savedUsd,
        ],
      )[0],
      ['gpt-4o', 3, 12_000, 9000, 800, 0.0315, 31_500_000, 0.0315],
    );
  });

  it('is CSV for spreadsheets, in which no name is a formula', () => {
    const file = join(cwd, 'report.csv');
    assert.equal(report('--format', 'csv', '--by', 'user', '--output-file', file), '');
    const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\r\n');
    assert.equal(
      head,
      'user,attempts,inputTokens,cachedTokens,outputTokens,reasoningTokens,costUsd,costNanos,unknownCost,heldUsd,savedUsd,cacheHits,cacheMisses',
    );
    assert.ok(lines.includes('"eve, ""the"" evil",1,1000,0,100,0,0.01,10000000,0,0,0,0,1'), lines.join('\n'));
    assert.match(report('--format', 'csv'), /^'=cmd\|/m);
  });

  it('takes the calls of a period, a day being meant to its end', () => {
    const attempts = (...args: string[]) => JSON.parse(report('--json', ...args)).totals.attempts;
    assert.equal(attempts('--since', '2026-11-24'), 4);
    assert.equal(attempts('--until', '2026-11-23'), 2);
    assert.equal(attempts('--since', '2026-11-24T10:00Z', '--until', '2026-11-24T11:00Z'), 1);
    assert.equal(attempts('--tag', 'feature=search'), 1);
  });

  it('makes a row for each value of a tag', () => {
    const { rows } = JSON.parse(report('--json', '--by', 'tag', '--tag', 'feature'));
    assert.deepEqual(
      rows.map(({ tag, attempts }: Record<string, unknown>) => [tag, attempts]).sort(),
      [
        [null, 4],
        ['chat', 1],
        ['search', 1],
      ].sort(),
    );
  });

  it('says what it does not understand', () => {
    for (const [args, sentence] of [
      [['--since', 'tomorow'], /^farthing: --since tomorow is no point in time; write 2026-11-24, today,/],
      [['--since', '2026-02-30'], /--since 2026-02-30 is no point in time/],
      [['--tag', 'feature'], /--tag feature goes with --by tag/],
      [['--by', 'modle'], /argument 'modle' is invalid/],
    ] as const) {
      const run = farthing(cwd, ['report', ...args, '--home', home], UTC);
      assert.equal(run.code, 2);
      assert.match(run.stderr, sentence);
    }
  });

  it('of a home without a ledger says how to begin, and is empty for scripts', () => {
    const empty = join(cwd, 'empty');
    const { stdout, code } = farthing(cwd, ['report', '--home', empty], UTC);
    assert.deepEqual([code, stdout], [0, `Nothing was metered (${empty}). "farthing proxy" meters what goes through it.\n`]);
    const { rows, totals } = JSON.parse(farthing(cwd, ['report', '--json', '--home', empty], UTC).stdout);
    assert.deepEqual([rows, totals.attempts, totals.costUsd], [[], 0, 0]);
  });

  it('of a damaged ledger says so and leaves it alone', () => {
    const damaged = temporaryTree({ 'ledger.db': 'no database at all, but long enough to be taken for one by who looks only at its size' });
    const run = farthing(cwd, ['report', '--home', damaged], UTC);
    assert.equal(run.code, 2);
    assert.match(run.stderr, /^farthing: .*ledger\.db.*\n$/);
    assert.match(readFileSync(join(damaged, 'ledger.db'), 'utf8'), /^no database/);
  });
});

describe('farthing tail', () => {
  it('follows what others write, one JSON object a line', async () => {
    const cwd = temporaryTree({});
    const home = join(cwd, 'home');
    await seedLedger(home, [{ at: '2026-11-24T09:00Z', user: 'ada', cost: 0.5 }]);
    const tail = start(['tail', '--json', '--last', '1', '--home', home], { cwd });
    const first = JSON.parse(await tail.line());
    assert.deepEqual(
      [first.type, first.request, first.costNanos, first.user, first.state],
      ['call', 'call-01', 500_000_000, 'ada', 'settled'],
    );
    await seedLedger(home, [{ id: 'later', at: '2026-11-24T10:00Z', cost: null }]);
    const second = JSON.parse(await tail.line());
    assert.deepEqual([second.seq > first.seq, second.request, second.costUsd], [true, 'later', null]);
    tail.child.kill('SIGINT');
    assert.equal(await tail.exited, 0, tail.errors());
  });

  it('tells people the money first', async () => {
    const cwd = temporaryTree({});
    const home = join(cwd, 'home');
    await seedLedger(home, [
      { at: '2026-11-24T09:00Z', user: 'ada', input: 1200, output: 34, cost: 0.00334 },
      { at: '2026-11-24T09:01Z', saved: 0.00334 },
      { at: '2026-11-24T09:02Z', cost: null, holds: 0.25, state: 'aborted', notes: ['the client went away'] },
    ]);
    const tail = start(['tail', '--home', home], { cwd });
    const lines = [await tail.line(), await tail.line(), await tail.line()];
    tail.child.kill('SIGTERM');
    assert.equal(await tail.exited, 0);
    assert.deepEqual(lines, [
      '   $0.0033  09:00:00  gpt-4o                        1,200 in         34 out  ada',
      '     $0.00  09:01:00  gpt-4o                        1,000 in        100 out  -  from the cache, $0.0033 saved',
      '   unknown  09:02:00  gpt-4o                        1,000 in        100 out  -  aborted (200); budgets count $0.25; the client went away',
    ]);
  });
});

describe('a period', () => {
  const now = Date.parse('2026-11-24T15:30:00Z');
  const iso = (instant: number | undefined) => (instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 16));

  for (const [written, zone, since, until] of [
    ['2026-11-24', 'UTC', '2026-11-24T00:00', '2026-11-25T00:00'],
    ['2026-11-24', 'Europe/Berlin', '2026-11-23T23:00', '2026-11-24T23:00'],
    // The day on which clocks go back has 25 hours.
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00', '2026-10-25T23:00'],
    ['today', 'America/New_York', '2026-11-24T05:00', '2026-11-25T05:00'],
    ['yesterday', 'UTC', '2026-11-23T00:00', '2026-11-24T00:00'],
    ['week', 'UTC', '2026-11-23T00:00', '2026-11-30T00:00'],
    ['month', 'UTC', '2026-11-01T00:00', '2026-12-01T00:00'],
    ['24h', 'UTC', '2026-11-23T15:30', '2026-11-23T15:30'],
    ['2w', 'UTC', '2026-11-10T15:30', '2026-11-10T15:30'],
    ['2026-11-24T09:00+02:00', 'UTC', '2026-11-24T07:00', '2026-11-24T07:00'],
    ['2026-02-30', 'UTC', undefined, undefined],
    ['soon', 'UTC', undefined, undefined],
  ] as const) {
    it(`${written} in ${zone} begins at ${since}`, () => {
      assert.deepEqual([iso(sinceOf(written, { now, zone })), iso(untilOf(written, { now, zone }))], [since, until]);
    });
  }

  it('is never understood as a number that is none', () => {
    fc.assert(
      fc.property(fc.string(), written => {
        for (const instant of [sinceOf(written, { now, zone: 'UTC' }), untilOf(written, { now, zone: 'UTC' })]) {
          assert.ok(instant === undefined || Number.isFinite(instant));
        }
      }),
    );
  });
});
