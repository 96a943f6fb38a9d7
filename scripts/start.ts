/**
 * `npm start`: lints the example project and says what its repair saves. `npm start -- check PATH`, or any other command of Farthing, runs
 * that command, with paths as seen from the folder in which it was typed.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { savings } from './example/savings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'dist/cli.js');

function run(cwd: string, program: string, ...args: string[]): number {
  return spawnSync(process.execPath, [program, ...args], { cwd, stdio: 'inherit' }).status ?? 2;
}

const built = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) process.exit(2);

const args = process.argv.slice(2);
if (args.length > 0) process.exit(run(process.env.INIT_CWD ?? root, command, ...args));

console.log('The example, examples/support-agent/bad, makes seven expensive mistakes:\n');
const checked = run(root, command, 'check', '--no-cache', 'examples/support-agent/bad');
if (checked > 1) process.exit(checked);
console.log('\nThe same agent with those mistakes repaired is examples/support-agent/fixed:\n');
console.log(await savings(root, new Date().toISOString().slice(0, 10)));
console.log('\nNow yours: npm start -- check PATH, and npm start -- estimate PATH.');
