import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { discover } from '../../../server/project/discover.ts';
import { Folders } from '../../../server/project/folders.ts';
import { temporaryTree } from '../../temporaryTree.ts';

function found(root: string, ...paths: string[]): string[] {
  const { files } = discover(paths.length > 0 ? paths : ['.'], new Folders(), root);
  return files.map(file => file.slice(root.length + 1)).sort();
}

const tree = (...paths: string[]) => Object.fromEntries(paths.map(path => [path, '']));

describe('discovery', () => {
  it('takes Python, TypeScript, JavaScript and notebooks, and nothing else', () => {
    const sources = ['a.py', 'b.ts', 'c.tsx', 'd.js', 'e.jsx', 'f.mts', 'g.cjs', 'h.ipynb'];
    const root = temporaryTree(tree(...sources, 'i.d.ts', 'j.pyi', 'k.md', 'l.min.js', 'm.json', '.py'));
    assert.deepEqual(found(root), sources);
  });

  it('skips hidden folders, libraries, virtual environments and build output', () => {
    const root = temporaryTree(
      tree('src/a.py', '.hidden/a.py', 'node_modules/x/a.js', 'p/venv/a.py', 'mine/pyvenv.cfg', 'mine/lib/a.py', 'dist/a.js', 'build/a.js'),
    );
    assert.deepEqual(found(root), ['src/a.py']);
  });

  it('respects nested ignore files, the inner one having the last word', () => {
    const root = temporaryTree({
      ...tree('a/gen/x.py', 'b/gen/x.py', 'b/skip.py', 'c.py', 'd/y_pb2.py', 'd/own.py'),
      '.gitignore': 'gen/\n*_pb2.py\n',
      'b/.gitignore': '!gen/\nskip.py\n',
      'd/.farthingignore': 'own.py\n!y_pb2.py\n',
    });
    assert.deepEqual(found(root), ['b/gen/x.py', 'c.py', 'd/y_pb2.py']);
  });

  it('respects the ignore files of the repository around the folder it is given', () => {
    const root = temporaryTree({
      ...tree('sub/a.py', 'sub/gen/b.py', 'sub/local.py', '.git/HEAD'),
      '.gitignore': 'gen/\n',
      '.git/info/exclude': 'local.py\n',
    });
    assert.deepEqual(found(root, 'sub'), ['sub/a.py']);
  });

  it('knows no rules of a repository around another', () => {
    const root = temporaryTree({ ...tree('.git/HEAD', 'inner/.git/HEAD', 'inner/a.py'), '.gitignore': 'a.py\n' });
    assert.deepEqual(found(root), ['inner/a.py']);
  });

  it('lints a folder that is named although something ignores it', () => {
    const root = temporaryTree({ ...tree('.git/HEAD', 'old/a.py', 'dist/b.js'), '.gitignore': 'old/\n' });
    assert.deepEqual(found(root), []);
    assert.deepEqual(found(root, 'old', 'dist'), ['dist/b.js', 'old/a.py']);
  });

  it('lints a file that is named whatever ignores it, and once', () => {
    const root = temporaryTree({ ...tree('.git/HEAD', 'a.py', 'b.py'), '.gitignore': 'a.py\n' });
    assert.deepEqual(found(root, 'a.py', '.', './a.py'), ['a.py', 'b.py']);
  });

  it('is not trapped by links that go round in a circle', () => {
    const root = temporaryTree(tree('a/x.py'));
    symlinkSync(root, `${root}/a/back`);
    symlinkSync('loop', `${root}/loop`);
    assert.deepEqual(found(root), ['a/x.py']);
  });

  it('tells a path that is not there from a file that is not for it', () => {
    const root = temporaryTree(tree('notes.md'));
    const { missing, problems } = discover(['nowhere', 'notes.md'], new Folders(), root);
    assert.deepEqual(missing, ['nowhere: it does not exist']);
    assert.deepEqual(problems, [{ path: `${root}/notes.md`, message: 'not a Python, TypeScript, JavaScript or notebook file' }]);
  });
});
