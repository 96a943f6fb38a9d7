import assert from 'node:assert/strict';
import { raiseLabel, raiseQuestion, writtenRaise } from '../../../client/spendStatus/alertWords.ts';
import { fromDollars } from '../../../shared/money/nanoDollars.ts';
import type { SpendAlert, SpendBudget } from '../../../shared/protocol/spend.ts';

function alert(changes: Partial<SpendBudget> = {}, unit: SpendAlert['unit'] = 'money'): SpendAlert {
  const money = { limit: fromDollars(5), spent: fromDollars(4.61), held: 0 };
  const budget = { scope: 'user', owner: 'ada', window: 'day', from: 1, cover: 'user ada, a day', money, ...changes } as const;
  return { id: 'ada-day-90', at: 2, percent: 90, unit, budget, message: '' };
}
const tokens = (limit: number, spent: number) => alert({ tokens: { limit, spent, held: 0 } }, 'tokens');

describe('an alert in the editor', () => {
  it('offers a raise that ends with the window', () => {
    assert.deepEqual(
      (['day', 'week', 'month', 'total'] as const).map(window => raiseLabel(alert({ window }))),
      ['Raise for Today', 'Raise for This Week', 'Raise for This Month', 'Raise'],
    );
  });

  for (const [what, limit, spent, suggested] of [
    ['half as much again', 5, 4.61, '7.50'],
    ['above what is spent, where that is more', 1, 3, '3.80'],
    ['in fractions of a cent', 0.002, 0.0019, '0.003'],
  ] as const) {
    it(`suggests ${what}`, () => {
      const money = { limit: fromDollars(limit), spent: fromDollars(spent), held: 0 };
      assert.equal(raiseQuestion(alert({ money })).suggested, suggested);
      assert.equal(typeof writtenRaise(alert({ money }), suggested), 'object');
    });
  }

  it('suggests whole thousands of tokens', () => {
    assert.deepEqual(raiseQuestion(tokens(10_000, 9_100)), {
      prompt: 'The limit in tokens for today: user ada, a day',
      suggested: '15000',
    });
  });

  it('reads what is written as a limit of that window', () => {
    assert.deepEqual(writtenRaise(alert(), ' $7.50 '), { scope: 'user', window: 'day', owner: 'ada', from: 1, money: 7_500_000_000 });
    assert.deepEqual(writtenRaise(tokens(10_000, 1), '20,000'), { scope: 'user', window: 'day', owner: 'ada', from: 1, tokens: 20_000 });
  });

  for (const [written, said] of [
    ['', 'Write a number'],
    ['much', 'Write a number'],
    ['-1', 'Write a number'],
    ['5', 'Write more than the limit is now'],
    ['10000000', 'Write less than nine million dollars'],
  ] as const) {
    it(`does not take "${written}"`, () => assert.equal(writtenRaise(alert(), written), said));
  }

  it('takes no fraction of a token', () => assert.equal(writtenRaise(tokens(10, 1), '20.5'), 'Write a whole number of tokens'));
});
