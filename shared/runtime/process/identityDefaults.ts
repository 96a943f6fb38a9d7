/** Who a call is charged to, and what it is for, where the request does not say. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import type { RuntimeSettings } from '../settings.ts';

export interface IdentityDefaults {
  readonly user?: string;
  readonly team?: string;
  readonly project?: string;
  /** What is checked out at this moment in the repository that `project` is named after; absent where there is none, or no branch. */
  branch(): string | undefined;
}

/** Configuration first, then git in the folder the runtime was started in, then the operating system. */
export async function identityDefaults(
  { user, team, project }: Pick<RuntimeSettings, 'user' | 'team' | 'project'>,
  folder: string,
  now: () => number = () => performance.now(),
): Promise<IdentityDefaults> {
  const [email, repository] = await Promise.all([
    user === undefined ? git(folder, 'config', 'user.email') : undefined,
    repositoryAt(folder),
  ]);
  const charged = user ?? (email || undefined) ?? loginName();
  const named = project ?? repository?.name;
  return {
    ...(charged === undefined ? {} : { user: charged }),
    ...(team === undefined ? {} : { team }),
    ...(named === undefined ? {} : { project: named }),
    branch: repository ? branchReader(join(repository.gitFolder, 'HEAD'), now) : () => undefined,
  };
}

interface Repository {
  readonly name: string;
  readonly gitFolder: string;
}

async function repositoryAt(folder: string): Promise<Repository | undefined> {
  const [places, remote] = await Promise.all([
    git(folder, 'rev-parse', '--show-toplevel', '--absolute-git-dir'),
    git(folder, 'config', 'remote.origin.url'),
  ]);
  const [top, gitFolder] = places?.split('\n') ?? [];
  if (!top || !gitFolder) return undefined;
  return { name: nameOfRemote(remote ?? '') ?? basename(top), gitFolder };
}

/** `owner/name` of `git@host:owner/name.git` and its other spellings; host and credentials are left out. */
export function nameOfRemote(remote: string): string | undefined {
  const path = remote
    .trim()
    .replace(/^[a-z+]+:\/\/[^/]*/i, '')
    .replace(/^[^/:]+:/, '');
  const parts = path
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter(part => part !== '');
  return parts.length === 0 ? undefined : parts.slice(-2).join('/');
}

const GIT_PATIENCE_MS = 2000;

/** What git prints; undefined where there is no git, no repository or no such setting. */
function git(folder: string, ...words: string[]): Promise<string | undefined> {
  return new Promise(resolve => {
    execFile('git', words, { cwd: folder, timeout: GIT_PATIENCE_MS, windowsHide: true }, (error, printed) =>
      resolve(error ? undefined : printed.trim()),
    );
  });
}

/** Reads git's HEAD at most once a second, which costs no process. */
function branchReader(head: string, now: () => number): () => string | undefined {
  let branch: string | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - readAt < 1000) return branch;
    readAt = now();
    branch = branchOf(head);
    return branch;
  };
}

function branchOf(head: string): string | undefined {
  try {
    return /^ref: refs\/heads\/(.+)$/m.exec(readFileSync(head, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** A container may run as a user that has no name. */
function loginName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
