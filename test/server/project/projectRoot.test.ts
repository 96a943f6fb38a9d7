import assert from 'node:assert/strict';
import { Folders } from '../../../server/project/folders.ts';
import { projectRoot } from '../../../server/project/projectRoot.ts';
import { temporaryTree } from '../../temporaryTree.ts';

describe('root of a project', () => {
  const root = (tree: Record<string, string>, targets: string[], cwd: string) => {
    const base = temporaryTree(tree);
    const at = (path: string) => (path === '' ? base : `${base}/${path}`);
    return projectRoot(targets.map(at), new Folders(), cwd.startsWith('/') ? cwd : at(cwd)).slice(base.length + 1);
  };

  it('is the repository, from anywhere', () => {
    const tree = { 'repo/.git/HEAD': '', 'repo/app/x.py': '', 'repo/app/pyproject.toml': '' };
    assert.equal(root(tree, ['repo/app'], ''), 'repo');
    assert.equal(root(tree, ['repo/app'], '/'), 'repo');
  });

  it('is, without a repository, the outermost marked folder below the working directory', () => {
    const tree = { 'package.json': '{}', 'mono/package.json': '{}', 'mono/packages/a/package.json': '{}', 'mono/packages/b/x.ts': '' };
    assert.equal(root(tree, ['mono/packages/a'], 'mono'), 'mono');
    assert.equal(root(tree, ['mono/packages/a', 'mono/packages/b'], 'mono'), 'mono');
  });

  it('is the working directory where nothing is marked', () => {
    assert.equal(root({ 'w/a/b/x.py': '' }, ['w/a/b'], 'w'), 'w');
  });

  it('is the nearest marked folder where the working directory is elsewhere', () => {
    assert.equal(root({ 'p/pyproject.toml': '', 'p/app/x.py': '', 'other/y': '' }, ['p/app'], 'other'), 'p');
  });
});
