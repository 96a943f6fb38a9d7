/** Writes `dist/`: the bundles, the WASM files they load, and the notices of the packages they contain. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licenceProblems, packagesOf, thirdPartyNotices } from './bundledPackages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Programs that Node runs: name in `dist/` and entry file. What they share, and what they import lazily, becomes chunks. */
const programs = {
  cli: 'server/cli/main.ts',
  analysisWorker: 'server/project/threads/analysisWorker.ts',
  housekeepingThread: 'shared/runtime/store/sqlite/housekeepingThread.ts',
  countingThread: 'shared/runtime/pricing/countingThread.ts',
  semanticThread: 'shared/runtime/cache/semantic/semanticThread.ts',
  spendThread: 'shared/runtime/spend/spendThread.ts',
  languageServer: 'server/lsp/main.ts',
  runtime: 'shared/runtime/process/main.ts',
  extension: 'client/extension.ts',
};

/** Loaded from beside the program that asks for them. */
const wasmFiles = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm',
  'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm',
];

const built = await build({
  absWorkingDir: root,
  entryPoints: programs,
  outdir: dist,
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  write: false,
  format: 'esm',
  platform: 'node',
  // VS Code hands its own API to its extensions.
  external: ['vscode'],
  // jsonc-parser's CommonJS build hides its imports from bundlers.
  mainFields: ['module', 'main'],
  target: 'node22.13',
  logLevel: 'warning',
  // CommonJS packages call `require` for Node's own modules, which an ES module lacks.
  banner: { js: "import{createRequire as farthingRequire}from'node:module';const require=farthingRequire(import.meta.url);" },
}).catch(() => undefined);
/** The page of the panel, for the editor's webview and for a browser. */
const page = join('client', 'spendPanel', 'webview');
const builtPage = await build({
  absWorkingDir: root,
  entryPoints: [
    { in: join(page, 'main.ts'), out: 'spendPanel' },
    { in: join(page, 'panel.css'), out: 'spendPanel' },
  ],
  outdir: dist,
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  format: 'esm',
  platform: 'browser',
  target: 'chrome128',
  logLevel: 'warning',
}).catch(() => undefined);
// esbuild has printed what is wrong, and where.
if (!built || !builtPage) process.exit(1);
const outputFiles = [...built.outputFiles, ...builtPage.outputFiles];
const inputs = [built, builtPage].flatMap(({ metafile }) => Object.keys(metafile.inputs));

const packages = packagesOf(root, [...inputs, ...wasmFiles]);
const problems = licenceProblems(packages);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const { path, contents } of outputFiles) writeFileSync(path, contents);
for (const file of wasmFiles) copyFileSync(join(root, file), join(dist, basename(file)));
copyFileSync(join(root, page, 'index.html'), join(dist, 'spendPanel.html'));
writeFileSync(join(dist, 'THIRD_PARTY_NOTICES.txt'), thirdPartyNotices(packages));

const size = outputFiles.reduce((sum, file) => sum + file.contents.byteLength, 0);
console.log(`dist/: farthing ${version}, ${outputFiles.length} bundles, ${(size / 1e6).toFixed(1)} MB, ${packages.length} packages`);
