/** The VS Code and the browser that tests of the extension run in. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const host = join(root, 'test/vscode/host');

export const codeServerEntry = join(host, 'node_modules/code-server/out/node/entry.js');
export const chromium = '/usr/bin/chromium';

/** What keeps these tests from being run here; undefined when nothing does. */
export function whatIsMissing(): string | undefined {
  if (!existsSync(join(host, 'node_modules/.complete'))) return 'run "npm run test:vscode:install"';
  if (!existsSync(chromium)) return `${chromium} is not there`;
  return undefined;
}
