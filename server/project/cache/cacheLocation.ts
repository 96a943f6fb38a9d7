import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { absolutePath } from '../folders.ts';

/** Inside the project's `node_modules` where there is one (ignored by git, gone with it), else in the user's cache folder. */
export function cacheLocation(root: string, environment: NodeJS.ProcessEnv = process.env): string {
  const modules = `${root}/node_modules`;
  if (existsSync(modules)) return `${modules}/.cache/farthing/lint.json`;
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return `${userCacheFolder(environment)}/farthing/lint/${name}.json`;
}

function userCacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA }: NodeJS.ProcessEnv): string {
  if (XDG_CACHE_HOME) return absolutePath(XDG_CACHE_HOME);
  if (process.platform === 'win32') return absolutePath(LOCALAPPDATA ?? `${homedir()}/AppData/Local`);
  return absolutePath(process.platform === 'darwin' ? `${homedir()}/Library/Caches` : `${homedir()}/.cache`);
}
