import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePolicy } from '../../../../shared/config/policySchema.ts';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import type { Budget } from '../../../../shared/runtime/budget/budget.ts';
import type { Changes } from '../../../../shared/runtime/simulation/changes.ts';
import { changesOf } from '../../../../shared/runtime/simulation/policyChanges.ts';
import { simulate } from '../../../../shared/runtime/simulation/simulate.ts';
import { MINUTE, past, prices, type Row } from './past.ts';

const NO_BUDGETS = { budgets: [], timeZone: 'UTC', unknownPrice: 'refuse' } as const;
const DAY = 24 * 60 * MINUTE;

function changes(policy: object, rows: readonly Row[]): Changes {
  const parsed = parsePolicy(JSON.stringify(policy));
  assert.ok('config' in parsed, JSON.stringify(parsed));
  const made = changesOf(parsed.config, past(rows).calls, prices);
  assert.ok(!('problems' in made));
  return made;
}

describe('a policy held against the ledger', () => {
  const run = (rows: readonly Row[], policy: object = {}, budgets: readonly Budget[] = []) =>
    simulate(past(rows), changes(policy, rows), { ...NO_BUDGETS, budgets });

  it('changes nothing where it says nothing', () => {
    const { total } = run([{}, { model: 'gpt-5.4' }]);
    assert.equal(total.before, total.after);
    assert.equal(total.changed, 0);
  });

  it('is for the calls that it names', () => {
    const rows: Row[] = [
      { model: 'gpt-5.4', site: 'a' },
      { model: 'gpt-5.4', site: 'b' },
      { model: 'gpt-5.5', site: 'a' },
    ];
    const changed = (which: object) => run(rows, { models: [{ ...which, to: 'gpt-5.4-nano' }] }).total.changed;
    assert.deepEqual(
      [changed({}), changed({ site: 'a' }), changed({ model: 'gpt-5.4' }), changed({ model: '*5.4', site: 'b' }), changed({ model: 'o3' })],
      [3, 2, 2, 1, 0],
    );
  });

  it('sends a share elsewhere, and all calls of a conversation the same way', () => {
    const rows = Array.from({ length: 400 }, (): Row => ({ model: 'gpt-5.4' }));
    const { changed } = run(rows, { models: [{ to: 'gpt-5.4-nano', share: 0.25 }] }).total;
    assert.ok(changed > 60 && changed < 140, `${changed} of 400`);
    const turn = { conversation: 'c', requests: 1, toolCalls: 0, tokens: 0 } as never;
    const together = run(
      rows.map(row => ({ ...row, verdicts: { turn } })),
      { models: [{ to: 'gpt-5.4-nano', share: 0.5 }] },
    ).total.changed;
    assert.ok(together === 0 || together === 400);
  });

  it('names a model whose price nobody knows, in place of a figure', () => {
    const parsed = parsePolicy('{"models":[{"to":"gpt-nine"}]}');
    assert.ok('config' in parsed);
    assert.deepEqual(changesOf(parsed.config, past([{ model: 'gpt-5.4' }]).calls, prices), {
      problems: ['the price of "gpt-nine" at openai is not known'],
    });
  });

  it('refuses what does not fit into its budgets, one call after the other', () => {
    const rows: Row[] = [1, 2, 3, 4].map(() => ({ user: 'ann', cost: 400, hold: 500 }));
    const limit: Budget = { scope: 'user', window: 'day', money: asNanos(1_000) };
    const { total } = run([...rows, { user: 'bob', cost: 400, hold: 500 }, { user: 'ann', after: DAY, cost: 400, hold: 500 }], {}, [limit]);
    assert.equal(total.refused, 2);
    assert.equal(total.after, 4 * 400);
  });

  it('holds the worst case of what is under way, scaled where another model answers', () => {
    const together: Row[] = [0, 1, 2].map(after => ({ after, model: 'gpt-5.4', hold: 50_000_000 }));
    const limit: Budget = { scope: 'all', window: 'total', money: asNanos(100_000_000) };
    assert.equal(run(together, {}, [limit]).total.refused, 1);
    assert.equal(run(together, { models: [{ to: 'gpt-5.4-nano' }] }, [limit]).total.refused, 0);
  });

  it('says what it does not know', () => {
    const rows: Row[] = [{ cost: null }, {}];
    const { notModelled } = run(rows, { cache: { exact: true, prompt: '5m' } });
    const said = notModelled.join(' ');
    assert.match(said, /1 call of unknown cost: in no figure/);
    assert.match(said, /1 call made before requests could be told apart/);
    assert.match(said, /1 call whose share of system prompt and tools is not known: without a marker/);
  });

  it('adds up to the nano-dollar, whatever the calls', () => {
    const row = fc.record({ model: fc.constantFrom('gpt-5.4', 'claude-sonnet-5'), site: fc.constantFrom('a', 'b'), cost: fc.nat(1e9) });
    fc.assert(
      fc.property(fc.array(row), fc.nat(1e9), (rows, limit) => {
        const { groups, total } = run(rows, { cache: { exact: true } }, [{ scope: 'all', window: 'day', money: asNanos(limit) }]);
        for (const figure of ['before', 'after', 'calls', 'refused', 'changed'] as const) {
          assert.equal(
            groups.reduce((sum, group) => sum + group[figure], 0),
            total[figure],
          );
        }
        assert.ok(total.after <= limit || total.refused === 0);
      }),
    );
  });
});

describe('a policy as written', () => {
  for (const [written, said] of [
    ['{"modles":[]}', 'unknown key "modles"; did you mean "models"?'],
    ['{"models":[{"from":"a","to":"b"}]}', 'unknown key "from"'],
    ['{"models":[{"model":"a"}]}', '"models.0.to" is missing'],
    ['{"models":[{"to":"b","share":2}]}', '"models.0.share" must be at most 1'],
    ['{"cache":{"prompt":"5min"}}', '"cache.prompt" must be one of "5m", "1h"'],
    ['{"budgets":[{"scope":"users","window":"day"}]}', '"budgets.0.scope" must be one of'],
  ] as const) {
    it(`says what is wrong with ${written}`, () => {
      const parsed = parsePolicy(written);
      assert.ok('problems' in parsed);
      assert.ok(parsed.problems[0]?.message.includes(said), parsed.problems[0]?.message);
    });
  }
});
