/** The extension as its users get it: one file, made once a run. `FARTHING_VSIX` names one that is there already, such as a release. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { after } from 'mocha';
import { root } from './testHost.ts';

let made: Promise<string> | undefined;
let folder: string | undefined;
after(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

export function vsix(): Promise<string> {
  made ??= process.env.FARTHING_VSIX === undefined ? make() : Promise.resolve(process.env.FARTHING_VSIX);
  return made;
}

async function make(): Promise<string> {
  folder = mkdtempSync(join(tmpdir(), 'farthing-vsix-'));
  const packagePath = join(folder, 'farthing.vsix');
  await createVSIX({ cwd: root, packagePath, dependencies: false });
  return packagePath;
}
