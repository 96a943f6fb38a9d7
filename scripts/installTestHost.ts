/**
 * `npm run test:vscode:install`: installs the VS Code that the tests of the extension run in, below `test/vscode/host`. It is some 600 MB, and
 * needs npm alone: no compiler, no download from elsewhere. Does nothing when it is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const host = fileURLToPath(new URL('../test/vscode/host', import.meta.url));
const vscode = join(host, 'node_modules/code-server/lib/vscode');
/** Written last, so that an installation that broke off is done again. */
const complete = join(host, 'node_modules/.complete');

function npm(folder: string, ...args: string[]): void {
  // Their install scripts compile modules that VS Code does without.
  const run = spawnSync('npm', [...args, '--ignore-scripts', '--loglevel=error', '--no-fund', '--no-audit'], {
    cwd: folder,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (run.status === 0) return;
  console.error(`npm ${args.join(' ')} failed in ${folder}; its message is above.`);
  process.exit(1);
}

if (!existsSync(complete)) {
  const started = Date.now();
  console.log('Installing VS Code for the tests of the extension ...');
  npm(host, 'ci');
  // Not `npm ci`: the lock files they come with are those of a development tree.
  npm(vscode, 'install', '--omit=dev');
  npm(join(vscode, 'extensions'), 'install', '--omit=dev');
  writeFileSync(complete, '');
  console.log(`Installed in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
}
