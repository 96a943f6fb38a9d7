/** `npm run package`: builds, and writes the extension for every platform as one file, `farthing-VERSION.vsix`. Needs no network. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const vsix = resolve(root, process.argv[2] ?? `farthing-${version}.vsix`);

const built = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
await createVSIX({ cwd: root, packagePath: vsix, dependencies: false });
console.log(`${vsix}: ${(statSync(vsix).size / 1e6).toFixed(1)} MB`);
