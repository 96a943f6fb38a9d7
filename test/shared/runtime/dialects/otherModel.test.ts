import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DialectName } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';

const at = (path: string, body = '{}') => ({ method: 'POST', path, headers: {}, body: Buffer.from(body) });
const pathAt = (dialect: DialectName, path: string, model: string) => dialectOf(dialect).withModel(at(path), model)?.path;

describe('the same request to another model', () => {
  it('has every other byte of its body, whatever else stands in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, asked) => {
        const before = `{"messages":${JSON.stringify(value)}, "model" :`;
        const sent = dialectOf('openai').withModel(at('/v1/chat/completions', `${before}${JSON.stringify(asked)},"x":1}`), 'other');
        assert.equal(String(sent?.body), `${before}"other","x":1}`);
      }),
    );
  });

  const paths: readonly (readonly [DialectName, string, string, string | undefined])[] = [
    [
      'bedrock',
      '/model/us.anthropic.claude-sonnet-4-5-v1%3A0/converse',
      'us.amazon.nova-lite-v1:0',
      '/model/us.amazon.nova-lite-v1%3A0/converse',
    ],
    [
      'bedrock',
      '/model/us.anthropic.claude-sonnet-4-5-v1%3A0/invoke',
      'anthropic.claude-haiku-4-5-v1:0',
      '/model/anthropic.claude-haiku-4-5-v1%3A0/invoke',
    ],
    ['bedrock', '/model/us.anthropic.claude-sonnet-4-5-v1%3A0/invoke', 'amazon.nova-lite-v1:0', undefined],
    [
      'gemini',
      '/v1beta/models/gemini-2.5-pro:generateContent?alt=sse',
      'gemini-2.5-flash',
      '/v1beta/models/gemini-2.5-flash:generateContent?alt=sse',
    ],
    ['openai', '/openai/deployments/mine/chat/completions', 'gpt-4.1-mini', undefined],
  ];
  for (const [dialect, path, model, expected] of paths) {
    it(`goes ${expected === undefined ? 'nowhere' : `to ${expected}`} from ${path} for ${model}`, () => {
      assert.equal(pathAt(dialect, path, model), expected);
    });
  }

  it('is none where the body names no model', () => {
    assert.equal(dialectOf('anthropic').withModel(at('/v1/messages'), 'claude-haiku-4-5'), undefined);
  });
});
