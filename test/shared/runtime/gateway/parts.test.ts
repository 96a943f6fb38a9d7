import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attemptIds } from '../../../../shared/runtime/gateway/attemptIds.ts';
import { identityOf } from '../../../../shared/runtime/gateway/identity.ts';
import { readOwnHeaders } from '../../../../shared/runtime/gateway/ownHeaders.ts';
import { recordings } from '../../../../shared/runtime/gateway/relay/recording.ts';
import { readHead } from '../../../../shared/runtime/gateway/requestHead.ts';
import { routeOf } from '../../../../shared/runtime/gateway/routes.ts';
import { builtIn, SALT } from './rig.ts';

describe('Ids of attempts', () => {
  it('are UUIDs of version 7 that rise and never repeat, also when the clock steps back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 50 }), steps => {
        let now = 1_800_000_000_000;
        const next = attemptIds(() => now);
        const ids = steps.flatMap(step => {
          now += step - 2;
          return Array.from({ length: 100 }, next);
        });
        assert.deepEqual(ids, ids.toSorted());
        assert.equal(new Set(ids).size, ids.length);
        for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
      { numRuns: 20 },
    );
  });

  it('may be more in a millisecond than its counter holds', () => {
    const next = attemptIds(() => 1_800_000_000_000);
    const ids = Array.from({ length: 10_000 }, next);
    assert.deepEqual(ids, ids.toSorted());
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe('Recordings of replies', () => {
  const chunk = (bytes: number) => Buffer.alloc(bytes, 'x');

  it('keep what came in between the limits of each and of all', () => {
    const start = recordings(10, 25);
    const [one, other, third] = [start(), start(), start()];
    for (const recording of [one, other]) for (let index = 0; index < 2; index++) recording.add(chunk(5));
    third.add(chunk(6));
    assert.deepEqual([one.take()?.length, other.take()?.length, third.take()], [10, 10, undefined]);
  });

  it('give their room back, taken, too long or one too many', () => {
    const start = recordings(10, 25);
    for (let round = 0; round < 20; round++) {
      const [short, long] = [start(), start()];
      short.add(chunk(9));
      long.add(chunk(11));
      long.add(chunk(11));
      assert.deepEqual([short.take()?.length, long.take(), short.take()], [9, undefined, undefined]);
    }
  });
});

describe('Headers of our own', () => {
  const read = (headers: Record<string, string>) => readOwnHeaders(readHead(Object.entries(headers).flat()).named);

  it('name user, team, project and tags in any case', () => {
    const own = read({
      'X-Farthing-User': ' ada ',
      'x-farthing-team': 'search',
      'X-FARTHING-PROJECT': 'web',
      'x-farthing-tags': 'feature=login, release = 7,beta,,=x',
    });
    assert.deepEqual(own, {
      user: 'ada',
      team: 'search',
      project: 'web',
      tags: { feature: 'login', release: '7', beta: 'true' },
      cache: { noCache: false, noStore: false },
      dryRun: false,
    });
  });

  it('are bounded in length and number', () => {
    const own = read({
      'x-farthing-user': 'u'.repeat(1000),
      'x-farthing-tags': Array.from({ length: 100 }, (_, index) => `t${index}=${'v'.repeat(1000)}`).join(','),
    });
    assert.equal(own.user?.length, 200);
    assert.equal(Object.keys(own.tags).length, 32);
    assert.equal(own.tags.t0?.length, 200);
  });
});

describe('The key of an identity', () => {
  const keyOf = (headers: Record<string, string>, target = '/', salt = SALT) => {
    const head = readHead(Object.entries(headers).flat());
    return identityOf(head, target, readOwnHeaders(head.named), { salt }).key;
  };

  it('is the same for the same credential and tells nothing of it', () => {
    const key = keyOf({ authorization: 'Bearer sk-secret' });
    assert.equal(keyOf({ Authorization: 'Bearer sk-secret' }), key);
    assert.match(key, /^[0-9a-f]{32}$/);
    assert.notEqual(keyOf({ authorization: 'Bearer sk-secret' }, '/', Buffer.alloc(32, 8)), key);
  });

  it('differs by credential, wherever that stands', () => {
    const keys = [
      keyOf({}),
      keyOf({ authorization: 'Bearer sk-1' }),
      keyOf({ authorization: 'Bearer sk-2' }),
      keyOf({ 'x-api-key': 'sk-3' }),
      keyOf({ 'api-key': 'sk-4' }),
      keyOf({ 'x-goog-api-key': 'sk-5' }),
      keyOf({}, '/v1beta/models/x:generateContent?alt=sse&key=sk-6'),
    ];
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(keys[0], 'none');
  });

  it('of a signed request is that of its access key, whatever the day and the signature', () => {
    const signed = (day: string, signature: string) =>
      keyOf({
        authorization: `AWS4-HMAC-SHA256 Credential=AKIA1/${day}/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=${signature}`,
      });
    assert.equal(signed('20261124', 'aa'), signed('20261125', 'bb'));
  });
});

describe('A path', () => {
  const upstreams = new Map([builtIn('openai'), builtIn('bedrock'), builtIn('groq', { dialect: 'openai' })].map(one => [one.name, one]));
  const rows: readonly (readonly [target: string, upstream: string, path: string])[] = [
    ['/openai/v1/chat/completions', 'openai', '/v1/chat/completions'],
    ['/openai', 'openai', '/'],
    ['/openai?a=1', 'openai', '/?a=1'],
    ['/bedrock/model/a%2Fb/converse', 'bedrock', '/model/a%2Fb/converse'],
    ['/up/groq/chat/completions?x', 'groq', '/chat/completions?x'],
    ['/up/openai//v1', 'openai', '//v1'],
  ];
  for (const [target, upstream, path] of rows) {
    it(`${target} is ${path} of ${upstream}`, () => {
      const route = routeOf(target, upstreams);
      assert.deepEqual('upstream' in route && [route.upstream.name, route.path], [upstream, path]);
    });
  }
  it('of an upstream of the user leads there only behind /up/', () => {
    assert.ok('unknown' in routeOf('/groq/chat/completions', upstreams));
  });
  it('behind /_farthing/ is ours', () => {
    assert.deepEqual(routeOf('/_farthing/status?x=1', upstreams), { control: 'status' });
  });
});
