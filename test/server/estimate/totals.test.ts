import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CallSite, CallSiteId } from '../../../server/calls/callSite.ts';
import { toContract } from '../../../server/estimate/toContract.ts';
import { totalsByFile, totalsOf } from '../../../server/estimate/totals.ts';
import { call, estimator, hole, present, system, text, unknownField, user } from './calls.ts';

const estimate = estimator();
const priced = (site: Partial<CallSite> = {}) => {
  const one = call(site);
  return { call: one, estimate: estimate(one) };
};

describe('totals', () => {
  it('sum what is known and count what is not', () => {
    const totals = totalsOf([priced(), priced({ model: present('claude-haiku-5-5') }), priced({ model: unknownField('a parameter') })]);
    assert.deepEqual([totals.calls, totals.priced, totals.unknown], [3, 2, 1]);
    const [one, other] = [priced(), priced({ model: present('claude-haiku-5-5') })].map(({ estimate: each }) =>
      each.known ? each.perCall.expected : 0,
    );
    assert.equal(totals.perCall.expected, (one as number) + (other as number));
  });

  it('leave out settings and retrievers, which spend nothing themselves', () => {
    assert.equal(totalsOf([priced({ kind: 'config' }), priced({ kind: 'retriever', operation: 'retrieval' })]).calls, 0);
  });

  it('count a call inside a wrapper at its callers, and itself when those are not priced', () => {
    const inner = priced({ path: 'llm.py', span: { start: 10, end: 90 } });
    const wraps = { path: 'llm.py', span: { start: 10, end: 90 } };
    const callers = [priced({ kind: 'wrapper', wraps }), priced({ kind: 'wrapper', wraps, path: 'b.py' })];
    assert.equal(totalsOf([inner, ...callers]).calls, 2);
    const blind = priced({ kind: 'wrapper', wraps, model: unknownField('a parameter') });
    assert.deepEqual([totalsOf([inner, blind]).priced, totalsOf([inner, blind]).unknown], [1, 1]);
  });

  it('of files add up to the total', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ path: fc.constantFrom('a.py', 'b.ts', 'c.ipynb'), limit: fc.integer({ min: 1, max: 9000 }) })),
        sites => {
          const all = sites.map(({ path, limit }) => priced({ path, maxOutputTokens: present(limit) }));
          const total = totalsOf(all);
          const files = [...totalsByFile(all).values()];
          assert.equal(
            files.reduce((sum, file) => sum + file.perMonth.expected, 0),
            total.perMonth.expected,
          );
          assert.equal(
            files.reduce((sum, file) => sum + file.calls, 0),
            total.calls,
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the contract of farthing estimate --format json', () => {
  const json = (site: Partial<CallSite>, cell?: number) => {
    const one = priced(site);
    const contract = toContract([one], {
      place: () => ({ path: 'src/app.py', line: 3, endLine: 9, column: 5, ...(cell === undefined ? {} : { cell }) }),
      tokens: content => content.length,
      callsPerMonth: 10_000,
      pricesAsOf: '2026-11-10',
    });
    return { contract, call: contract.calls[0] as (typeof contract.calls)[number] };
  };

  it('has everything about a call, in dollars', () => {
    const { contract, call: one } = json({
      id: 'abc' as CallSiteId,
      symbol: 'Support.answer',
      model: { state: 'present', value: 'claude-opus-5-5', from: 'constant MODEL in config.py:3' },
      tools: present(2),
      loop: { state: 'bounded', bound: 10, by: 'default' },
      systemPrompt: { state: 'present', parts: [text('Be brief.')] },
      blocks: [system(text('Be brief.')), user(text('Hello'))],
    });
    const { cost, assumptions, ...rest } = one;
    assert.deepEqual(rest, {
      id: 'abc',
      path: 'src/app.py',
      line: 3,
      endLine: 9,
      column: 5,
      symbol: 'Support.answer',
      sdk: 'anthropic',
      api: 'messages',
      kind: 'direct',
      model: { state: 'present', value: 'claude-opus-5-5', from: 'constant MODEL in config.py:3' },
      maxOutputTokens: { state: 'present', value: 1000 },
      systemPrompt: { state: 'present', volatility: 'constant', tokens: 9 },
      tools: { state: 'present', value: 2 },
      loop: { state: 'bounded', bound: 10 },
      retrievalK: { state: 'absent' },
      cacheMarker: { state: 'absent' },
    });
    assert.ok(cost && cost.low > 0 && cost.low < cost.expected && cost.expected < cost.high && cost.high < 10);
    assert.ok(assumptions.length > 0);
    assert.deepEqual([contract.version, contract.prices], [1, { asOf: '2026-11-10' }]);
    assert.deepEqual(contract.totals.perCall, cost);
    assert.equal(contract.totals.perMonth.expected, cost.expected * 10_000);
  });

  it('has no cost and the reason where there is none', () => {
    const { contract, call: one } = json({ model: unknownField('a parameter') });
    assert.equal(one.cost, null);
    assert.match(one.reason ?? '', /the model is not known: a parameter/);
    assert.deepEqual(one.model, { state: 'unknown', reason: 'a parameter' });
    assert.deepEqual([contract.totals.priced, contract.totals.unknown], [0, 1]);
  });

  it('does not price settings', () => {
    assert.deepEqual(
      [json({ kind: 'config' }).call.cost, json({ kind: 'config' }).call.reason],
      [null, 'paid for where it is used, not here'],
    );
  });

  it('tells the cell of a notebook and defaults of absent fields', () => {
    const { call: one } = json({ maxOutputTokens: { state: 'absent', default: 4096 } }, 2);
    assert.deepEqual([one.cell, one.maxOutputTokens], [2, { state: 'absent', default: 4096 }]);
  });

  it('tells how the system prompt changes and by what', () => {
    const prompt = (...parts: Parameters<typeof system>) => json({ systemPrompt: { state: 'present', parts } }).call.systemPrompt;
    const now = hole({ label: 'today', path: [{ label: 'datetime.now()' }, { label: 'today' }], volatility: 'per-request' });
    assert.deepEqual(prompt(text('Now: '), now), { state: 'present', volatility: 'per-request', tokens: 5, sources: ['datetime.now()'] });
    assert.equal(prompt(hole({ volatility: 'per-process' })).volatility, 'per-process');
    assert.equal(prompt(hole({ volatility: 'unknown' }), hole({ volatility: 'per-process' })).volatility, 'unknown');
    assert.equal(prompt(hole({ volatility: 'unknown' }), hole({ volatility: 'per-day' })).volatility, 'per-day');
    assert.deepEqual(json({}).call.systemPrompt, { state: 'absent' });
    assert.deepEqual(json({ systemPrompt: { state: 'unknown', reason: 'a parameter', parts: [] } }).call.systemPrompt, {
      state: 'unknown',
      reason: 'a parameter',
    });
  });
});
