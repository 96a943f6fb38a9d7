import assert from 'node:assert/strict';
import { spendStatusText } from '../../../client/spendStatus/spendStatusText.ts';
import { fromDollars } from '../../../shared/money/nanoDollars.ts';
import type { SpendBudget, SpendFigures } from '../../../shared/protocol/spend.ts';
import { NOTHING_SPENT } from '../../../shared/protocol/spendFigures.ts';

const budget = (spent: number, limit: number, unit: 'money' | 'tokens' = 'money'): SpendBudget => ({
  scope: 'user',
  owner: 'ada',
  window: 'day',
  from: 0,
  cover: 'user ada, a day',
  [unit]: { limit: unit === 'money' ? fromDollars(limit) : limit, spent: unit === 'money' ? fromDollars(spent) : spent, held: 0 },
});

describe('the status bar', () => {
  const show = (total: Partial<SpendFigures>, budgets: readonly SpendBudget[] = [], now = 0) =>
    spendStatusText({ today: { total: { ...NOTHING_SPENT, ...total }, until: 1 }, budgets, now, url: 'http://127.0.0.1:4141' });
  const spent = { calls: 3, cost: fromDollars(0.42) };

  it('says what is spent today and the share of the tightest budget', () => {
    const { text, tooltip } = show(spent, [budget(0.42, 5), budget(420, 1000, 'tokens'), budget(0, 0)]);
    assert.equal(text, '$(credit-card) $0.42 · 42 %');
    assert.equal(
      tooltip,
      'Spent today: $0.42, 3 calls\nTightest budget: 420 tokens of 1,000 tokens, user ada, a day\nMetered at http://127.0.0.1:4141',
    );
  });

  it('says nothing of a share where no budget is set', () => {
    const { text, tooltip } = show(spent);
    assert.equal(text, '$(credit-card) $0.42');
    assert.match(tooltip, /No budget is set/);
  });

  for (const [share, severity, percent] of [
    [0.8999, 'none', 89],
    [0.9, 'warning', 90],
    [0.9999, 'warning', 99],
    [1, 'error', 100],
    [1.2, 'error', 120],
  ] as const) {
    it(`is ${severity === 'none' ? 'plain' : `of the colour of ${severity}s`} at ${share * 100} %, and never rounds up`, () => {
      const shown = show(spent, [budget(share * 5, 5)]);
      assert.equal(shown.severity, severity);
      assert.match(shown.text, new RegExp(` ${percent} %$`));
    });
  }

  it('does not say $0.00 for a cost that is not known', () => {
    const { text, tooltip } = show({ calls: 1, unknown: 1 });
    assert.equal(text, '$(credit-card) cost unknown');
    assert.match(tooltip, /The cost of 1 call is not known/);
  });

  it('begins anew at midnight, also when nobody has called since', () => {
    assert.equal(show(spent, [], 1).text, '$(credit-card) $0.00');
  });
});
