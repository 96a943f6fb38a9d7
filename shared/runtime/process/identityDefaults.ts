/** Who a call is charged to, and what it is for, where the request does not say. */
import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
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
  const repository = repositoryAbove(folder);
  const needed = user === undefined || (project === undefined && repository !== undefined);
  const settings = needed ? await gitSettings(folder) : NO_SETTINGS;
  const charged = user ?? settings.get('user.email') ?? loginName();
  const named = project ?? (repository && (nameOfRemote(settings.get('remote.origin.url') ?? '') ?? basename(repository.top)));
  return {
    ...(charged === undefined ? {} : { user: charged }),
    ...(team === undefined ? {} : { team }),
    ...(named === undefined ? {} : { project: named }),
    branch: repository ? branchReader(join(repository.gitFolder, 'HEAD'), now) : () => undefined,
  };
}

interface Repository {
  readonly top: string;
  readonly gitFolder: string;
}

/** The nearest folder above with a `.git`: a folder, or in a worktree or submodule a file that names one. */
function repositoryAbove(folder: string): Repository | undefined {
  for (let top = folder; ; top = dirname(top)) {
    const git = join(top, '.git');
    const found = statSync(git, { throwIfNoEntry: false });
    if (found?.isDirectory()) return { top, gitFolder: git };
    if (found?.isFile()) {
      const named = /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1];
      return named === undefined ? undefined : { top, gitFolder: resolve(top, named) };
    }
    if (dirname(top) === top) return undefined;
  }
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

const NO_SETTINGS: ReadonlyMap<string, string> = new Map();

/** Git's settings as they hold in a folder; none where there is no git. One process, as starting one takes long. */
function gitSettings(folder: string): Promise<ReadonlyMap<string, string>> {
  return new Promise(resolve => {
    execFile('git', ['config', '--list', '-z'], { cwd: folder, timeout: GIT_PATIENCE_MS, windowsHide: true }, (error, printed) =>
      resolve(error ? NO_SETTINGS : settingsIn(printed)),
    );
  });
}

/** `NAME\nVALUE\0`, the last of a name holds; empty ones say nothing. */
function settingsIn(printed: string): ReadonlyMap<string, string> {
  const entries = printed.split('\0').map(entry => [entry.slice(0, entry.indexOf('\n')), entry.slice(entry.indexOf('\n') + 1)] as const);
  return new Map(entries.filter(([, value]) => value !== ''));
}

/** The branch that is checked out in the repository that a folder is in. */
export function branchesOf(now: () => number = () => performance.now()): (folder: string) => string | undefined {
  const readers = new Map<string, () => string | undefined>();
  return folder => {
    let reader = readers.get(folder);
    if (!reader) {
      const repository = repositoryAbove(folder);
      reader = repository ? branchReader(join(repository.gitFolder, 'HEAD'), now) : () => undefined;
      readers.set(folder, reader);
    }
    return reader();
  };
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
