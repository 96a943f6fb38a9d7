import assert from 'node:assert/strict';
import type { ModelFacts } from '../../../../shared/models/model.ts';
import { type Asked, decide } from '../../../../shared/runtime/router/decision.ts';
import type { Needs } from '../../../../shared/runtime/router/needs.ts';
import type { Route } from '../../../../shared/runtime/router/routerSettings.ts';

const ROUTE: Route = { mode: 'on', models: ['gpt-4.1-nano', 'gpt-4.1-mini', 'gpt-4.1'], thresholds: [0.3, 0.7], capabilities: {} };
const NEEDS: Needs = { capabilities: [], stored: false, input: 100, output: 50 };

const facts = (id: string, more: Partial<ModelFacts> = {}): ModelFacts => ({
  id,
  provider: 'openai',
  confidence: 'exact',
  tokenizer: 'o200k',
  contextTokens: 1000,
  ...more,
});

const asked = (more: Partial<Asked> & { readonly score?: number } = {}): Asked => ({
  model: 'gpt-4.1',
  needs: NEEDS,
  complexity: { score: more.score ?? 0.1, reasons: ['4 words'] },
  wish: undefined,
  inToolLoop: false,
  factsOf: facts,
  ...more,
});

describe('the router', () => {
  const scored: readonly (readonly [number, string])[] = [
    [0, 'gpt-4.1-nano'],
    [0.3, 'gpt-4.1-mini'],
    [0.69, 'gpt-4.1-mini'],
    [0.7, 'gpt-4.1'],
  ];
  for (const [score, chosen] of scored) {
    it(`takes ${chosen} at a complexity of ${score}`, () => assert.equal(decide(ROUTE, asked({ score })).chosen, chosen));
  }

  it('never takes a dearer model than the request names', () => {
    assert.equal(decide(ROUTE, asked({ model: 'gpt-4.1-nano', score: 1 })).chosen, 'gpt-4.1-nano');
  });

  const stays: readonly (readonly [string, Partial<Asked>, RegExp])[] = [
    ['within a tool loop', { inToolLoop: true }, /within a tool loop/],
    ['where x-farthing-route says off', { wish: 'off' }, /off/],
    ['where the conversation is stored at the provider', { needs: { ...NEEDS, stored: true } }, /stored/],
    ['where the other has no schema', { needs: { ...NEEDS, capabilities: ['schema', 'reasoning'] } }, /gpt-4\.1-nano has no reasoning/],
    ['where the other is not known', { factsOf: () => undefined }, /not known/],
    ['where it may not fit', { factsOf: id => facts(id, { contextTokens: id === 'gpt-4.1' ? 1000 : 120 }) }, /may not fit/],
    ['where the answer may be longer', { factsOf: id => facts(id, { maxOutputTokens: 10 }) }, /10 tokens at most/],
    ['where the other reasons', { factsOf: id => facts(id, { reasoning: id !== 'gpt-4.1' }) }, /takes other parameters/],
    ['where the wish names a stranger', { wish: 'claude-opus-5' }, /names no model of this route/],
  ];
  for (const [when, more, reason] of stays) {
    it(`stays with what was asked for ${when}, and says so`, () => {
      const { chosen, reasons } = decide(ROUTE, asked(more));
      assert.equal(chosen, 'gpt-4.1');
      assert.match(reasons[0] ?? '', reason);
    });
  }

  it('does not take what it does not know for granted, unless the user says so', () => {
    const route: Route = { ...ROUTE, models: ['house-model', 'gpt-4.1'], thresholds: [0.5] };
    const needs: Needs = { ...NEEDS, capabilities: ['tools'] };
    assert.match(decide(route, asked({ needs })).reasons[0] ?? '', /house-model is not known to have tools/);
    assert.equal(decide({ ...route, capabilities: { 'house-model': ['tools'] } }, asked({ needs })).chosen, 'house-model');
  });

  it('goes on in a tool loop with the model that the turn began with', () => {
    assert.equal(decide(ROUTE, asked({ inToolLoop: true, begun: 'gpt-4.1-mini', score: 1 })).chosen, 'gpt-4.1-mini');
  });

  for (const [wish, chosen] of [
    ['cheap', 'gpt-4.1-nano'],
    ['strong', 'gpt-4.1'],
    ['gpt-4.1-mini', 'gpt-4.1-mini'],
  ] as const) {
    it(`does as x-farthing-route: ${wish} says`, () => {
      assert.deepEqual(decide(ROUTE, asked({ wish, score: 0.5 })), { chosen, reasons: [`x-farthing-route: ${wish}`], wished: true });
    });
  }
});
