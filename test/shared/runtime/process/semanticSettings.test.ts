import assert from 'node:assert/strict';
import { join } from 'node:path';
import { homeOf } from '../../../../shared/runtime/process/home.ts';
import { loadSettings } from '../../../../shared/runtime/process/loadSettings.ts';
import { temporaryTree } from '../../../temporaryTree.ts';

async function load(semanticCache: object | undefined, upstreams: object = {}) {
  const home = homeOf(
    temporaryTree({ 'config.jsonc': JSON.stringify({ runtime: { upstreams, ...(semanticCache && { semanticCache }) } }) }),
  );
  return { home, loaded: await loadSettings(home, undefined, {}) };
}

async function semanticOf(semanticCache?: object, upstreams?: object) {
  const { home, loaded } = await load(semanticCache, upstreams);
  assert.ok('settings' in loaded, JSON.stringify(loaded));
  return { home, semantic: loaded.settings.semanticCache };
}

describe('settings of the semantic cache', () => {
  it('only watch, with the sentence encoder of the home, unless told otherwise', async () => {
    const { home, semantic } = await semanticOf();
    assert.deepEqual(semantic, {
      mode: 'shadow',
      ttlSeconds: 86_400,
      verifyPercent: 10,
      maxWrongPercent: 2,
      allow: [],
      maxMegabytes: 256,
      embedder: { kind: 'sentence-encoder', folder: join(home.folder, 'encoder') },
      routes: [],
    });
  });

  it('hold for a route where it says nothing of its own', async () => {
    const { semantic } = await semanticOf({ verifyPercent: 5, routes: [{ match: { model: 'gpt-*' }, mode: 'on', allow: ['time'] }] });
    assert.deepEqual(semantic.routes, [
      { match: { model: 'gpt-*' }, mode: 'on', ttlSeconds: 86_400, verifyPercent: 5, maxWrongPercent: 2, allow: ['time'] },
    ]);
  });

  it('find a model of ONNX from the home, and an endpoint among the upstreams', async () => {
    const onnx = await semanticOf({ embedder: { kind: 'onnx', folder: 'minilm' } });
    assert.deepEqual(onnx.semantic.embedder, { kind: 'onnx', folder: join(onnx.home.folder, 'minilm'), packages: onnx.home.encoder });
    const upstreams = { ollama: { baseUrl: 'http://127.0.0.1:11434/v1' } };
    const endpoint = { kind: 'endpoint', upstream: 'ollama', model: 'nomic-embed-text' };
    assert.deepEqual((await semanticOf({ embedder: endpoint }, upstreams)).semantic.embedder, endpoint);
  });

  it('say what is missing of an embedder, and which keys there are not', async () => {
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ embedder: { kind: 'onnx' } }, /the embedder "onnx" needs the "folder" of its model/],
      [{ embedder: { kind: 'endpoint', model: 'm' } }, /needs "upstream" and "model"/],
      [{ embedder: { kind: 'endpoint', upstream: 'anthropic', model: 'm' } }, /"anthropic" is none that speaks OpenAI's dialect/],
      [{ mode: 'sometimes' }, /mode/],
      [{ maxWrongPercent: 101 }, /maxWrongPercent/],
      [{ routes: [{ match: { colour: 'red' } }] }, /colour/],
    ];
    for (const [written, problem] of wrong) {
      const { loaded } = await load(written);
      assert.ok('problems' in loaded, JSON.stringify(written));
      assert.match(loaded.problems.join('\n'), problem);
    }
  });
});
