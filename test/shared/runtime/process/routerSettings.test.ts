import assert from 'node:assert/strict';
import { routerSettings } from '../../../../shared/runtime/process/routerSettings.ts';
import { stormSettings } from '../../../../shared/runtime/process/stormSettings.ts';

describe('the settings of the router', () => {
  it('are shadow and evenly spread thresholds where nothing is said', () => {
    assert.deepEqual(routerSettings({ routes: [{ models: ['a', 'b'] }] }), {
      routes: [{ mode: 'shadow', models: ['a', 'b'], thresholds: [0.5], capabilities: {} }],
    });
  });

  it('take the mode of all routes unless a route has its own', () => {
    const settings = routerSettings({ mode: 'on', routes: [{ models: ['a', 'b'] }, { models: ['c', 'd'], mode: 'off' }] });
    assert.ok('routes' in settings);
    assert.deepEqual(
      settings.routes.map(({ mode }) => mode),
      ['on', 'off'],
    );
  });

  const wrong: readonly (readonly [string, readonly string[], readonly number[], RegExp])[] = [
    ['too many thresholds', ['a', 'b'], [0.1, 0.2], /must have 1/],
    ['thresholds that fall', ['a', 'b', 'c'], [0.7, 0.3], /must rise/],
    ['a model twice', ['a', 'a'], [0.5], /twice/],
  ];
  for (const [name, models, thresholds, problem] of wrong) {
    it(`are refused with ${name}`, () => {
      const settings = routerSettings({ routes: [{ models: [...models], thresholds: [...thresholds] }] });
      assert.ok('problems' in settings);
      assert.match(settings.problems.join(), problem);
    });
  }
});

describe('the settings of the storm breaker', () => {
  it('are in nano-dollars, and leave unsaid what is not written', () => {
    assert.deepEqual(stormSettings({}), { enabled: true, turn: {}, conversation: {} });
    assert.deepEqual(stormSettings({ turn: { toolCalls: 5, usd: 1 }, repeats: 3 }), {
      enabled: true,
      turn: { toolCalls: 5, money: 1_000_000_000 },
      conversation: {},
      repeats: 3,
    });
  });
});
