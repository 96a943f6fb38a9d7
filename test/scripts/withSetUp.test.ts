import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../scripts/withSetUp.mjs', import.meta.url));

/** The lock file of a project with the package `node`, one other, and one that only another platform needs. */
const locked = {
  packages: {
    '': { name: 'project', version: '1.0.0' },
    'node_modules/node': { version: '24.0.0' },
    'node_modules/one': { version: '2.0.0' },
    'node_modules/elsewhere': { version: '3.0.0', optional: true },
  },
};
const { 'node_modules/elsewhere': _, ...here } = locked.packages;

describe('set-up before a script', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'farthing set-up-'));
    for (const folder of ['scripts', 'commands']) mkdirSync(join(root, folder));
    copyFileSync(script, join(root, 'scripts/withSetUp.mjs'));
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(locked));
    writeFileSync(join(root, 'scripts/hello.mjs'), "console.log('hello', ...process.argv.slice(2)); process.exit(7);");
    // An npm that writes down what it is asked, and installs on `ci` and, where the test says so, only on `rebuild`.
    const npm = `#!/bin/sh
echo "$1" >> "${root}/asked"
mkdir -p "${root}/node_modules/node/bin"
echo '${JSON.stringify({ packages: here })}' > "${root}/node_modules/.package-lock.json"
if [ "$1" != "$WITHOUT_SCRIPTS" ]; then ln -sf "${process.execPath}" "${root}/node_modules/node/bin/node"; fi
`;
    writeFileSync(join(root, 'commands/npm'), npm);
    chmodSync(join(root, 'commands/npm'), 0o755);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function run(env: NodeJS.ProcessEnv = {}) {
    const path = [join(root, 'commands'), process.env.PATH].join(delimiter);
    const args = [join(root, 'scripts/withSetUp.mjs'), 'scripts/hello.mjs', 'a', 'b c'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, ...env, PATH: path } });
    const asked = existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8').trim().split('\n') : [];
    return { stdout, stderr, status, asked };
  }

  it('installs on a fresh clone, says so, and runs the script with its arguments and exit code', () => {
    const { stdout, stderr, status, asked } = run();
    assert.deepEqual([stdout, status, asked], ['hello a b c\n', 7, ['ci']]);
    assert.match(stderr, /Installing packages, as node_modules is missing/);
  });

  it('installs nothing when what is locked is installed, and says nothing', () => {
    run();
    rmSync(join(root, 'asked'));
    const { stderr, asked } = run();
    assert.deepEqual([stderr, asked], ['', []]);
  });

  it('installs again when the lock file asks for another version', () => {
    run();
    rmSync(join(root, 'asked'));
    const changed = { packages: { ...locked.packages, 'node_modules/one': { version: '2.0.1' } } };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(changed));
    const { stderr, asked } = run();
    assert.deepEqual(asked, ['ci']);
    assert.match(stderr, /as one is not at 2\.0\.1/);
  });

  it('asks for the install script of the package node where npm left it out', () => {
    assert.deepEqual(run({ WITHOUT_SCRIPTS: 'ci' }).asked, ['ci', 'rebuild']);
  });

  it('installs again when the package node lost its program', () => {
    run();
    rmSync(join(root, 'node_modules/node/bin/node'));
    assert.deepEqual(run().asked, ['ci', 'ci']);
  });
});
