import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { ExactCache } from '../../../../shared/runtime/cache/exactCache.ts';
import { reasonNotToStore } from '../../../../shared/runtime/cache/fitness.ts';
import { type ExactCacheOptions, openExactCache } from '../../../../shared/runtime/cache/openExactCache.ts';
import { readCacheWishes } from '../../../../shared/runtime/cache/wishes.ts';
import type { CacheSettings } from '../../../../shared/runtime/settings.ts';
import { ANN, answer, COMPLETE, keyOf, keyOrReason, QUESTION, type Sent, textOf, whyOf } from './requests.ts';

const SETTINGS: CacheSettings = { enabled: true, ttlSeconds: 3600, maxMegabytes: 64, sampled: false };
const NOW = Date.UTC(2026, 10, 24);

describe('the exact cache', () => {
  let folder: string;
  let now: number;
  let open: ExactCache[];
  let troubles: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-cache-'));
    now = NOW;
    open = [];
    troubles = [];
  });
  afterEach(() => {
    for (const cache of open) cache.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = () => join(folder, 'cache.db');
  const opened = (settings: Partial<CacheSettings> = {}, more: Partial<ExactCacheOptions> = {}): ExactCache => {
    const onTrouble = (message: string) => void troubles.push(message);
    const cache = openExactCache({ file: file(), settings: { ...SETTINGS, ...settings }, clock: () => now, onTrouble, ...more });
    open.push(cache);
    return cache;
  };
  const put = (cache: ExactCache, text: string, sent: Sent = {}) =>
    cache.store(keyOf(cache, sent), answer(text), readCacheWishes(sent.wishes));
  const get = (cache: ExactCache, sent: Sent = {}) => cache.lookup(keyOf(cache, sent));

  describe('answers', () => {
    it('the same request with the recorded bytes, status, headers, usage and cost', () => {
      const cache = opened();
      const recorded = answer('{"id" : "x"}', { model: 'gpt-4o-mini-2024-07-18', cost: 12 as never });
      cache.store(keyOf(cache), recorded, readCacheWishes(undefined));
      const found = get(cache);
      assert.ok('hit' in found);
      assert.deepEqual(found.hit, recorded);
      assert.equal(found.storedAt, NOW);
    });

    it('also after a restart, and from another process on the same file', () => {
      const one = opened();
      const recorded = answer('{"id":"x"}', { model: 'm', usage: undefined });
      one.store(keyOf(one), recorded, readCacheWishes(undefined));
      one.close();
      const found = get(opened());
      assert.ok('hit' in found);
      assert.deepEqual({ ...found.hit }, { status: 200, headers: recorded.headers, body: recorded.body, stream: false, model: 'm' });
      assert.equal(found.storedAt, NOW);
    });

    it('in whatever compression they came, to a client that reads none', () => {
      const cache = opened();
      const text = '{"id":"compressed"}';
      for (const [encoding, body] of Object.entries({
        gzip: gzipSync(text),
        br: brotliCompressSync(text),
        zstd: zstdCompressSync(text),
        identity: Buffer.from(text),
      })) {
        const sent = { body: { ...QUESTION, note: encoding } };
        const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
        cache.store(keyOf(cache, sent), answer(body, { headers }), readCacheWishes(undefined));
        const found = get(cache, sent);
        assert.equal(textOf(found), text, encoding);
        assert.ok('hit' in found);
        if (encoding !== 'identity') assert.equal(found.hit.headers['content-encoding'], undefined);
      }
      const lies = { body: { ...QUESTION, note: 'lies' } };
      cache.store(keyOf(cache, lies), answer('plain', { headers: { 'content-encoding': 'gzip' } }), readCacheWishes(undefined));
      assert.equal(textOf(get(cache, lies)), undefined);
    });
  });

  describe('never answers', () => {
    const others: Readonly<Record<string, Sent>> = {
      'another key': { identity: { ...ANN, key: 'hmac-of-bob' } },
      'another user': { identity: { ...ANN, user: 'bob' } },
      'no user': { identity: { key: ANN.key, project: 'shop', tags: {} } },
      'another team': { identity: { ...ANN, team: 'blue' } },
      'another project': { identity: { ...ANN, project: 'shop2' } },
      'another namespace': { wishes: 'namespace=other' },
      'another upstream': { upstream: 'openai http://127.0.0.1:9' },
      'another dialect': { dialect: 'anthropic' },
      'another path': { path: '/v1/chat/completions2' },
      'another query': { path: '/v1/chat/completions?api-version=2' },
      'another beta': { headers: { 'openai-beta': 'x' } },
      'a steering header of a gateway': { headers: { 'x-portkey-config': '{}' } },
      'another end user in the body': { body: { ...QUESTION, user: 'u1' } },
    };
    for (const [what, sent] of Object.entries(others)) {
      it(`${what} with an entry of somebody or something else`, () => {
        const cache = opened();
        put(cache, 'secret of ann');
        assert.equal(textOf(get(cache, sent)), undefined);
        assert.notEqual(keyOf(cache, sent).hash, keyOf(cache).hash);
      });
    }

    it('one identity with an entry of another, whatever their names', () => {
      const cache = opened({}, { file: ':memory:' });
      const name = fc.option(fc.string({ maxLength: 6 }), { nil: undefined });
      const identity = fc.record({ key: fc.string({ maxLength: 6 }), user: name, team: name, project: name, tags: fc.constant({}) });
      const partOf = (one: typeof ANN) => JSON.stringify([one.key, one.user ?? null, one.team ?? null, one.project ?? null]);
      fc.assert(
        fc.property(identity, identity, (one, other) => {
          const same = keyOf(cache, { identity: one }).hash === keyOf(cache, { identity: other }).hash;
          assert.equal(same, partOf(one) === partOf(other));
        }),
        { numRuns: 500 },
      );
    });

    it('when it is told not to store, and nothing older than wished', () => {
      const cache = opened();
      put(cache, 'x', { wishes: 'no-store' });
      assert.equal(textOf(get(cache)), undefined);
      put(cache, 'y');
      now += 61_000;
      assert.equal(textOf(get(cache, { wishes: 'ttl=60' })), undefined);
      assert.equal(textOf(get(cache, { wishes: 'ttl=62' })), 'y');
    });

    it('with what has outlived its time, the one it was stored with or the one configured', () => {
      const cache = opened();
      put(cache, 'short', { wishes: 'ttl=10' });
      now += 9_999;
      assert.equal(textOf(get(cache)), 'short');
      now += 1;
      assert.equal(textOf(get(cache)), undefined);
      put(cache, 'long');
      now += 3_600_000 - 1;
      assert.equal(textOf(get(cache)), 'long');
      now += 1;
      assert.equal(textOf(get(cache)), undefined);
    });
  });

  it('takes no notice of credentials, telemetry and numbers of single requests', () => {
    const cache = opened();
    put(cache, 'x', { headers: { authorization: 'Bearer a', 'x-stainless-retry-count': '0', 'user-agent': 'a', traceparent: '1' } });
    const headers = { authorization: 'Bearer b', 'x-stainless-retry-count': '1', 'amz-sdk-invocation-id': '9', 'accept-encoding': 'br' };
    assert.equal(textOf(get(cache, { headers })), 'x');
    assert.equal(keyOf(cache, { path: '/v1beta/x?alt=sse&key=one' }).hash, keyOf(cache, { path: '/v1beta/x?key=two&alt=sse' }).hash);
  });

  describe('is not for', () => {
    const requests: Readonly<Record<string, readonly [Sent, RegExp]>> = {
      'a GET': [{ method: 'GET' }, /method is GET/],
      'an endpoint that is not known': [{ facts: { operation: 'other' } }, /not an endpoint/],
      'counting tokens': [{ facts: { operation: 'count_tokens' } }, /free/],
      'a stored conversation': [{ facts: { inputBound: { unknown: 'a stored conversation' } } }, /lies elsewhere: a stored conversation/],
      'a sampled answer': [{ facts: { sampled: true } }, /sampled/],
      'a body that is not JSON': [{ body: 'hello' }, /not JSON/],
    };
    for (const [what, [sent, reason]] of Object.entries(requests)) {
      it(what, () => {
        const key = keyOrReason(opened(), sent);
        assert.ok('bypass' in key);
        assert.match(key.bypass, reason);
      });
    }

    it('anything when it is switched off', () => {
      const key = keyOrReason(opened({ enabled: false }));
      assert.ok('bypass' in key);
      assert.match(key.bypass, /switched off/);
    });

    it('replies with an error, cut short, filtered or broken off', () => {
      assert.equal(reasonNotToStore(200, COMPLETE), undefined);
      assert.equal(reasonNotToStore(500, COMPLETE), 'status 500');
      assert.equal(reasonNotToStore(206, COMPLETE), 'status 206');
      assert.equal(reasonNotToStore(200, { ...COMPLETE, complete: false }), 'the answer was cut short');
      assert.equal(reasonNotToStore(200, { ...COMPLETE, error: 'overloaded' }), 'the reply carries an error');
    });
  });

  it('keeps sampled answers where the user says so', () => {
    const cache = opened({ sampled: true });
    put(cache, 'x', { facts: { sampled: true } });
    assert.equal(textOf(get(cache, { facts: { sampled: true } })), 'x');
  });

  describe('says why a request missed', () => {
    it('by the fields that differ from the most similar entry', () => {
      const cache = opened();
      assert.equal(whyOf(get(cache)), 'nothing recorded yet for this identity and endpoint');
      put(cache, 'x');
      put(cache, 'y', { body: { ...QUESTION, model: 'gpt-4o', top_p: 1, n: 2 } });
      const colder = { ...QUESTION, temperature: 0.5 };
      assert.equal(whyOf(get(cache, { body: colder })), 'differs from the most similar entry in temperature');
      const longer = { ...QUESTION, messages: [...QUESTION.messages, { role: 'user', content: 'And of Spain?' }], seed: 1 };
      assert.equal(whyOf(get(cache, { body: longer })), 'differs from the most similar entry in messages[1], seed');
      assert.equal(
        whyOf(get(cache, { headers: { 'openai-beta': 'x' }, path: '/v1/chat/completions?v=2' })),
        'differs from the most similar entry in path, header openai-beta',
      );
      assert.equal(whyOf(get(cache, { identity: { ...ANN, user: 'bob' } })), 'nothing recorded yet for this identity and endpoint');
    });

    it('by age, and by the form it was recorded in', () => {
      const cache = opened();
      put(cache, 'not json');
      assert.match(
        whyOf(get(cache, { facts: { stream: true } })),
        /^recorded as a whole answer, and not exactly the same in the other form/,
      );
      now += 3_600_000;
      assert.equal(whyOf(get(cache)), 'recorded 3600 s ago, which is too old');
    });
  });

  it('stays within its size, and drops what was used longest ago', () => {
    const cache = opened({ maxMegabytes: 1 });
    const body = 'x'.repeat(50_000);
    const one = (index: number): Sent => ({ body: { ...QUESTION, index } });
    for (let index = 0; index < 100; index++) {
      now += 1000;
      put(cache, body, one(index));
      get(cache, one(0));
      // Writing is for later; a miss that wants to know why cannot wait.
      whyOf(get(cache, { body: { never: index } }));
    }
    cache.close();
    const again = opened({ maxMegabytes: 1 });
    const kept = Array.from({ length: 100 }, (_, index) => index).filter(index => textOf(get(again, one(index))));
    assert.ok(kept.length >= 12 && kept.length <= 20, `${kept.length} kept`);
    assert.ok(kept.includes(0), 'used all the time');
    assert.deepEqual(
      kept.slice(1),
      Array.from({ length: kept.length - 1 }, (_, index) => 101 - kept.length + index),
    );
    again.close();
    assert.ok(statSync(file()).size < 3_000_000, `${statSync(file()).size}`);
  });

  it('does not keep an answer that would fill it', () => {
    const cache = opened({ maxMegabytes: 1 });
    put(cache, 'x'.repeat(200_000));
    assert.equal(textOf(get(cache)), undefined);
  });

  it('finds a large answer at once, though memory does not keep it', () => {
    const cache = opened();
    const large = 'x'.repeat(3_000_000);
    put(cache, large);
    assert.equal(textOf(get(cache)), large);
  });

  it('is readable by its owner alone, and holds nothing of the request', () => {
    const cache = opened();
    put(cache, 'the answer', { path: '/v1/chat/completions?key=canary-secret', headers: { 'x-note': 'canary-header' } });
    cache.close();
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    const bytes = readFileSync(file()).toString('latin1');
    assert.ok(bytes.includes('the answer'));
    for (const secret of ['Capital of France', 'canary', 'gpt-4o-mini', 'ann']) assert.ok(!bytes.includes(secret), secret);
  });

  describe('when its file', () => {
    it('is not a database, begins a new one', () => {
      writeFileSync(file(), 'this is no database, but long enough to be read as the header of one'.repeat(20));
      const cache = opened();
      put(cache, 'x');
      cache.close();
      assert.equal(textOf(get(opened())), 'x');
    });

    it('is of another version, begins a new one', () => {
      const old = new DatabaseSync(file());
      old.exec('CREATE TABLE entry (hash TEXT); PRAGMA user_version = 99');
      old.close();
      const cache = opened();
      put(cache, 'x');
      assert.equal(textOf(get(cache)), 'x');
      assert.deepEqual(troubles, []);
    });

    it('is damaged while it is open, begins a new one and says so', () => {
      const many = Array.from({ length: 300 }, (_, index): Sent => ({ body: { ...QUESTION, index } }));
      const cache = opened();
      for (const sent of many) put(cache, 'x'.repeat(20_000), sent);
      cache.close();
      const again = opened();
      writeFileSync(file(), readFileSync(file()).fill(0x5a, 4096));
      for (const sent of many) get(again, sent);
      assert.equal(troubles.length, 1, troubles.join('\n'));
      assert.match(troubles[0] as string, /cannot be used/);
      put(again, 'fresh');
      again.close();
      assert.equal(textOf(get(opened())), 'fresh');
    });

    it('is locked by another process, answers from memory meanwhile', () => {
      const cache = opened();
      const other = new DatabaseSync(file());
      other.exec('BEGIN IMMEDIATE');
      put(cache, 'x');
      put(cache, 'y'.repeat(3_000_000), { body: { ...QUESTION, large: true } });
      assert.equal(textOf(get(cache)), 'x');
      assert.match(troubles.join(), /locked/);
      other.exec('ROLLBACK');
      other.close();
    });

    it('cannot be made, works from memory and says so', () => {
      const cache = opened({}, { file: join(folder, 'no', 'such', 'folder', 'cache.db') });
      put(cache, 'x');
      assert.equal(textOf(get(cache)), 'x');
      assert.match(troubles.join(), /in memory only/);
    });
  });
});

describe('x-farthing-cache', () => {
  it('is read in any order and case, and what is not known is passed over', () => {
    assert.deepEqual(readCacheWishes(undefined), { noCache: false, noStore: false });
    assert.deepEqual(readCacheWishes('No-Cache, ttl=60 , namespace=a b,max-age=3'), {
      noCache: true,
      noStore: false,
      ttl: 60,
      namespace: 'a b',
    });
    assert.deepEqual(readCacheWishes('no-store,ttl=soon,namespace='), { noCache: false, noStore: true });
  });
});
