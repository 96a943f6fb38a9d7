import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { budgetTable } from '../../../server/cli/formats/budgetTable.ts';
import { describeTerminal } from '../../../server/cli/terminal.ts';
import { asNanos } from '../../../shared/money/nanoDollars.ts';
import type { LimitsInForce } from '../../../shared/runtime/budget/limitsInForce.ts';
import { farthing, temporaryTree } from './command.ts';
import { seedLedger } from './seededLedger.ts';

function place() {
  const cwd = temporaryTree({});
  const home = join(cwd, 'home');
  return { home, budget: (...args: string[]) => farthing(cwd, ['budget', ...args, '--home', home], { env: { TZ: 'UTC' } }) };
}

describe('farthing budget', () => {
  it('shows what was set, whether or not a runtime runs', () => {
    const { budget } = place();
    assert.equal(budget('set', 'user/day', '--usd', '5').code, 0);
    assert.equal(budget('set', 'team/month', '--owner', 'search', '--tokens', '10000000').code, 0);
    assert.equal(
      budget('set', 'request', '--input-tokens', '8000', '--output-tokens', '2000').stdout.replace(/\d{4}-\d{2}-01 00:00/, 'NEXT MONTH'),
      `Spent  Held           Limit   Used  Whose                 Begins anew
0 tok     -  10,000,000 tok    0 %  team search, a month  NEXT MONTH
$0.00     -           $5.00    0 %  each user, a day      -
One request: at most 8,000 input tokens, 2,000 output tokens.
`,
    );
    const { version, budgets, request } = JSON.parse(budget('--json').stdout);
    assert.equal(version, 1);
    assert.deepEqual(request, { inputTokens: 8000, outputTokens: 2000 });
    assert.deepEqual(
      budgets.map(({ scope, window, owner, limitOwner, usd, tokens }: Record<string, unknown>) => [
        scope,
        window,
        owner,
        limitOwner,
        usd,
        tokens,
      ]),
      [
        ['team', 'month', 'search', 'search', undefined, 10_000_000],
        ['user', 'day', null, null, 5, undefined],
      ],
    );
  });

  it('changes one limit and leaves the other', () => {
    const { budget } = place();
    budget('set', 'user/day', '--usd', '5', '--tokens', '1000');
    budget('set', 'user/day', '--usd', '0.5');
    budget('set', 'request', '--usd', '1');
    budget('set', 'request', '--output-tokens', '100');
    const { budgets, request } = JSON.parse(budget('--json').stdout);
    assert.deepEqual([budgets[0].usd, budgets[0].tokens, request], [0.5, 1000, { usd: 1, outputTokens: 100 }]);
  });

  it('removes what was set, and says so when there was nothing', () => {
    const { budget } = place();
    budget('set', 'user/day', '--usd', '5');
    budget('set', 'user/day', '--owner', 'ada', '--usd', '50');
    budget('set', 'request', '--usd', '1');
    assert.equal(budget('remove', 'user/day', '--owner', 'ada').code, 0);
    assert.deepEqual(budget('remove', 'user/day', '--owner', 'ada'), {
      code: 2,
      stdout: '',
      stderr: 'farthing: no budget user/day of ada is set; "farthing budget" shows those that are\n',
    });
    budget('remove', 'request');
    assert.equal(
      budget('remove', 'user/day').stdout,
      'No budget is set: nothing is refused. `farthing budget set user/day --usd 5` sets one.\n',
    );
  });

  it('makes no ledger by looking', () => {
    const { home, budget } = place();
    assert.match(budget().stdout, /^No budget is set/);
    assert.equal(budget('remove', 'user/day').code, 2);
    assert.ok(!existsSync(home));
  });

  it('counts what was spent before it was set', async () => {
    const { home, budget } = place();
    const at = new Date().toISOString();
    await seedLedger(home, [
      { at, user: 'ada', cost: 4.61 },
      { at, user: 'bob', state: 'held', holds: 0.25 },
      { at, cost: 1 },
    ]);
    const { budgets } = JSON.parse(budget('set', 'user/day', '--usd', '5', '--json').stdout);
    const rows = budgets.map(({ owner, spentUsd, heldUsd }: Record<string, unknown>) => [owner, spentUsd, heldUsd]);
    // The process that held died: what it held is charged.
    assert.deepEqual(rows.sort(), [
      ['', 1, 0],
      ['ada', 4.61, 0],
      ['bob', 0.25, 0],
    ]);
  });

  for (const [args, sentence] of [
    [['sett', 'user/day', '--usd', '5'], 'farthing: there is no "farthing budget sett"; did you mean "set"?\n'],
    [['set', 'usr/day', '--usd', '5'], 'farthing: there is no budget for "usr"; did you mean "user"?\n'],
    [['set', 'user/dya', '--usd', '5'], 'farthing: there is no window "dya"; there are day, week, month, total\n'],
    [['set', 'user', '--usd', '5'], 'farthing: a budget needs a window: user/day, user/week, user/month, user/total\n'],
    [['set', 'user/day/x', '--usd', '5'], 'farthing: there is no window "day/x"; did you mean "day"?\n'],
    [['set', 'user/day'], 'farthing: say how much: --usd or --tokens\n'],
    [['set', 'request'], 'farthing: say how much: --usd, --input-tokens or --output-tokens\n'],
    [['set', 'request', '--tokens', '5'], 'farthing: tokens of one request are limited by --input-tokens and --output-tokens\n'],
    [
      ['set', 'user/day', '--input-tokens', '5'],
      'farthing: --input-tokens and --output-tokens limit one request: farthing budget set request ...\n',
    ],
    [['set', 'all/day', '--owner', 'ada', '--usd', '5'], 'farthing: a budget of all calls has no --owner\n'],
    [
      ['set', 'user/day', '--usd', '-5'],
      "error: option '--usd <amount>' argument '-5' is invalid. It must be an amount of dollars.\n(farthing --help tells more)\n",
    ],
    [
      ['set', 'user/day', '--tokens', '1.5'],
      "error: option '--tokens <n>' argument '1.5' is invalid. It must be a whole number.\n(farthing --help tells more)\n",
    ],
  ] as const) {
    it(`refuses "${args.join(' ')}" in a sentence`, () => {
      const { home, budget } = place();
      assert.deepEqual(budget(...args), { code: 2, stdout: '', stderr: sentence });
      assert.ok(!existsSync(home));
    });
  }
});

describe('the table of budgets in a terminal', () => {
  const dollars = (amount: number) => asNanos(Math.round(amount * 1e9));
  const limits = (spent: number, held: number): LimitsInForce => {
    const budget = { scope: 'user', window: 'day', money: dollars(10) } as const;
    const state = { budget, owner: 'ada', from: 0, until: Date.UTC(2026, 10, 25) };
    const of = (amount: number) => ({ money: dollars(amount), tokens: 0 });
    return { budgets: [{ budget, states: [{ ...state, spent: of(spent), held: of(held) }] }], request: {} };
  };
  const bar = (spent: number, held: number) => {
    const [, row = ''] = budgetTable(limits(spent, held), 'UTC', describeTerminal({ isTTY: true, columns: 120 }, false)).split('\n');
    return /[█▒░│]+ +\d+ %/.exec(row)?.[0];
  };

  it('draws what is spent and held, with marks where alerts are told', () => {
    assert.equal(bar(0, 0), '░░░░░░░░░░░░░░│░░░░│░░│   0 %');
    assert.equal(bar(5, 1), '██████████▒▒░░│░░░░│░░│  50 %');
    assert.equal(bar(9.2, 0.8), '██████████████│████│▒▒│  92 %');
    assert.equal(bar(12, 5), '██████████████│████│██│ 120 %');
  });

  it('does not say 100 % before all is spent', () => {
    assert.match(bar(9.999, 0) ?? '', / 99 %$/);
  });
});
