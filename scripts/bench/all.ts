/**
 * `npm run bench`: everything that is measured, one after the other. With arguments, the full run of the command line alone, over the paths
 * given.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const asked = process.argv.slice(2);
const parts = asked.length > 0 ? ['lint.ts'] : ['lint.ts', 'languageServer.ts', 'activation.ts'];
let failed = false;
for (const part of parts) {
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(part, import.meta.url)), ...asked], { stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
