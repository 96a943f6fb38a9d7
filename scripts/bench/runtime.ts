/**
 * `npm run bench:runtime`: what the runtime adds to a call, beside a direct call, a bare Node proxy and Portkey's gateway, in one run and by turns.
 * Everything of the runtime is on: the durable ledger, three budgets, the exact cache. Linux only, as memory and CPU are read from /proc.
 *
 *   npm run bench:runtime                       five rounds
 *   npm run bench:runtime -- --rounds 9 --json  for a machine
 *   npm run bench:runtime -- --without-portkey  installs nothing
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadAverage } from './measure.ts';
import { startFarthing } from './runtime/farthing.ts';
import { measureMemory, measureStarts, type Report, roundsOf, type Subject } from './runtime/figures.ts';
import { startPortkey } from './runtime/portkey.ts';
import { run } from './runtime/program.ts';
import { table } from './runtime/table.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    'without-portkey': { type: 'boolean', default: false },
  },
});
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const cli = process.env.FARTHING_CLI ?? here('../../dist/cli.js');
if (!existsSync(cli)) throw new Error('dist/ is missing: run "npm run build"');

const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'));
const stops: (() => Promise<void>)[] = [];
try {
  const report = await bench(Number(values.rounds));
  console.log(values.json ? JSON.stringify(report, null, 2) : table(report));
} finally {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}

async function bench(rounds: number): Promise<Report> {
  const load = loadAverage();
  const upstream = await run([here('runtime/upstream.ts')]);
  stops.push(upstream.stop);
  const bare = await run([here('runtime/bareProxy.ts'), upstream.line]);
  stops.push(bare.stop);
  const farthing = await startFarthing(cli, join(folder, 'home'), upstream.line);
  stops.push(farthing.program.stop);
  const portkey = values['without-portkey'] ? 'not asked for' : await startPortkey(upstream.line);
  if (typeof portkey !== 'string') stops.push(portkey.program.stop);

  const path = '/v1/chat/completions';
  const subjects: Subject[] = [
    { name: 'direct', target: { url: upstream.line, path } },
    { name: 'bare proxy', target: { url: bare.line, path }, program: bare },
    { name: 'farthing', target: farthing.target, program: farthing.program, caches: true },
    ...(typeof portkey === 'string' ? [] : [{ name: 'portkey', ...portkey }]),
  ];
  const figures = await roundsOf(subjects, rounds);
  const memory = await measureMemory(farthing);
  return {
    load,
    rounds,
    figures,
    memory,
    starts: await measureStarts(cli, folder, upstream.line, rounds),
    ...(typeof portkey === 'string' && { withoutPortkey: portkey }),
  };
}
