import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { compatible } from '../../../server/project/compatibleFixes.ts';
import type { FixReport } from '../../../server/project/report.ts';
import { farthing, findings, OVERSIZED, temporaryTree } from './command.ts';

const REPAIRED = OVERSIZED.replace('"k": 50', '"k": 10');
const read = (path: string) => readFileSync(path, 'utf8');

describe('repairs', () => {
  it('are made with --fix-suggestions, come to rest, and leave nothing to repair', () => {
    const root = temporaryTree({ 'a.py': OVERSIZED });
    const run = farthing(root, ['check', '--fix-suggestions']);
    assert.equal(run.code, 0);
    assert.match(run.stderr, /1 repaired in 1 file/);
    assert.equal(read(`${root}/a.py`), REPAIRED);
    assert.deepEqual(findings(root), []);
    const again = farthing(root, ['check', '--fix-suggestions']);
    assert.equal(again.stderr, '');
    assert.equal(read(`${root}/a.py`), REPAIRED);
  });

  it('that change what code does are not made with --fix', () => {
    const root = temporaryTree({ 'a.py': OVERSIZED });
    assert.equal(farthing(root, ['check', '--fix']).code, 1);
    assert.equal(read(`${root}/a.py`), OVERSIZED);
  });

  it('keep byte-order mark, line ends, mode and a link', () => {
    const windows = `\uFEFF${OVERSIZED.replaceAll('\n', '\r\n')}`;
    const root = temporaryTree({ 'real/a.py': windows });
    chmodSync(`${root}/real/a.py`, 0o755);
    symlinkSync('real/a.py', `${root}/link.py`);
    farthing(root, ['check', '--fix-suggestions', 'link.py']);
    assert.equal(read(`${root}/real/a.py`), windows.replace('"k": 50', '"k": 10'));
    assert.equal(statSync(`${root}/real/a.py`).mode & 0o777, 0o755);
    assert.equal(read(`${root}/link.py`), read(`${root}/real/a.py`));
  });

  it('keep every other byte of a notebook', () => {
    const source = JSON.stringify(OVERSIZED.split(/(?<=\n)/)).replaceAll('",', '",\n    ');
    const text = `{"cells":[\n {"cell_type":"code","outputs":[{"x":  1}],\n   "source":${source}}, {"cell_type":"code","source":"y = '\\u00e9'"}],\n"metadata":{"language_info":{"name":"python"}},"nbformat":4,"nbformat_minor":5}`;
    const root = temporaryTree({ 'n.ipynb': text });
    farthing(root, ['check', '--fix-suggestions']);
    assert.equal(read(`${root}/n.ipynb`), text.replace('\\"k\\": 50', '\\"k\\": 10'));
  });

  it('are printed and not made with --diff', () => {
    const root = temporaryTree({ 'sub/a.py': OVERSIZED });
    const run = farthing(root, ['check', '--diff', '--fix-suggestions']);
    assert.equal(run.code, 1);
    assert.match(run.stdout, /^--- a\/sub\/a\.py\n\+\+\+ b\/sub\/a\.py\n@@ /);
    assert.match(run.stdout, /\n-retriever = .*50.*\n\+retriever = .*10.*\n/);
    assert.equal(read(`${root}/sub/a.py`), OVERSIZED);
  });

  it('of standard input go to standard output', () => {
    const root = temporaryTree({});
    const run = farthing(root, ['check', '--stdin', '--stdin-filename', 'a.py', '--fix-suggestions'], { input: OVERSIZED });
    assert.equal(run.stdout, REPAIRED);
    assert.match(run.stderr, /Nothing found/);
    const clean = farthing(root, ['check', '--stdin', '--stdin-filename', 'a.py', '--fix'], { input: 'x = 1\n' });
    assert.equal(clean.stdout, 'x = 1\n');
  });

  it('are not made in a file that is not valid UTF-8, whose bytes would be lost', () => {
    const root = temporaryTree({});
    const bytes = Buffer.concat([Buffer.from(OVERSIZED), Buffer.from([0x23, 0xff, 0x0a])]);
    writeFileSync(`${root}/a.py`, bytes);
    const run = farthing(root, ['check', '--fix-suggestions']);
    assert.match(run.stderr, /a\.py: not repaired: the file is not valid UTF-8/);
    assert.deepEqual(readFileSync(`${root}/a.py`), bytes);
  });

  it('wait for the next round when they touch each other', () => {
    const fix = (...spans: [number, number][]): FixReport => ({
      title: '',
      safety: 'safe',
      edits: spans.map(([start, end]) => ({ span: { start, end }, text: '', line: 1, column: 1, endLine: 1, endColumn: 1 })),
    });
    const [a, b, c, d] = [fix([0, 5]), fix([5, 7]), fix([8, 9], [3, 4]), fix([20, 20])];
    assert.deepEqual(compatible([a, b, c, d, fix([20, 20])]), [a, d]);
  });
});
