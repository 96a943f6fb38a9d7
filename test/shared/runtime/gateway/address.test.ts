import assert from 'node:assert/strict';
import { identityOf } from '../../../../shared/runtime/gateway/identity.ts';
import { readOwnHeaders } from '../../../../shared/runtime/gateway/ownHeaders.ts';
import { readHead } from '../../../../shared/runtime/gateway/requestHead.ts';
import { addressOf } from '../../../../shared/runtime/gateway/upstream/address.ts';

describe('the address of a request upstream', () => {
  for (const [baseUrl, path, expected] of [
    ['https://api.openai.com', '/v1/chat/completions', '/v1/chat/completions'],
    ['http://127.0.0.1:8000/v1', '/v1/chat/completions?a=/v1/', '/v1/chat/completions?a=/v1/'],
    ['http://127.0.0.1:8000/v1/', '/chat/completions', '/v1/chat/completions'],
    ['https://api.groq.com/openai/v1', '/v1/models', '/openai/v1/models'],
    ['https://host/v1', '/v1beta/models', '/v1/v1beta/models'],
    ['https://host/v1', '/v1', '/v1/v1'],
    ['https://host/api', '/api/chat', '/api/api/chat'],
    ['https://host', '/model/a%3Ab%2Fc/converse', '/model/a%3Ab%2Fc/converse'],
    ['https://host', '//x/../y', '//x/../y'],
  ] as const) {
    it(`of ${path} at ${baseUrl} is ${expected}`, () => {
      assert.deepEqual(addressOf(baseUrl, path), { origin: new URL(baseUrl).origin, path: expected });
    });
  }
});

describe('the branch of a call', () => {
  const defaults = { project: 'acme/shop', branch: () => 'main', salt: Buffer.alloc(32) };
  const branchOf = (project?: string) => {
    const head = readHead(project === undefined ? [] : ['x-farthing-project', project]);
    return identityOf(head, '/', readOwnHeaders(head.named), defaults).branch;
  };

  it('is known for the project of the repository in which the runtime was started, and for no other', () => {
    assert.equal(branchOf(), 'main');
    assert.equal(branchOf('acme/shop'), 'main');
    assert.equal(branchOf('acme/other'), undefined);
  });
});
