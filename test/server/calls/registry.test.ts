import assert from 'node:assert/strict';
import { Registry } from '../../../server/calls/registry.ts';
import { catalogue } from '../../../shared/catalogue/index.ts';

describe('names that may be calls', () => {
  const registry = new Registry(catalogue);
  const mayBe = (name: string, text: string, ...imported: string[]) => registry.mayBeCalled(name, text, sdk => imported.includes(sdk.id));

  it('are all methods of the SDKs that are imported', () => {
    assert.equal(mayBe('append', 'items.append(1)', 'mistral'), true);
  });

  it('are of other SDKs those in a chain that says what it is', () => {
    assert.equal(mayBe('append', 'items.append(1)'), false);
    assert.equal(mayBe('append', 'self.api.conversations.append(1)'), true);
  });

  it('are not others', () => {
    assert.equal(mayBe('nothing_like_it', 'nothing_like_it()', 'openai'), false);
  });
});
