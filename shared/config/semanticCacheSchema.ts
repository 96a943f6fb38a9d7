/** The part of a user's configuration that the semantic cache goes by. */
import * as z from 'zod/mini';
import { documented } from './documentation.ts';
import { DEFAULT_RUNTIME, EMBEDDERS, SEMANTIC_EXTRAS, SEMANTIC_MODES } from './runtimeDefaults.ts';

const text = z.string().check(z.minLength(1));
const positive = z.int().check(z.positive());
const percent = z.number().check(z.minimum(0), z.maximum(100));

const defaults = DEFAULT_RUNTIME.semanticCache;

/** What can be said of some requests as of all. */
const treatment = () => ({
  mode: documented(
    z.optional(z.enum(SEMANTIC_MODES)),
    '`shadow`: only find out what would be answered, and compare it with what the upstream says. `on`: answer. `off`: neither.',
    { default: defaults.mode },
  ),
  ttlSeconds: documented(z.optional(positive), 'Seconds for which an answer is kept.', { default: defaults.ttlSeconds }),
  verifyPercent: documented(
    z.optional(percent),
    'Percent of the answers it would give that are asked for upstream all the same, to be compared. In shadow all are.',
    { default: defaults.verifyPercent },
  ),
  maxWrongPercent: documented(z.optional(percent), 'Percent of wrong answers, as measured, past which it switches itself off.', {
    default: defaults.maxWrongPercent,
  }),
  allow: documented(
    z.optional(z.array(z.enum(SEMANTIC_EXTRAS))),
    'What it leaves alone unless it stands here: requests with tools, of more than one turn, with a temperature above 0 (the exact cache must have `sampled`), with words such as "today".',
    { default: defaults.allow },
  ),
});

const pattern = (what: string) => documented(z.optional(text), `${what}; \`*\` stands for anything.`);

const match = () =>
  z.strictObject({
    upstream: pattern('Name of the upstream'),
    endpoint: pattern('Path, as `farthing report` has it'),
    model: pattern('Model'),
    site: pattern('Call site, as `farthing estimate --format json` has it'),
    project: pattern('Project'),
  });

const embedder = () =>
  z.strictObject({
    kind: documented(
      z.enum(EMBEDDERS),
      '`sentence-encoder`: Universal Sentence Encoder, on this machine. `onnx`: a model of yours, on this machine. `endpoint`: the embeddings of an upstream, OpenAI or Ollama; its calls are metered as yours.',
    ),
    folder: documented(
      z.optional(text),
      'Where the packages of the sentence encoder are installed (the `encoder` folder of the home if absent), or where the ONNX model is.',
    ),
    upstream: documented(z.optional(text), "Of an endpoint: name of an upstream that speaks OpenAI's dialect."),
    model: documented(z.optional(text), 'Of an endpoint: its model.', { examples: ['text-embedding-3-small', 'nomic-embed-text'] }),
    key: documented(
      z.optional(text),
      'Of an endpoint: the environment variable of the runtime that holds its key. Without it, the key of the request is used where it goes to the same upstream, else none.',
    ),
  });

export const semanticCache = () =>
  z.strictObject({
    ...treatment(),
    maxMegabytes: documented(z.optional(positive), 'Megabytes that it may take on disk.', { default: defaults.maxMegabytes }),
    embedder: documented(z.optional(embedder()), 'What tells how near questions are; the sentence encoder if absent.'),
    routes: documented(
      z.optional(z.array(z.strictObject({ match: documented(match(), 'Which requests.'), ...treatment() }))),
      'Requests that are treated otherwise; the first that fits holds.',
      { examples: [[{ match: { model: 'gpt-4o-mini', project: 'support' }, mode: 'on' }]] },
    ),
  });
