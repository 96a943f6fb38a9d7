/**
 * How far the estimate of tokens is from the count, and how long both take: `node scripts/measure/tokens.ts PATH...`, every file of text under
 * the paths. The table in docs/tokens.md is what it printed.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { estimateTokens } from '../../shared/models/tokens/estimateTokens.ts';
import { createTokenCounter } from '../../shared/models/tokens/tokenCounter.ts';

const EXTENSIONS = new Set(['.py', '.ts', '.tsx', '.js', '.md']);
const SKIPPED = new Set(['node_modules', '.git', 'dist']);
/** In shorter texts single tokens make per cents. */
const FEWEST_TOKENS = 200;
const LARGEST_FILE = 150_000;

interface Sample {
  readonly kind: string;
  readonly characters: number;
  readonly estimate: number;
  readonly o200k: number;
  readonly cl100k: number;
}

function* filesUnder(path: string): Generator<string> {
  if (statSync(path).isFile()) {
    if (EXTENSIONS.has(extname(path)) && statSync(path).size <= LARGEST_FILE) yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if ((entry.isDirectory() || entry.isFile()) && !SKIPPED.has(entry.name)) yield* filesUnder(join(path, entry.name));
  }
}

function row(kind: string, samples: readonly Sample[]): string {
  const sum = (pick: (sample: Sample) => number) => samples.reduce((total, sample) => total + pick(sample), 0);
  const off = samples.map(({ estimate, o200k }) => Math.abs(estimate / o200k - 1)).sort((a, b) => a - b);
  const at = (share: number) => percent(off[Math.min(off.length - 1, Math.floor(off.length * share))] ?? 0);
  const bias = percent(sum(sample => sample.estimate) / sum(sample => sample.o200k) - 1);
  const ratio = (sum(sample => sample.cl100k) / sum(sample => sample.o200k)).toFixed(3);
  return `| ${[kind, samples.length, sum(sample => sample.o200k), bias, at(0.5), at(0.9), at(0.99), ratio].join(' | ')} |`;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

const counter = createTokenCounter();
const started = performance.now();
await counter.load();
const loading = performance.now() - started;

const samples: Sample[] = [];
let counting = 0;
let estimating = 0;
for (const file of process.argv.slice(2).flatMap(path => [...filesUnder(path)])) {
  const text = readFileSync(file, 'utf8');
  const before = performance.now();
  const o200k = counter.count(text, 'o200k').tokens;
  const between = performance.now();
  const estimate = estimateTokens(text);
  estimating += performance.now() - between;
  counting += between - before;
  if (o200k < FEWEST_TOKENS) continue;
  samples.push({ kind: extname(file), characters: text.length, estimate, o200k, cl100k: counter.count(text, 'cl100k').tokens });
}

const megabytes = samples.reduce((sum, sample) => sum + sample.characters, 0) / 1e6;
console.log('| files | number | tokens | estimate, all together | half of them within | nine of ten | 99 of 100 | cl100k / o200k |');
console.log('|---|---|---|---|---|---|---|---|');
for (const kind of [...EXTENSIONS]) {
  const some = samples.filter(sample => sample.kind === kind);
  if (some.length > 0) console.log(row(kind, some));
}
console.log(row('all', samples));
console.log(
  `\nload both vocabularies ${loading.toFixed(0)} ms; count ${((megabytes / counting) * 1000).toFixed(1)} MB/s; estimate ${((megabytes / estimating) * 1000).toFixed(1)} MB/s`,
);
