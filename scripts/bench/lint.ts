/**
 * `npm run bench`: what linting a large tree costs, in CPU seconds, beside the floors measured in the same session.
 *
 *   npm run bench                      the generated tree: 5,400 files, 41 MB, 9 % of them importing an LLM SDK
 *   npm run bench -- PATH              any tree
 *   npm run bench -- --json --runs 5   for a machine; medians of five runs
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { select } from '../../server/project/selection.ts';
import { type Floors, measureFloors } from './floors.ts';
import { type Cost, costOfNode, loadAverage, medianCost } from './measure.ts';
import { FULL_TREE, generateTree } from './tree/generateTree.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '3' } },
});
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
if (!existsSync(cli)) throw new Error('dist/ is missing: run "npm run build"');

const work = mkdtempSync(join(tmpdir(), 'farthing-bench-'));
try {
  const tree = positionals[0] === undefined ? generated() : resolve(positionals[0]);
  const report = await bench(tree, Number(values.runs));
  console.log(values.json ? JSON.stringify(report, null, 2) : table(report));
} finally {
  rmSync(work, { recursive: true, force: true });
}

interface Report {
  readonly tree: string;
  readonly files: number;
  readonly load: string;
  readonly floors: Floors;
  readonly full: Cost;
  readonly warm: Cost;
  /** Absent for a tree that is not ours to write in. */
  readonly oneFileChanged?: Cost;
}

function generated(): string {
  const tree = join(work, 'tree');
  mkdirSync(tree);
  generateTree(tree, FULL_TREE);
  return tree;
}

async function bench(tree: string, runs: number): Promise<Report> {
  const environment = { XDG_CACHE_HOME: join(work, 'cache') };
  const lint = (...flags: string[]) =>
    costOfNode([cli, 'check', '--format', 'json', '--fail-on', 'never', ...flags, '.'], tree, environment);
  const { files } = await select(['.'], { cwd: tree });
  const floors = await measureFloors(tree, runs);
  const full = await medianCost(runs, () => lint('--no-cache'));
  // Once to write the cache; a tree that is not ours may have one already.
  await lint();
  const warm = await medianCost(runs, () => lint());
  const mine = positionals[0] === undefined;
  const changed = files[Math.floor(files.length / 2)];
  const touch = () => changed && writeFileSync(changed, `${readFileSync(changed, 'utf8')}\n`);
  const oneFileChanged = mine ? await medianCost(runs, () => lint(), touch) : undefined;
  return { tree: mine ? 'generated' : tree, files: files.length, load: loadAverage(), floors, full, warm, oneFileChanged };
}

function table({ tree, files, load, floors, full, warm, oneFileChanged }: Report): string {
  const rows: [what: string, cost: Cost | undefined, bar?: string][] = [
    ['node start', floors.nodeStart],
    ['read every byte', floors.readEveryByte],
    ['parse the SDK files alone (from source)', floors.parseSdkFiles],
    ['ripgrep', floors.ripgrep],
    ['farthing check, full', full, '<= 2.50, 250 MB'],
    ['farthing check, nothing changed', warm, '<= 0.35'],
    ['farthing check, one file changed', oneFileChanged],
  ];
  const lines = rows.map(([what, cost, bar = '']) => {
    const cpu = cost ? cost.cpuSeconds.toFixed(2) : 'not installed';
    const memory = cost && cost.rssMegabytes > 0 ? `${Math.round(cost.rssMegabytes)} MB` : '';
    return `${what.padEnd(42)}${cpu.padStart(8)}${memory.padStart(9)}   ${bar}`.trimEnd();
  });
  return [
    `${files} files of ${tree}; load average ${load}`,
    '',
    `${''.padEnd(42)}${'CPU s'.padStart(8)}${'RSS'.padStart(9)}   aim`,
    ...lines,
  ].join('\n');
}
