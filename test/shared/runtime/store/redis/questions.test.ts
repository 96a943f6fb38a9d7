import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DEFAULT_RUNTIME } from '../../../../../shared/config/runtimeDefaults.ts';
import { openSemanticCache, type SemanticCache } from '../../../../../shared/runtime/cache/semantic/semanticCache.ts';
import { hasRedis, type RedisServer, startRedis } from '../../../../redisServer.ts';
import { temporaryTree } from '../../../../temporaryTree.ts';
import { joinTeam, newNamespace } from './teamStores.ts';

const { maxMegabytes, ...treatment } = DEFAULT_RUNTIME.semanticCache;
const DIMENSIONS = 256;

/** Words without their endings, thrown into a vector: near enough to a sentence encoder for questions that share their words. */
async function embed(texts: readonly string[]): Promise<readonly number[][]> {
  return texts.map(text => {
    const vector = new Array<number>(DIMENSIONS).fill(0.001);
    for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
      const stem = word.slice(0, 4);
      let hash = 7;
      for (const letter of stem) hash = (hash * 31 + letter.charCodeAt(0)) % DIMENSIONS;
      vector[hash] = (vector[hash] as number) + 1;
    }
    return vector;
  });
}

const asked = (question: string, partition = 'ann') => ({ partition, route: 'openai /v1/chat/completions m', question });
const QUESTION = 'How do I reset the password of my account?';
const reply = { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from('{"answer":1}'), stream: false };

describe('questions of a team', () => {
  let redis: RedisServer;
  const opened: SemanticCache[] = [];
  before(async function () {
    if (!hasRedis) this.skip();
    redis = await startRedis();
  });
  after(() => redis?.kill());
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(cache => cache.close()));
  });

  async function machine(namespace: string): Promise<SemanticCache> {
    const { questions } = await joinTeam({ url: redis.url, namespace });
    const cache = openSemanticCache({
      file: join(temporaryTree({}), 'semantic.db'),
      settings: { ...treatment, allow: [], maxMegabytes, routes: [], embedder: { kind: 'endpoint', upstream: 'openai', model: 'words' } },
      onTrouble: message => assert.fail(message),
      team: questions,
    });
    opened.push(cache);
    return cache;
  }
  const add = (cache: SemanticCache, question: string) =>
    cache.add({ ...asked(question), answer: 'Press the link.', reply, expiresAt: Date.now() + 60_000 }, embed);
  /** Whether it is found, once what others said has come. */
  async function finds(cache: SemanticCache, question: string, partition?: string, wanted = true): Promise<boolean> {
    for (let tries = 0; ; tries++) {
      const found = await cache.find(asked(question, partition), true, undefined, embed);
      const is = found?.outcome === 'would';
      if (is === wanted || tries > 100) {
        if (is) assert.deepEqual(found.reply?.body, reply.body);
        return is;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  it('are found by every machine, by whoever asked and by those that come later, and by no other identity', async () => {
    const namespace = newNamespace();
    const [ann, bob] = (await Promise.all([machine(namespace), machine(namespace)])) as [SemanticCache, SemanticCache];
    await add(ann, QUESTION);
    assert.equal(await finds(bob, QUESTION), true);
    assert.equal(await finds(await machine(namespace), QUESTION), true);
    assert.equal(await finds(bob, QUESTION, 'eve', false), false);
    assert.equal(await finds(await machine(newNamespace()), QUESTION, 'ann', false), false);
  });

  it('are forgotten by every machine once one of them is told that the answer was wrong', async () => {
    const namespace = newNamespace();
    const [ann, bob] = (await Promise.all([machine(namespace), machine(namespace)])) as [SemanticCache, SemanticCache];
    await add(ann, QUESTION);
    assert.equal(await finds(bob, QUESTION), true);
    const found = await ann.find(asked(QUESTION), true, undefined, embed);
    assert.ok(await ann.wrong(found?.entry as string));
    assert.equal(await finds(bob, QUESTION, 'ann', false), false);
  });
});
