import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import { opportunities } from '../../../../shared/runtime/opportunities/opportunities.ts';
import type { Lever } from '../../../../shared/runtime/opportunities/opportunity.ts';
import { costOf, MINUTE, NOON, past, prices, type Row } from '../simulation/past.ts';

const find = (rows: readonly Row[]) => opportunities(past(rows), { prices, now: new Date(NOON) });
const times = (count: number, row: (index: number) => Row): Row[] => Array.from({ length: count }, (_, index) => row(index));
const digests = (request: string, prefix = 'p', prefixPermille = 900) => ({ digests: { request, prefix, prefixPermille } });

describe('opportunities', () => {
  const lever = (rows: readonly Row[], name: Lever) => find(rows).sites[0]?.opportunities.find(one => one.lever === name);

  it('the figure of prompt caching is what writing once and reading after would have cost less', () => {
    const rows = times(10, index => ({ after: index * MINUTE, verdicts: digests(`r${index}`), stream: true }));
    const found = lever(rows, 'prompt-cache');
    const usage = { input: 10_000, output: 100 };
    const asItWas = 10 * costOf('claude-sonnet-5', usage);
    const cached =
      costOf('claude-sonnet-5', { ...usage, cacheWrite5m: 9_000 }) + 9 * costOf('claude-sonnet-5', { ...usage, cacheRead: 9_000 });
    assert.equal(found?.saved, asItWas - cached);
    assert.equal(found?.calls, 9);
    assert.equal(found?.rule, 'missing-cache-marker');
    assert.equal(found?.confidence, 'assumed');
  });

  it('the longer life is advised where calls come too late for the short one', () => {
    const rows = times(10, index => ({ after: index * 20 * MINUTE, verdicts: digests(`r${index}`), stream: true }));
    assert.match(lever(rows, 'prompt-cache')?.action ?? '', /1 hour/);
  });

  it('no marker is advised where it would cost more than it saves', () => {
    const rows = times(3, index => ({ after: index * 600 * MINUTE, verdicts: digests(`r${index}`) }));
    assert.equal(lever(rows, 'prompt-cache'), undefined);
  });

  it('a successor that costs less is advised by the rule that finds it', () => {
    const found = lever([{ model: 'gpt-4o', stream: true }], 'model');
    assert.match(found?.action ?? '', /its successor gpt-6-luna/);
    assert.equal(found?.rule, 'superseded-model');
    assert.match(found?.assumption ?? '', /if quality holds/);
  });

  it('a cheaper model of the same provider is a step down, has room for the longest call, and is of its kind', () => {
    const found = lever([{ model: 'gpt-5.4', usage: { input: 900_000, output: 100 } }], 'model');
    const id = found?.action.split(' ').at(-1) ?? '';
    const facts = prices.lookup({ provider: 'openai', model: id, at: new Date(NOON) });
    assert.ok(!('unknown' in facts) && (facts.contextTokens ?? 0) >= 900_100 && facts.reasoning && facts.successor === undefined, id);
  });

  it('an output limit is advised from twenty answers on, at what nearly all have', () => {
    const long = (count: number) => times(count, index => ({ usage: { input: 10, output: index === 0 ? 9_000 : 100 }, stream: true }));
    assert.equal(lever(long(19), 'output-limit'), undefined);
    const found = lever(long(40), 'output-limit');
    assert.match(found?.action ?? '', /limit the output to 100 tokens/);
    assert.equal(
      found?.saved,
      costOf('claude-sonnet-5', { input: 10, output: 9_000 }) - costOf('claude-sonnet-5', { input: 10, output: 100 }),
    );
  });

  it('batches are for what nobody waits for', () => {
    assert.equal(lever([{ stream: true }], 'batch'), undefined);
    const usage = { input: 10_000, output: 100 };
    assert.equal(lever([{}], 'batch')?.saved, costOf('claude-sonnet-5', usage) - costOf('claude-sonnet-5', { ...usage, batch: true }));
  });

  it('the exact cache is credited with the very same requests alone', () => {
    const rows: Row[] = [{ verdicts: digests('a') }, { verdicts: digests('a') }, { verdicts: digests('b') }, {}];
    const found = lever(rows, 'exact-cache');
    assert.equal(found?.saved, costOf('claude-sonnet-5', { input: 10_000, output: 100 }));
    assert.equal(found?.confidence, 'measured');
    assert.match(find(rows).notKnown.join(' '), /1 call made before requests could be told apart/);
  });

  it('semantic cache and router are credited with what their shadow modes noted, and said to be off where they were', () => {
    const semantic = { mode: 'shadow', outcome: 'would' } as const;
    const route = { mode: 'shadow', asked: 'claude-sonnet-5', chosen: 'claude-haiku-4-5', complexity: 0.1, reasons: [] } as const;
    const rows: Row[] = [{ end: { verdicts: { semantic } }, verdicts: { route } }, { verdicts: { route } }];
    assert.equal(lever(rows, 'semantic-cache')?.calls, 1);
    assert.equal(lever(rows, 'routing')?.calls, 2);
    assert.doesNotMatch(find(rows).notKnown.join(' '), /was off/);
    assert.match(find([{}]).notKnown.join(' '), /semantic cache would have saved is not known: it was off/);
  });

  it('calls of unknown cost are in no figure, and said to be', () => {
    const { cost, calls, notKnown } = find([{ cost: null }, {}]);
    assert.equal(calls, 1);
    assert.equal(cost, costOf('claude-sonnet-5', { input: 10_000, output: 100 }));
    assert.match(notKnown.join(' '), /1 call of unknown cost: in no figure/);
  });

  it('sites come in the order of what they would save together', () => {
    const { sites } = find([{ site: 'small', usage: { input: 100, output: 1 } }, { site: 'large' }, { model: 'gpt-5.4' }]);
    assert.deepEqual(
      sites.map(({ site }) => site),
      [...sites].sort((a, b) => b.combined - a.combined).map(({ site }) => site),
    );
    assert.ok(sites.some(({ site, model }) => site === null && model === 'gpt-5.4'));
  });

  it('what they save together is counted once: at least the best, at most all, and never more than was spent', () => {
    const row = fc.record({
      after: fc.nat(1e7),
      model: fc.constantFrom('claude-sonnet-5', 'gpt-5.4', 'gpt-4o'),
      site: fc.constantFrom('a', 'b'),
      stream: fc.boolean(),
      usage: fc.record({ input: fc.nat(50_000), output: fc.nat(5_000) }),
      verdicts: fc.constantFrom('r', 's', 't').map(request => digests(request)),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), rows => {
        const { sites, cost, combined } = find(rows);
        assert.equal(
          sites.reduce((sum, site) => sum + site.combined, 0),
          combined,
        );
        assert.ok(combined <= cost);
        for (const site of sites) {
          const alone = site.opportunities.map(({ saved }) => Number(saved));
          assert.ok(site.combined >= Math.max(...alone));
          assert.ok(site.combined <= asNanos(alone.reduce((sum, saved) => sum + saved, 0)) || site.opportunities.length > 1);
          assert.ok(alone.every(saved => saved > 0));
        }
      }),
      { numRuns: 60 },
    );
  });
});
