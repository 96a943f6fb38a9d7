/** The folder in which a runtime keeps what it knows; one runtime at a time lives in it. */
import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Home {
  readonly folder: string;
  /** Where the runtime listens, and the token for its control endpoints. */
  readonly lock: string;
  /** Held as long as a runtime lives. */
  readonly lease: string;
  /** Keys are kept only as HMACs with it. */
  readonly salt: string;
  readonly log: string;
  readonly ledger: string;
  readonly cache: string;
  readonly semanticCache: string;
  /** What the router has learned: sums, no requests. */
  readonly router: string;
  /** Where packages of embedders are installed by whoever wants them. */
  readonly encoder: string;
  /** What was last known of the team's limits. */
  readonly team: string;
  /** The user's configuration, where no other is named. */
  readonly config: string;
}

/** `--home`, else `FARTHING_HOME`, else where the platform keeps state. */
export function homeOf(given: string | undefined, environment: NodeJS.ProcessEnv = process.env, platform = process.platform): Home {
  const folder = resolve(given || environment.FARTHING_HOME || stateFolder(environment, platform));
  const file = (name: string) => join(folder, name);
  return {
    folder,
    lock: file('runtime.lock'),
    lease: file('runtime.lease'),
    salt: file('salt'),
    log: file('runtime.log'),
    ledger: file('ledger.db'),
    cache: file('cache.db'),
    semanticCache: file('semantic.db'),
    router: file('router.bin'),
    encoder: file('encoder'),
    team: file('team.json'),
    config: file('config.jsonc'),
  };
}

function stateFolder({ XDG_STATE_HOME, LOCALAPPDATA }: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'farthing');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'farthing');
  return join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'farthing');
}

/** A mode for files that nobody else may read. */
export const OWN_FILE = 0o600;

/** Makes the folder, for its owner alone; a sentence when it cannot be used. */
export function prepareHome({ folder }: Home): string | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid } = statSync(folder);
    const self = process.getuid?.() ?? uid;
    if (self !== 0 && self !== uid) return `${folder} belongs to another user; choose a folder of your own with --home or FARTHING_HOME`;
    return undefined;
  } catch (error) {
    return `cannot use the folder ${folder}: ${reasonOf(error)}`;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'it is a file',
  ENOENT: 'it does not exist',
  EISDIR: 'it is a folder',
};

/** What the system says went wrong with a file, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : REASONS[code]) ?? message;
}
