import assert from 'node:assert/strict';
import { programEnvironment } from '../../../client/terminals/programEnvironment.ts';

const METERED = { OPENAI_BASE_URL: 'http://127.0.0.1:4141/openai/v1', FARTHING_RUNTIME_URL: 'http://127.0.0.1:4141' };

describe('a program that is debugged', () => {
  for (const type of ['node', 'pwa-node', 'node-terminal', 'python', 'debugpy']) {
    it(`gets what terminals get (${type})`, () => {
      assert.deepEqual(programEnvironment({ type, request: 'launch' }, METERED), { env: METERED });
    });
  }

  it('keeps what its configuration says itself', () => {
    const env = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', MODE: null };
    assert.deepEqual(programEnvironment({ type: 'node', request: 'launch', env }, METERED), { env: { ...METERED, ...env } });
  });

  for (const [what, configuration, metered] of [
    ['that is attached to', { type: 'node', request: 'attach' }, METERED],
    ['of which nothing is known', { type: 'cppdbg', request: 'launch' }, METERED],
    ['while terminals are not metered', { type: 'node', request: 'launch' }, {}],
  ] as const) {
    it(`is left as it is: one ${what}`, () => assert.deepEqual(programEnvironment(configuration, metered), {}));
  }
});
