/**
 * `npm run test:desktop`: the tests of `test/vscode/suite` in a desktop VS Code, which is downloaded first. For machines with a display and a
 * network; everywhere else the same tests run in `npm test`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import type { Outcome } from '../test/vscode/outcome.ts';
import { bundleSuite } from '../test/vscode/suiteBundle.ts';
import { workspaceFiles } from '../test/vscode/workspace.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const shell = process.platform === 'win32';

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

const executable = await downloadAndUnzipVSCode({ cachePath: join(root, 'node_modules/.cache/vscode') }).catch((error: Error) =>
  stop(`VS Code could not be downloaded: ${error.message}`),
);
const folder = mkdtempSync(join(tmpdir(), 'farthing-desktop-'));
for (const [path, text] of Object.entries(workspaceFiles)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const places = ['--extensions-dir', join(folder, 'extensions'), '--user-data-dir', join(folder, 'user-data')];

const vsix = join(folder, 'farthing.vsix');
const packaged = spawnSync(process.execPath, ['scripts/package.ts', vsix], { cwd: root, stdio: 'inherit' });
if (packaged.status !== 0) process.exit(1);
const [cli = '', ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
const installed = spawnSync(cli, [...args, ...places, '--install-extension', vsix], { shell, stdio: 'inherit' });
if (installed.status !== 0) stop('The extension could not be installed; the message of VS Code is above.');

const suite = await bundleSuite();
const outcome = join(folder, 'outcome.json');
await runTests({
  vscodeExecutablePath: executable,
  extensionDevelopmentPath: suite.extension,
  extensionTestsPath: suite.tests,
  launchArgs: [join(folder, 'all.code-workspace'), ...places, '--disable-workspace-trust'],
  extensionTestsEnv: { FARTHING_OUTCOME: outcome, FARTHING_HOME: join(folder, 'home') },
});
const outcomes: Outcome[] = JSON.parse(readFileSync(outcome, 'utf8'));
suite.remove();
rmSync(folder, { recursive: true, force: true });

const failed = outcomes.filter(({ error }) => error !== undefined);
for (const { title, error } of failed) console.log(`${title.join(': ')}\n${error}\n`);
console.log(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 || outcomes.length === 0 ? 1 : 0);
