/** The static checks, all of them even when one fails: `npm run check`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is checked, and the script of a package, or file, that checks it. */
const checks: readonly (readonly [what: string, program: string, ...args: string[]])[] = [
  ['types', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ["types of the panel's page", 'node_modules/typescript/bin/tsc', '--noEmit', '--project', 'client/spendPanel/webview'],
  ['style', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  ['unused code', 'node_modules/knip/bin/knip.js'],
  [
    'layers',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    'client',
    'server',
    'shared',
    'scripts',
    'test',
  ],
  ['bundles and their licences', 'scripts/build.ts'],
  ['generated files', 'scripts/generateDocs.ts', '--check'],
];

const failed: string[] = [];
for (const [what, program, ...args] of checks) {
  const started = performance.now();
  const run = spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8' });
  const good = run.status === 0;
  console.log(`${good ? 'ok    ' : 'FAILED'} ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (good) continue;
  failed.push(what);
  console.log(`${run.stdout}${run.stderr}`.trimEnd());
}

console.log(failed.length > 0 ? `Failed: ${failed.join(', ')}.` : 'All static checks pass.');
process.exit(failed.length > 0 ? 1 : 0);
