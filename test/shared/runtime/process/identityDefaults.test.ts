import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { identityDefaults, nameOfRemote } from '../../../../shared/runtime/process/identityDefaults.ts';
import { temporaryTree } from '../../../temporaryTree.ts';

function repository(settings: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryTree({ 'src/a.txt': '' });
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch', 'main');
  for (const [name, value] of Object.entries(settings)) git('config', name, value);
  return folder;
}

describe('who a call is charged to when it does not say', () => {
  it('is in the configuration first, then in git', async () => {
    const folder = repository({ 'user.email': 'ada@example.com', 'remote.origin.url': 'git@github.com:acme/shop.git' });
    const { branch, ...named } = await identityDefaults({}, `${folder}/src`);
    assert.deepEqual(named, { user: 'ada@example.com', project: 'acme/shop' });
    assert.equal(branch(), 'main');
    const { branch: _, ...configured } = await identityDefaults({ user: 'u', team: 't', project: 'p' }, folder);
    assert.deepEqual(configured, { user: 'u', team: 't', project: 'p' });
  });

  it('has the folder of a repository without a remote as its project', async () => {
    const folder = repository({ 'user.email': 'ada@example.com' });
    assert.equal((await identityDefaults({}, `${folder}/src`)).project, folder.split('/').at(-1));
  });

  it('has no project and no branch outside of a repository', async () => {
    const { user, project, branch } = await identityDefaults({}, temporaryTree({}));
    assert.ok(user);
    assert.equal(project, undefined);
    assert.equal(branch(), undefined);
  });

  it('follows a change of branch within a second, and knows none when HEAD is detached', async () => {
    const folder = repository();
    let now = 0;
    const { branch } = await identityDefaults({}, folder, () => now);
    assert.equal(branch(), 'main');
    writeFileSync(`${folder}/.git/HEAD`, 'ref: refs/heads/feature/x\n');
    now = 999;
    assert.equal(branch(), 'main');
    now = 1000;
    assert.equal(branch(), 'feature/x');
    writeFileSync(`${folder}/.git/HEAD`, '4b825dc642cb6eb9a060e54bf8d69288fbee4904\n');
    now = 2000;
    assert.equal(branch(), undefined);
  });

  it('reads the branch of a worktree, whose .git is a file', async () => {
    const folder = temporaryTree({
      'main/.git/worktrees/w/HEAD': 'ref: refs/heads/beside\n',
      'w/.git': 'gitdir: ../main/.git/worktrees/w\n',
    });
    const { branch, project } = await identityDefaults({}, `${folder}/w`);
    assert.equal(branch(), 'beside');
    assert.equal(project, 'w');
  });

  for (const [remote, name] of [
    ['git@github.com:acme/shop.git', 'acme/shop'],
    ['https://github.com/acme/shop', 'acme/shop'],
    ['https://user:token@gitlab.example/group/sub/shop.git/', 'sub/shop'],
    ['ssh://git@host:2222/acme/shop.git', 'acme/shop'],
    ['/srv/git/shop.git', 'git/shop'],
    ['', undefined],
  ] as const) {
    it(`is named after the end of the remote ${JSON.stringify(remote)}, without host and credentials`, () => {
      assert.equal(nameOfRemote(remote), name);
    });
  }
});
