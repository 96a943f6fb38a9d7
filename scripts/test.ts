/**
 * Builds, then runs the tests: `npm test`, or `npm test -- test/server/syntax` for a folder or file.
 * Prints the skipped ones by name and `N passed, N failed` last. With CI=true nothing may be skipped.
 */
import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';

const root = fileURLToPath(new URL('..', import.meta.url));
const ci = process.env.CI === 'true';

/** Test files below the given folders, or the given files. */
function testFiles(paths: readonly string[]): string[] {
  return paths.flatMap(path =>
    statSync(path).isDirectory() ? globSync(`${path}/**/*.test.ts`, { exclude: ['**/node_modules/**'] }).sort() : [path],
  );
}

const built = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const asked = process.argv.slice(2);
const mocha = new Mocha({ reporter: asked.length > 0 ? 'spec' : 'dot', timeout: 60_000, forbidOnly: ci });
for (const file of testFiles(asked.length > 0 ? asked : ['test'])) mocha.addFile(file);
await mocha.loadFilesAsync();

const skipped: string[] = [];
const runner = mocha.run(() => {
  const { passes = 0, failures = 0 } = runner.stats ?? {};
  if (skipped.length > 0)
    console.log(`Skipped${ci ? ', though CI=true allows none' : ''}:\n${skipped.map(name => `  ${name}`).join('\n')}\n`);
  const failed = failures + (ci ? skipped.length : 0);
  console.log(`${passes} passed, ${failed} failed${skipped.length > 0 && !ci ? `, ${skipped.length} skipped` : ''}`);
  process.exit(failed > 0 || passes === 0 ? 1 : 0);
});
runner.on('pending', test => skipped.push(test.fullTitle()));
