import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');

/** As a user has it: the bundles alone, with no node_modules anywhere above them. */
describe('the built command', () => {
  let folder: string;

  before(() => {
    assert.ok(existsSync(join(dist, 'cli.js')), 'dist/ is missing: run "npm run build"');
    folder = mkdtempSync(join(tmpdir(), 'farthing-built-'));
    cpSync(dist, join(folder, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    writeFileSync(
      join(folder, 'ask.py'),
      'from openai import OpenAI\n\nOpenAI().chat.completions.create(model="gpt-4.1-mini", messages=[{"role": "user", "content": "Hi"}])\n',
    );
    writeFileSync(
      join(folder, 'ask.tsx'),
      "import OpenAI from 'openai';\nawait new OpenAI().chat.completions.create({ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Hi' }] });\n",
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const farthing = (...args: string[]) => spawnSync(process.execPath, ['dist/cli.js', ...args], { cwd: folder, encoding: 'utf8' });

  it('needs nothing but Node and the files beside it', () => {
    const run = farthing('estimate', '--no-cache', '--format', 'json', '.');
    assert.equal(run.stderr, '');
    const { calls } = JSON.parse(run.stdout) as { calls: { path: string; cost: object | null }[] };
    assert.deepEqual(
      calls.map(({ path, cost }) => [path, cost !== null]),
      [
        ['ask.py', true],
        ['ask.tsx', true],
      ],
    );
  });

  it('says the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.equal(farthing('--version').stdout.trim(), version);
  });

  it('can be started by its name alone', () => {
    assert.match(readFileSync(join(dist, 'cli.js'), 'utf8'), /^#!\/usr\/bin\/env node\n/);
  });

  it('carries the notices of what is bundled', () => {
    const notices = readFileSync(join(dist, 'THIRD_PARTY_NOTICES.txt'), 'utf8');
    for (const name of ['web-tree-sitter', '@vscode/tree-sitter-wasm', '@pydantic/genai-prices', 'gpt-tokenizer', 'commander']) {
      assert.match(notices, new RegExp(`^${name} \\d`, 'm'));
    }
  });

  it('is made of programs, chunks, grammars, the page of the panel and notices only', () => {
    assert.deepEqual(
      readdirSync(dist).filter(name => !/\.(js|wasm)$/.test(name)),
      ['THIRD_PARTY_NOTICES.txt', 'spendPanel.css', 'spendPanel.html'],
    );
  });
});
