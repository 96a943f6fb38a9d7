/** The tests that run inside the extension host, as one file that VS Code can load. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './testHost.ts';

export interface SuiteBundle {
  /** An extension that does nothing: VS Code runs tests of an extension under development only, and ours is installed. */
  readonly extension: string;
  readonly tests: string;
  readonly remove: () => void;
}

export async function bundleSuite(): Promise<SuiteBundle> {
  const extension = mkdtempSync(join(tmpdir(), 'farthing-suite-'));
  writeFileSync(
    join(extension, 'package.json'),
    JSON.stringify({ name: 'farthing-suite', publisher: 'farthing', version: '0.0.0', engines: { vscode: '^1.110.0' } }),
  );
  // Mocha stays a package: it loads parts of itself by name.
  symlinkSync(join(root, 'node_modules'), join(extension, 'node_modules'), 'junction');
  const tests = join(extension, 'suite.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/suite/run.ts'],
    outfile: tests,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return { extension, tests, remove: () => rmSync(extension, { recursive: true, force: true }) };
}
