/**
 * Measures the router: `npm run measure:routing -- [--data DIR] [--vectors FILE] [--json]`. DIR has files `routing-*` and `cascade-gsm8k-*` (JSON lines,
 * compressed or not; `../shared/data` unless given). With the sentence encoder installed, questions are embedded, which takes minutes; FILE keeps that.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openLocalEmbedder } from '../../shared/runtime/cache/semantic/embedders/localEmbedder.ts';
import { featuresOf, LEXICAL } from '../../shared/runtime/router/features.ts';
import { learnFrom } from '../../shared/runtime/router/learned.ts';
import { Outcomes } from '../../shared/runtime/router/outcomes.ts';
import { rowsOf, setsIn } from './jsonLines.ts';
import { figuresOf, type RoutingFigures } from './routing/curve.ts';
import { embeddingsOf } from './routing/embeddings.ts';
import { type Answered, BASELINES, cascadeScores, learnedScores, type Question } from './routing/methods.ts';
import { randomSplits, splitsByTask } from './routing/splits.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '../shared/data') },
    vectors: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

/** Questions of a benchmark of many tasks, and of one. */
const isMany = ({ task }: Question): boolean => task !== 'gsm8k';

type Figures = Record<string, RoutingFigures>;

function baselinesOf(questions: readonly Question[]): Figures {
  return Object.fromEntries(Object.entries(BASELINES).map(([name, scores]) => [name, figuresOf(questions, scores(questions))]));
}

async function measure() {
  const questions = setsIn(options.data, 'routing-').flatMap(file => rowsOf<Question>(file));
  const answered = setsIn(options.data, 'cascade-gsm8k-')
    .flatMap(file => rowsOf<Answered>(file))
    .map(row => ({ ...row, task: 'gsm8k' }));
  if (questions.length === 0 && answered.length === 0)
    throw new Error(`there are no files routing-* or cascade-gsm8k-* in ${options.data}`);
  const opened = await openLocalEmbedder({ kind: 'sentence-encoder', folder: root });
  if ('missing' in opened) console.error(opened.missing);
  const vectors = await embeddingsOf(
    questions.map(({ prompt }) => prompt),
    'missing' in opened ? undefined : opened,
    options.vectors,
  );
  const sets: Record<string, Figures> = {};
  for (const [name, wanted] of [
    ['MMLU', isMany],
    ['GSM8K', (one: Question) => !isMany(one)],
  ] as const) {
    const rows = [...questions.keys()].filter(at => wanted(questions[at] as Question));
    if (rows.length === 0) continue;
    const some = rows.map(at => questions[at] as Question);
    const own = vectors && rows.map(at => vectors[at] as Float32Array);
    const tasks = some.map(({ task }) => task);
    const known = randomSplits(some.length);
    const ours = (splits: typeof known, withSites: boolean) => ({
      'ours, words alone': figuresOf(some, learnedScores(some, splits, withSites)),
      ...(own && { 'ours, with embeddings': figuresOf(some, learnedScores(some, splits, withSites, own)) }),
    });
    sets[name] = { ...baselinesOf(some), ...ours(known, true) };
    if (new Set(tasks).size > 1) sets[`${name}, unseen subjects`] = { ...baselinesOf(some), ...ours(splitsByTask(tasks), false) };
  }
  if (answered.length > 0) {
    sets['GSM8K, cascade'] = {
      ...baselinesOf(answered),
      'ours, checks of the cheap answer': figuresOf(answered, cascadeScores(answered, randomSplits(answered.length)), true),
      'a perfect check': figuresOf(
        answered,
        answered.map(({ weak }) => 1 - weak),
        true,
      ),
    };
  }
  return { sets, decisionMs: decisionMs(questions.length > 0 ? questions : answered) };
}

/** Milliseconds of a decision, without an embedding: p50 and p99. */
function decisionMs(questions: readonly Question[]) {
  const outcomes = new Outcomes(featuresOf('', LEXICAL).length);
  for (const { prompt, task, weak } of questions.slice(0, 2_000)) outcomes.learn(featuresOf(prompt, LEXICAL), task, { cheap: weak === 1 });
  const model = learnFrom(outcomes);
  const times = questions.slice(0, 2_000).map(({ prompt, task }) => {
    const before = performance.now();
    model.gain(featuresOf(prompt, LEXICAL), task);
    return performance.now() - before;
  });
  times.sort((one, other) => one - other);
  return { p50: times[Math.floor(times.length * 0.5)] ?? 0, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

function tableOf(name: string, figures: Figures): string {
  const [{ requests, weakAccuracy, strongAccuracy }] = Object.values(figures) as [RoutingFigures];
  const rows = Object.entries(figures).map(
    ([method, { apgr, cpt50, cpt80, savingAt95, savingAt98 }]) =>
      `| ${[method, apgr.toFixed(3), percent(cpt50), percent(cpt80), percent(savingAt95), percent(savingAt98)].join(' | ')} |`,
  );
  return [
    `${name}: ${requests.toLocaleString('en')} questions, ${percent(weakAccuracy)} answered by the cheap model, ${percent(strongAccuracy)} by the strong one`,
    '',
    '| | APGR | CPT(50 %) | CPT(80 %) | saved at 95 % | at 98 % |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

const measured = await measure();
if (options.json) console.log(JSON.stringify({ version: 1, ...measured }, null, 2));
else {
  for (const [name, figures] of Object.entries(measured.sets)) console.log(`${tableOf(name, figures)}\n`);
  console.log(
    `a decision takes ${measured.decisionMs.p50.toFixed(3)} ms (p99 ${measured.decisionMs.p99.toFixed(3)} ms), without an embedding`,
  );
}
