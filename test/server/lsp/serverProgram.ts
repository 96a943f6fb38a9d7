/** Which server the tests start: the built one where it is up to date (always so in `npm test`), else the source. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export function serverProgram(): string {
  const built = join(root, 'dist/languageServer.js');
  const age = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return age > Math.max(newest(join(root, 'server')), newest(join(root, 'shared'))) ? built : join(root, 'server/lsp/main.ts');
}

function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return Math.max(0, ...files.map(entry => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}
