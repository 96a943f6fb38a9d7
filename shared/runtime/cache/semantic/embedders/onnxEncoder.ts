/**
 * A sentence model of ONNX in a folder, as sentence-transformers and Hugging Face export them: `model.onnx` (or in `onnx/`), `tokenizer.json`, and the way its
 * tokens are made one vector in `1_Pooling/config.json`. Run by onnxruntime-web (WebAssembly), which is optional.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { Opened } from './embedder.ts';
import { onlyFirst, type Pooled, pooled } from './pooling.ts';

const MODELS = ['model_quantized.onnx', 'model.onnx', 'onnx/model_quantized.onnx', 'onnx/model.onnx'];
/** Tokens of a text that count; models of sentences know no longer ones. */
const MOST_TOKENS = 256;

type Runtime = typeof import('onnxruntime-web');

/** `packages`: where onnxruntime-web is installed, in its `node_modules`. */
export async function openOnnxEncoder(folder: string, packages: string): Promise<Opened> {
  const file = MODELS.map(name => join(folder, name)).find(path => existsSync(path));
  if (file === undefined) return { missing: `there is no model.onnx in ${folder}` };
  const tokenizerFile = join(folder, 'tokenizer.json');
  if (!existsSync(tokenizerFile)) return { missing: `there is no tokenizer.json in ${folder}` };
  const runtime = await loadRuntime([packages, folder]);
  if (!runtime) return { missing: `onnxruntime-web is not installed; npm install --prefix "${packages}" onnxruntime-web` };

  // Threads would take the cores that the user's own programs need, and a worker of a worker.
  runtime.env.wasm.numThreads = 1;
  const model = readFileSync(file);
  const session = await runtime.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const tokenizer = new Tokenizer(readJson(tokenizerFile), readJson(join(folder, 'tokenizer_config.json')));
  const isFirst = onlyFirst(readJson(join(folder, '1_Pooling', 'config.json')));
  return {
    id: `onnx ${createHash('sha256').update(model).digest('hex').slice(0, 16)}`,
    async embed(texts) {
      const vectors: Pooled[] = [];
      // One by one: padding would cost more than it saves.
      for (const text of texts) vectors.push(await embedOne(text));
      return vectors;
    },
  };

  async function embedOne(text: string): Promise<Pooled> {
    const { ids } = tokenizer.encode(text);
    const tokens = ids.slice(0, MOST_TOKENS);
    const whole = (values: readonly number[]): Tensor =>
      new (runtime as Runtime).Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
    const known: Readonly<Record<string, Tensor>> = {
      input_ids: whole(tokens),
      attention_mask: whole(tokens.map(() => 1)),
      token_type_ids: whole(tokens.map(() => 0)),
    };
    const inputs = Object.fromEntries(session.inputNames.map(name => [name, known[name] as Tensor]));
    const outputs = await session.run(inputs);
    return pooled(outputOf(session, outputs), isFirst);
  }
}

/** A sentence's own vector where the model gives one, else those of its tokens. */
function outputOf(session: InferenceSession, outputs: InferenceSession.ReturnType): Tensor {
  const name = session.outputNames.find(output => output === 'sentence_embedding') ?? session.outputNames[0];
  return outputs[name as string] as Tensor;
}

/** From the first of the folders that has it. */
async function loadRuntime(folders: readonly string[]): Promise<Runtime | undefined> {
  for (const folder of folders) {
    try {
      const require = createRequire(join(folder, 'package.json'));
      return (await import(pathToFileURL(require.resolve('onnxruntime-web')).href)) as Runtime;
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** Absent files are allowed: what they say has defaults. */
function readJson(file: string): object {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
}
