import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { temporaryTree } from '../../temporaryTree.ts';
import { LIMITED, UNLIMITED, UNLIMITED_TS } from './samples.ts';
import { serverProgram } from './serverProgram.ts';

const script = fileURLToPath(new URL('neovim.lua', import.meta.url));
const isInstalled = spawnSync('nvim', ['--version']).status === 0;

interface Outcome {
  readonly before: readonly { readonly rule: string; readonly line: number }[];
  readonly titles: readonly string[];
  readonly after: readonly unknown[];
  readonly applied: boolean;
}

/** Opens a file in Neovim and takes the action with that in its title. */
function inNeovim(folder: string, file: string, action: string): Outcome {
  const command = [process.execPath, serverProgram(), '--stdio'];
  const run = spawnSync('nvim', ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', file, '-c', `luafile ${script}`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 90_000,
    env: { ...process.env, FARTHING_COMMAND: JSON.stringify(command), FARTHING_ACTION: action },
  });
  const line = run.stdout.split('\n').find(one => one.startsWith('{'));
  assert.ok(line, `nvim ended with ${run.status}: ${run.stdout}${run.stderr}`);
  return JSON.parse(line);
}

describe('Neovim', () => {
  before(function () {
    if (!isInstalled) this.skip();
  });

  it('shows what is found, and fixes it by the code action', () => {
    const folder = temporaryTree({ 'answer.py': UNLIMITED });
    const { before, titles, after, applied } = inNeovim(folder, 'answer.py', 'Limit the answer');
    assert.deepEqual(
      before.map(({ rule, line }) => [rule, line]),
      [['missing-max-tokens', 7]],
    );
    assert.ok(applied, titles.join('\n'));
    assert.deepEqual(after, []);
    assert.equal(readFileSync(`${folder}/answer.py`, 'utf8'), LIMITED.replace('300', '1024'));
  });

  it('silences what is found by a comment', () => {
    const folder = temporaryTree({ 'answer.ts': UNLIMITED_TS });
    const { after } = inNeovim(folder, 'answer.ts', 'Ignore missing-max-tokens here');
    assert.deepEqual(after, []);
    assert.match(readFileSync(`${folder}/answer.ts`, 'utf8'), /\n {2}\/\/ farthing-ignore missing-max-tokens: .*\n {2}return/);
  });
});
