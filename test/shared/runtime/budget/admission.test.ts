import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import { obstacleTo } from '../../../../shared/runtime/budget/admission.ts';
import type { BudgetState } from '../../../../shared/runtime/budget/budget.ts';
import { covered, limitOf, tracksOf } from '../../../../shared/runtime/budget/limits.ts';
import { NOBODY, ownerOf } from '../../../../shared/runtime/budget/scope.ts';
import { reachedThresholds } from '../../../../shared/runtime/budget/thresholds.ts';
import type { Hold } from '../../../../shared/runtime/ledger/attempt.ts';
import { call } from '../store/sqlite/calls.ts';

type Standing = { readonly money?: number; readonly tokens?: number; readonly spent?: number; readonly held?: number };

/** A limit with the same number spent, or held, of money and of tokens. */
function limit({ money, tokens, spent = 0, held = 0 }: Standing): BudgetState {
  return {
    budget: {
      scope: 'all',
      window: 'day',
      ...(money === undefined ? {} : { money: asNanos(money) }),
      ...(tokens === undefined ? {} : { tokens }),
    },
    owner: NOBODY,
    from: 0,
    spent: { money: asNanos(spent), tokens: spent },
    held: { money: asNanos(held), tokens: held },
  };
}

const hold = (money?: number, tokens?: number): Hold => ({
  ...(money === undefined ? {} : { money: asNanos(money) }),
  ...(tokens === undefined ? {} : { tokens }),
});

describe('whether a call fits', () => {
  it('a call fits to the last nano-dollar and the last token', () => {
    assert.equal(obstacleTo(hold(10, 10), [limit({ money: 100, tokens: 100, spent: 60, held: 30 })], 'refuse'), undefined);
  });

  it('one nano-dollar too many is refused, and the limit is named', () => {
    const tight = limit({ money: 100, spent: 60, held: 31 });
    assert.deepEqual(obstacleTo(hold(10, 10), [limit({ money: 1_000 }), tight], 'refuse'), { because: tight, unit: 'money' });
  });

  it('of several limits that do not fit, the one with the least room for it is named', () => {
    const half = limit({ money: 5 });
    const nothing = limit({ tokens: 100, spent: 100 });
    assert.deepEqual(obstacleTo(hold(10, 10), [half, nothing], 'refuse'), { because: nothing, unit: 'tokens' });
  });

  it('what asks for nothing fits even into an overspent limit', () => {
    assert.equal(obstacleTo(hold(0, 0), [limit({ money: 100, tokens: 100, spent: 150 })], 'refuse'), undefined);
  });

  it('a worst case that is not known fails a limit of that unit alone', () => {
    const money = limit({ money: 100 });
    assert.deepEqual(obstacleTo(hold(undefined, 10), [money], 'refuse'), { unpriceable: money, unit: 'money' });
    assert.deepEqual(obstacleTo(undefined, [money], 'refuse'), { unpriceable: money, unit: 'money' });
    assert.equal(obstacleTo(hold(undefined, 10), [limit({ tokens: 100 })], 'refuse'), undefined);
  });

  it('a worst case that is not known passes where the user says so, and what is known of it is still held to the limits', () => {
    assert.equal(obstacleTo(undefined, [limit({ money: 100 })], 'allow'), undefined);
    const tokens = limit({ tokens: 5 });
    assert.deepEqual(obstacleTo(hold(undefined, 10), [limit({ money: 100 }), tokens], 'allow'), { because: tokens, unit: 'tokens' });
  });
});

describe('which limits cover a call', () => {
  const each = { scope: 'user', window: 'day', tokens: 100 } as const;
  const bobs = { scope: 'user', window: 'day', owner: 'bob', tokens: 5 } as const;

  it('who has a limit of his own is not under the one that each has', () => {
    const [track] = tracksOf([each, bobs]);
    assert.ok(track);
    assert.equal(limitOf(track, 'bob', 0), bobs);
    assert.equal(limitOf(track, 'ann', 0), each);
  });

  it('a limit of one owner covers nobody else', () => {
    assert.equal(covered(tracksOf([bobs]), call({ identity: { user: 'ann' } })), false);
    assert.equal(covered(tracksOf([bobs]), call({ identity: { user: 'bob' } })), true);
  });

  it('calls that say no user share the limit of nobody, so that leaving it out is no way around', () => {
    const anonymous = call({ identity: { user: undefined } });
    assert.equal(ownerOf('user', anonymous), NOBODY);
    assert.equal(covered(tracksOf([each]), anonymous), true);
  });

  it('every kind of scope finds its owner', () => {
    const start = call({ model: 'gpt-5', identity: { user: 'u', team: 't', project: 'p', site: 's', key: 'k' } });
    const owners = (['user', 'team', 'project', 'site', 'key', 'model', 'all'] as const).map(scope => ownerOf(scope, start));
    assert.deepEqual(owners, ['u', 't', 'p', 's', 'k', 'gpt-5', NOBODY]);
  });
});

describe('thresholds', () => {
  const percents = (standing: Standing) => reachedThresholds(limit(standing)).map(alert => alert.percent);

  for (const [spent, reached] of [
    [0, []],
    [69, []],
    [70, [70]],
    [89, [70]],
    [90, [70, 90]],
    [100, [70, 90, 100]],
    [150, [70, 90, 100]],
  ] as const) {
    it(`${spent} of 100 spent has reached ${reached.length === 0 ? 'none' : reached.join(', ')}`, () => {
      assert.deepEqual(percents({ money: 100, spent }), reached);
    });
  }

  it('what is only held has reached nothing', () => assert.deepEqual(percents({ money: 100, held: 100 }), []));

  it('a limit of nothing is reached by the first nano-dollar', () => {
    assert.deepEqual(percents({ money: 0 }), []);
    assert.deepEqual(percents({ money: 0, spent: 1 }), [70, 90, 100]);
  });

  it('a threshold is reached exactly when that share of the limit is spent, to the nano-dollar', () => {
    const amounts = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(amounts, amounts, (money, spent) => {
        for (const percent of [70, 90, 100] as const) {
          assert.equal(percents({ money, spent }).includes(percent), BigInt(spent) * 100n >= BigInt(money) * BigInt(percent));
        }
      }),
    );
  });
});
